import type { Severity } from '../finding.js';
import type { CredentialKind } from '../knowledge/credentials.js';
import type {
  LogoutAnswer,
  LogoutItem,
  RefreshStrategy,
  SessionModel,
  Store,
} from '../knowledge/decisions.js';
import { compareLocks, levelInfo, type Level } from '../knowledge/levels.js';
import { NO_NAMES, type OwnNames } from '../knowledge/own-names.js';

/** A kind of credential, or the wish to stay signed in, which is none. */
export type PolicyKind = CredentialKind | 'rememberMe';

/** What a project has decided, and the product's own decisions where it has not. */
export interface Policy {
  /** The level that each kind of credential is to have; a kind that is missing is not judged. */
  readonly levels: Readonly<Partial<Record<CredentialKind, Level>>>;
  /** Where each kind is to live; a kind that is missing is not judged. */
  readonly stores: Readonly<Partial<Record<PolicyKind, Store>>>;
  readonly refresh: RefreshPolicy;
  readonly sessions: {
    /** undefined: the project has not said, so the code tells. */
    readonly model?: SessionModel;
  };
  /** What a sign-out clears and keeps, as far as the project has said so. */
  readonly logout: Readonly<Partial<Record<LogoutItem, LogoutAnswer>>>;
  /** How loud the findings of a rule are, by its id; rules that are missing keep their own severity. */
  readonly severities: ReadonlyMap<string, Severity | 'off'>;
  readonly names: OwnNames;
  readonly files: FilePolicy;
}

export interface RefreshPolicy {
  /** undefined: the project has not said. */
  readonly strategy?: RefreshStrategy;
  /** How long before its expiry a token is refreshed, in minutes. */
  readonly leadMinutes: number;
  /** How often a refresh is tried before the user is signed out. */
  readonly maxTries: number;
  /** The project itself has said how often, so that another count is against its policy. */
  readonly limitsTries?: true;
}

/** Glob patterns, relative to the folder of the policy. */
export interface FilePolicy {
  /** Left out, besides what is left out by default. */
  readonly exclude: readonly string[];
  /** Looked at although they are excluded, by the project or by default. */
  readonly include: readonly string[];
}

/** What holds where nothing was decided: the product's own decision trees. */
export const DEFAULT_POLICY: Policy = {
  levels: {
    accessToken: 'afterFirstUnlock',
    sessionId: 'afterFirstUnlock',
    refreshToken: 'whenUnlockedThisDeviceOnly',
  },
  stores: {
    accessToken: 'keychain',
    refreshToken: 'keychain',
    sessionId: 'keychain',
    authCode: 'memory',
    rememberMe: 'userDefaults',
  },
  refresh: { leadMinutes: 5, maxTries: 3 },
  sessions: {},
  logout: {},
  severities: new Map(),
  names: NO_NAMES,
  files: { exclude: [], include: [] },
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
