import type { CredentialKind } from '../knowledge/credentials.js';
import { compareLocks, levelInfo, type Level } from '../knowledge/levels.js';

/** What a project has decided. */
export interface Policy {
  /** The level that each kind of credential is to have; a kind that is missing is not judged. */
  readonly levels: Readonly<Partial<Record<CredentialKind, Level>>>;
}

/** What holds where nothing was decided: the product's own decision tree for token storage. */
export const DEFAULT_POLICY: Policy = {
  levels: {
    accessToken: 'afterFirstUnlock',
    sessionId: 'afterFirstUnlock',
    refreshToken: 'whenUnlockedThisDeviceOnly',
  },
};

/** The level to recommend for a kind: the policy's, else one that works in the background and is not weak. */
export function recommendedLevel(kind: CredentialKind | undefined, policy: Policy): Level {
  return (kind && policy.levels[kind]) ?? 'afterFirstUnlock';
}

export type Fit =
  | { readonly fits: true }
  | { readonly fits: false; readonly wanted: Level; readonly lock: 'stricter' | 'weaker' | 'same' };

/**
 * Whether a level suits a kind of credential. Binding an item to the device where the policy does not ask for
 * it is no fault, and neither is a level that is stricter in every respect than one the policy wants while
 * unlocked.
 */
export function fit(level: Level, kind: CredentialKind | undefined, policy: Policy): Fit {
  const wanted = kind && policy.levels[kind];
  if (!wanted || wanted === level) return { fits: true };
  const bound = levelInfo(level).thisDeviceOnly || !levelInfo(wanted).thisDeviceOnly;
  const lock = compareLocks(level, wanted);
  const stricterIsFine = levelInfo(wanted).lock === 'unlocked' && lock < 0;
  if (bound && (lock === 0 || stricterIsFine)) return { fits: true };
  return { fits: false, wanted, lock: lock === 0 ? 'same' : lock < 0 ? 'stricter' : 'weaker' };
}
