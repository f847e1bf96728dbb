import { fit, type Policy, recommendedLevel } from '../policy/policy.js';
import { type CredentialKind, KIND_NAMES } from './credentials.js';
import { isAlways, LEVELS, type Level } from './levels.js';
import { type SpellingApi, SPELLINGS } from './spellings.js';

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
  if (what === 'tries') return [`${policy.refresh.maxTries}`];
  if (what === 'lead') return [`${policy.refresh.leadMinutes}`];
  if (what !== 'level' || !isKind(kind) || !isApi(api)) throw new Error(`No such decision: ${decision}`);
  const { qualifier, name } = SPELLINGS[api];
  return suitableLevels(kind, policy).map((level) => qualifier + name(level));
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

function isApi(name: string): name is SpellingApi {
  return Object.hasOwn(SPELLINGS, name);
}
