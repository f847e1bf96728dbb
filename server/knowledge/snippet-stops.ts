import { fit, type Policy, recommendedLevel } from '../policy/policy.js';
import { type CredentialKind, KIND_NAMES } from './credentials.js';
import { isAlways, levelInfo, LEVELS, type Level } from './levels.js';

/** How many times a refresh is tried, and how many minutes before its expiry a token is renewed. */
const TRIES = 3;
const LEAD_MINUTES = 5;

/** How the levels are written in an API, by its snippets. */
const SPELLINGS: Readonly<Record<string, (level: Level) => string>> = {
  secItem: (level) => levelInfo(level).constant,
  'expo-secure-store': (level) => `SecureStore.${capitals(level)}`,
  'react-native-keychain': (level) => `Keychain.ACCESSIBLE.${capitals(level)}`,
};

/**
 * A tab stop of a snippet that the policy decides, in the editor's snippet syntax. Levels become a choice of those
 * that the policy has nothing against, the one it asks for first.
 * @param decision `level KIND API`, `lead minutes` or `tries`
 * @throws for any other decision: the snippet is wrong
 */
export function decidedStop(stop: string, decision: string, policy: Policy): string {
  const options = decidedOptions(decision, policy);
  return options.length === 1 ? `\${${stop}:${options[0]}}` : `\${${stop}|${options.join(',')}|}`;
}

/** What can stand at such a tab stop, the default first. */
export function decidedOptions(decision: string, policy: Policy): readonly string[] {
  const [what, kind = '', api = ''] = decision.split(' ');
  if (what === 'tries') return [`${TRIES}`];
  if (what === 'lead') return [`${LEAD_MINUTES}`];
  const spelling = SPELLINGS[api];
  if (what !== 'level' || !isKind(kind) || !spelling) throw new Error(`No such decision: ${decision}`);
  return suitableLevels(kind, policy).map(spelling);
}

function suitableLevels(kind: CredentialKind, policy: Policy): readonly Level[] {
  const best = recommendedLevel(kind, policy);
  const others = LEVELS.map(({ level }) => level).filter(
    (level) => level !== best && !isAlways(level) && fit(level, kind, policy).fits,
  );
  return [best, ...others];
}

function isKind(name: string): name is CredentialKind {
  return name in KIND_NAMES;
}

/** `afterFirstUnlock` as JavaScript's constants are written: `AFTER_FIRST_UNLOCK`. */
function capitals(level: Level): string {
  return level.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}
