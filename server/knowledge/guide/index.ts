import type { CredentialKind } from '../credentials.js';
import { LOGOUT_TREE } from './logout.js';
import type { Guide, GuideEntry, GuideLeaf } from './model.js';
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
export const ENTRIES: readonly GuideEntry[] = [...LEAVES, ...NEVER];

const BY_ID = new Map(ENTRIES.map((entry) => [entry.id, entry]));

export function entryById(id: string): GuideEntry | undefined {
  return BY_ID.get(id);
}

/**
 * The entry that decides what a rule asks for: of answers about one kind of credential the one about the kind at
 * hand, and else the one that lists the rule before the others.
 */
export function entryFor(rule: string, kind?: CredentialKind): GuideEntry | undefined {
  const listing = ENTRIES.filter(({ rules }) => rules.includes(rule));
  const ofKind = LEAVES.find((leaf) => kind !== undefined && leaf.kind === kind && leaf.rules.includes(rule));
  if (ofKind) return ofKind;
  const first = listing.find(({ rules }) => rules[0] === rule);
  return first ?? listing.find((entry) => !('kind' in entry)) ?? listing[0];
}
