import type { FileFacts, KeychainWrite, LevelInsertion, LevelMention } from '../../facts/model.js';
import type { Fix } from '../../finding.js';
import { KIND_NAMES, type CredentialKind } from '../../knowledge/credentials.js';
import { libraryOf, spell } from '../../knowledge/libraries/index.js';
import { isAlways, levelInfo, LEVELS, type Level } from '../../knowledge/levels.js';
import { fit, type Policy } from '../../policy/policy.js';
import { importedLevelEdits } from './typescript/imported-levels.js';
import { ModuleNames } from '../typescript/module-names.js';

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
  const kinds = kindsOf(writesWith(mention, facts));
  const levels = candidates(mention, facts, policy, kinds).filter((level) => level !== preferred);
  return [preferred, ...levels].flatMap((level) => {
    const token = spell(mention.api, level);
    const edits = token === undefined ? undefined : switchEdits(mention, token, facts);
    if (token === undefined || !edits) return [];
    const written = mention.spelled.slice(0, mention.spelled.length - (mention.end - mention.start)) + token;
    return [
      {
        title: `Switch to ${written}: ${levelInfo(level).brief}`,
        safety: isSafeSwitch(mention, level) ? 'safe' : 'review',
        ...(level === preferred && { preferred: true }),
        edits,
      } satisfies Fix,
    ];
  });
}

/** A level that is imported by its own name takes another import. */
function switchEdits(mention: LevelMention, token: string, facts: FileFacts): Fix['edits'] | undefined {
  if (mention.isBound) return importedLevelEdits(mention, token, facts);
  return [{ span: { start: mention.start, end: mention.end }, newText: token }];
}

/** The repairs that give a write its missing level. */
export function insertionFixes(
  write: KeychainWrite,
  insertion: LevelInsertion,
  facts: FileFacts,
  policy: Policy,
  preferred: Level,
  thisDeviceAllowed: boolean,
): readonly Fix[] {
  const kinds = kindsOf(insertion.isShared ? sharing(insertion, facts) : [write]);
  const levels = sensible(policy, kinds, thisDeviceAllowed);
  // Options that several writes share get a level that suits them all, or none.
  if (insertion.isShared && !levels.includes(preferred)) return [];
  return [preferred, ...levels.filter((level) => level !== preferred)].flatMap((level) => {
    const token = spell(write.api, level);
    if (token === undefined) return [];
    const edits = insertionEdits(insertion, token, facts);
    const qualifier = insertion.written ?? (insertion.before.endsWith('.') ? '.' : '');
    return edits === undefined
      ? []
      : [
          {
            title: `Store with ${qualifier + token}: ${levelInfo(level).brief}`,
            safety: 'review',
            ...(level === preferred && { preferred: true }),
            edits,
          } satisfies Fix,
        ];
  });
}

/** The writes without a level of their own whose options are the same. */
function sharing({ at }: LevelInsertion, facts: FileFacts): readonly KeychainWrite[] {
  return facts.writes.filter(({ level }) => level.state === 'default' && level.insertion?.at === at);
}

function insertionEdits(
  { at, before, after, importing }: LevelInsertion,
  token: string,
  facts: FileFacts,
): Fix['edits'] | undefined {
  const inserted = { span: { start: at, end: at }, newText: `${before}${token}${after}` };
  if (!importing) return [inserted];
  const names = ModuleNames.of({ module: importing.module, local: importing.name ?? token }, facts);
  names?.of(importing.name ?? token);
  const edits = names?.edits();
  return edits && [...edits, inserted];
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
