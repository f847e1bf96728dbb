import type { FileFacts, KeychainWrite, LevelInsertion, LevelMention } from '../../facts/model.js';
import type { Fix } from '../../finding.js';
import { KIND_NAMES, type CredentialKind } from '../../knowledge/credentials.js';
import { libraryOf, spell } from '../../knowledge/libraries/index.js';
import { isAlways, levelInfo, LEVELS, type Level } from '../../knowledge/levels.js';
import { fit, type Policy } from '../../policy/policy.js';

/** The writes of a file that use a level as spelled at one place. */
export function writesWith(mention: LevelMention, facts: FileFacts): readonly KeychainWrite[] {
  return usesOf(facts).writes.get(mention.start) ?? [];
}

/** Who uses the levels of a file, by the places where those are spelled. */
interface LevelUses {
  readonly writes: ReadonlyMap<number, readonly KeychainWrite[]>;
  /** The levels in queries that synchronise their item. */
  readonly synchronized: ReadonlySet<number>;
  /** The calls that add a synchronised item. */
  readonly synchronizedAdds: ReadonlySet<number>;
}

/** Every mention asks, so that each file is gone through once. */
const USES = new WeakMap<FileFacts, LevelUses>();

function usesOf(facts: FileFacts): LevelUses {
  const known = USES.get(facts);
  if (known) return known;
  const given = facts.writes.flatMap((write) =>
    write.level.state === 'given' ? [{ write, start: write.level.mention.start }] : [],
  );
  const writes = new Map<number, KeychainWrite[]>();
  for (const { write, start } of given) {
    const list = writes.get(start);
    if (list) list.push(write);
    else writes.set(start, [write]);
  }
  const synchronizing = facts.queries.filter(({ attributes }) =>
    attributes.some((one) => one.name === 'kSecAttrSynchronizable' && one.boolean !== false),
  );
  const levels = synchronizing.flatMap(({ attributes }) => attributes.flatMap(({ level }) => level ?? []));
  const adds = synchronizing.filter(({ operation }) => operation === 'add');
  const uses = {
    writes,
    synchronized: new Set(levels.map(({ start }) => start)),
    synchronizedAdds: new Set(adds.map(({ start }) => start)),
  };
  USES.set(facts, uses);
  return uses;
}

/** The kinds of credential among writes, without repetition. */
export function kindsOf(writes: readonly KeychainWrite[]): readonly CredentialKind[] {
  return [...new Set(writes.flatMap((write) => write.credential?.kind ?? []))];
}

/** The repairs that put another level in a mention's place: `preferred` first, then all others that fit. */
export function switchFixes(
  mention: LevelMention,
  facts: FileFacts,
  policy: Policy,
  preferred: Level,
): readonly Fix[] {
  // Another level would need another import.
  if (mention.isBound) return [];
  const kinds = kindsOf(writesWith(mention, facts));
  const levels = candidates(mention, facts, policy, kinds).filter((level) => level !== preferred);
  return [preferred, ...levels].flatMap((level) => {
    const token = spell(mention.api, level);
    if (token === undefined) return [];
    const written = mention.spelled.slice(0, mention.spelled.length - (mention.end - mention.start)) + token;
    return [
      {
        title: `Switch to ${written}: ${levelInfo(level).brief}`,
        safety: isSafeSwitch(mention, level) ? 'safe' : 'review',
        ...(level === preferred && { preferred: true }),
        edits: [{ span: { start: mention.start, end: mention.end }, newText: token }],
      } satisfies Fix,
    ];
  });
}

/** The repairs that give a write its missing level. */
export function insertionFixes(
  write: KeychainWrite,
  insertion: LevelInsertion,
  policy: Policy,
  preferred: Level,
  thisDeviceAllowed: boolean,
): readonly Fix[] {
  const kinds = write.credential ? [write.credential.kind] : [];
  const levels = sensible(policy, kinds, thisDeviceAllowed).filter((level) => level !== preferred);
  return [preferred, ...levels].flatMap((level) => {
    const token = spell(write.api, level);
    if (token === undefined) return [];
    const qualifier = insertion.written ?? (insertion.before.endsWith('.') ? '.' : '');
    const shown = qualifier + token;
    return [
      {
        title: `Store with ${shown}: ${levelInfo(level).brief}`,
        safety: 'review',
        ...(level === preferred && { preferred: true }),
        edits: [
          {
            span: { start: insertion.at, end: insertion.at },
            newText: `${insertion.before}${token}${insertion.after}`,
          },
        ],
      } satisfies Fix,
    ];
  });
}

/** Whether a level that binds the item to the device can stand beside the attributes around a mention. */
export function isSynchronized(mention: LevelMention, facts: FileFacts): boolean {
  return usesOf(facts).synchronized.has(mention.start);
}

/** Whether a write is a `SecItemAdd` whose query synchronises the item. */
export function addsSynchronized(write: KeychainWrite, facts: FileFacts): boolean {
  return usesOf(facts).synchronizedAdds.has(write.start);
}

/** The name of a kind with its article: `an access token`. */
export function aKind(kind: CredentialKind): string {
  const name = KIND_NAMES[kind];
  return `${/^[aeiouA]/.test(name) ? 'an' : 'a'} ${name}`;
}

function candidates(
  mention: LevelMention,
  facts: FileFacts,
  policy: Policy,
  kinds: readonly CredentialKind[],
): readonly Level[] {
  const levels = sensible(policy, kinds, !isSynchronized(mention, facts));
  return levels.filter(
    (level) => level !== mention.level && !(mention.tvOS && level === 'whenPasscodeSetThisDeviceOnly'),
  );
}

function sensible(
  policy: Policy,
  kinds: readonly CredentialKind[],
  thisDeviceAllowed: boolean,
): readonly Level[] {
  return LEVELS.map((info) => info.level).filter(
    (level) =>
      !isAlways(level) &&
      (thisDeviceAllowed || !levelInfo(level).thisDeviceOnly) &&
      kinds.every((kind) => fit(level, kind, policy).fits),
  );
}

/**
 * From `Always` to after the first unlock, an app that runs at all can still read its items, and nothing
 * stops migrating that migrated before. Where the library leaves stored items behind or refuses to write over
 * them, a person has to look.
 */
function isSafeSwitch(mention: LevelMention, level: Level): boolean {
  const library = libraryOf(mention.api);
  if (library && library.onExistingItem !== 'rewritten') return false;
  return (
    isAlways(mention.level) &&
    levelInfo(level).lock === 'firstUnlock' &&
    levelInfo(level).thisDeviceOnly === levelInfo(mention.level).thisDeviceOnly
  );
}
