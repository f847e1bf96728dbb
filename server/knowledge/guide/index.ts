import type { CredentialKind } from '../credentials.js';
import { LOGOUT_TREE } from './logout.js';
import type { Guide, GuideLeaf, NeverRow } from './model.js';
import { NEVER } from './never.js';
import { REFRESH_TREE } from './refresh.js';
import { SESSIONS_TREE } from './sessions.js';
import { STORAGE_TREE } from './storage.js';
import { TABLES } from './tables.js';

export const GUIDE: Guide = {
  trees: [STORAGE_TREE, REFRESH_TREE, SESSIONS_TREE, LOGOUT_TREE],
  never: NEVER,
  tables: TABLES,
};

/** All answers of all trees, in their order. */
export const LEAVES: readonly GuideLeaf[] = GUIDE.trees.flatMap(({ branches }) =>
  branches.flatMap(({ leaves }) => leaves),
);

/** Everything that rules enforce: the answers, and what must never be done. */
export const ENTRIES: readonly (GuideLeaf | NeverRow)[] = [...LEAVES, ...NEVER];

const BY_ID = new Map(ENTRIES.map((entry) => [entry.id, entry]));

export function entryById(id: string): GuideLeaf | NeverRow | undefined {
  return BY_ID.get(id);
}

/**
 * The entry that decides what a rule asks for: of answers about one kind of credential the one about the kind at
 * hand, and else the one that lists the rule before the others.
 */
export function entryFor(rule: string, kind?: CredentialKind): GuideLeaf | NeverRow | undefined {
  const listing = ENTRIES.filter(({ rules }) => rules.includes(rule));
  const ofKind = LEAVES.find((leaf) => kind !== undefined && leaf.kind === kind && leaf.rules.includes(rule));
  if (ofKind) return ofKind;
  const first = listing.find(({ rules }) => rules[0] === rule);
  return first ?? listing.find((entry) => !('kind' in entry)) ?? listing[0];
}

/** What an entry is called where there is no room for more. */
export function headingOf(entry: GuideLeaf | NeverRow): string {
  return 'title' in entry ? `Never: ${entry.title}` : entry.situation;
}
