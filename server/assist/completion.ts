import { levelInfo, LEVELS, type Level, type LevelInfo } from '../knowledge/levels.js';
import { spell } from '../knowledge/libraries/index.js';
import { DEFAULT_POLICY, fit, type Policy, recommendedLevel } from '../policy/policy.js';
import { aKind } from '../rules/keychain/level-fixes.js';
import type { TextEdit } from '../finding.js';
import type { Span } from '../span.js';
import type { Language } from '../language.js';
import { maskScript } from '../syntax/mask-script.js';
import { mask } from '../syntax/mask.js';
import { moduleLevelSlot } from './module-places.js';
import { credentialInLines, credentialNear, type NearbyCredential } from './nearby.js';
import { levelSlot, type LevelSlot } from './places.js';
import { code, describeLevel, headline, noteOn } from './wording.js';

/** A level to choose, in the spelling of the API at hand. */
export interface LevelChoice {
  readonly level: Level;
  /** What takes the place of the span. */
  readonly newText: string;
  readonly detail: string;
  readonly markdown: string;
  readonly recommended: boolean;
  readonly deprecated: boolean;
  /** Imports the name that the level is spelled with. */
  readonly importEdit?: TextEdit;
}

/** The levels to choose from, the best first, and what is typed of one so far. */
export interface LevelChoices {
  readonly span: Span;
  readonly choices: readonly LevelChoice[];
}

/** The accessibility levels where one is expected; undefined elsewhere, and inside comments and strings. */
export function levelChoices(
  text: string,
  offset: number,
  policy: Policy = DEFAULT_POLICY,
  language: Language = 'swift',
): LevelChoices | undefined {
  const isSwift = language === 'swift';
  const slot = isSwift ? swiftSlot(text, offset) : moduleLevelSlot(maskScript(text, offset), text);
  if (!slot) return undefined;
  const near = isSwift
    ? credentialNear(text, mask(text), offset)
    : credentialInLines(text, maskScript(text), offset);
  const best = recommendedLevel(near?.kind, policy);
  const span = { start: slot.start, end: endOfName(text, offset) };
  const choices = ranked(best, near, policy).flatMap((info) => {
    const token = spell(slot.api, info.level);
    if (token === undefined) return [];
    const recommendedFor = info.level === best ? (near ?? 'unknown') : undefined;
    const importEdit = slot.imports?.(token);
    return [
      {
        ...choice(info, written(slot, token), slot.api, recommendedFor),
        ...(importEdit && { importEdit }),
      },
    ];
  });
  return { span, choices };
}

function swiftSlot(text: string, offset: number): LevelSlot | undefined {
  const before = mask(text, offset);
  return before.place === 'code' ? levelSlot(before.code) : undefined;
}

/** A level as it is written in its place. */
function written(slot: LevelSlot, token: string): string {
  if (slot.written !== undefined) return slot.written + token + (slot.written.endsWith("'") ? "'" : '');
  const isPlain = slot.qualified || slot.api === 'secItem' || token.startsWith('kSec');
  return isPlain ? token : `.${token}`;
}

function choice(
  { level, brief, deprecated }: LevelInfo,
  newText: string,
  api: string,
  recommendedFor: NearbyCredential | 'unknown' | undefined,
): LevelChoice {
  return {
    level,
    newText,
    detail: recommendation(recommendedFor) + brief,
    markdown: [headline(level, api), describeLevel(level), ...noteOn(level), ...reason(recommendedFor)].join(
      '\n\n',
    ),
    recommended: recommendedFor !== undefined,
    deprecated: deprecated !== undefined,
  };
}

function recommendation(recommendedFor: NearbyCredential | 'unknown' | undefined): string {
  if (recommendedFor === undefined) return '';
  if (recommendedFor === 'unknown') return 'recommended: ';
  return `recommended for ${aKind(recommendedFor.kind)}: `;
}

/** Why a level is recommended; a text that is more than a name might be a secret and is not repeated. */
function reason(recommendedFor: NearbyCredential | 'unknown' | undefined): readonly string[] {
  if (recommendedFor === undefined || recommendedFor === 'unknown') return [];
  const { kind, name } = recommendedFor;
  if (!/^[\w.:-]{1,40}$/.test(name)) return [];
  return [`Recommended: ${code(name)} nearby looks like **${aKind(kind)}**.`];
}

/** The recommended level, the others that fit, those that do not, and last what nobody should use. */
function ranked(best: Level, near: NearbyCredential | undefined, policy: Policy): readonly LevelInfo[] {
  const rank = ({ level, deprecated }: LevelInfo): number => {
    if (level === best) return 0;
    if (deprecated !== undefined) return 3;
    return fit(level, near?.kind, policy).fits ? 1 : 2;
  };
  return [levelInfo(best), ...LEVELS.filter(({ level }) => level !== best)].toSorted(
    (a, b) => rank(a) - rank(b),
  );
}

function endOfName(text: string, offset: number): number {
  const rest = /^\w*/.exec(text.slice(offset, offset + 200))?.[0] ?? '';
  return offset + rest.length;
}
