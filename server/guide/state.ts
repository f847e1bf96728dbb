import type { Severity } from '../finding.js';
import { ENTRIES, GUIDE } from '../knowledge/guide/index.js';
import type { GuideLeaf } from '../knowledge/guide/model.js';
import type { ItemState } from '../workspace/checklist.js';
import type { Evidence } from './gather.js';
import type { GuidePlace } from '../workspace/place.js';
import { optionOf, type Standing, standingOf } from './standing.js';

/** What is known of one entry in a workspace. */
export interface EntryState {
  readonly findings: number;
  /** The severity of its worst finding. */
  readonly worst?: Severity;
  /** Places that have to do with it and are no findings. */
  readonly facts: number;
  readonly standing?: Standing;
  /** What the policy says where the answer has options. */
  readonly option?: string;
  /** For an item of the logout list. */
  readonly item?: ItemState['state'];
}

export type EntryStates = Readonly<Record<string, EntryState>>;

/** What there is to say of every entry. @param written the content of `sessionlint.json` */
export function entryStates(evidence: Evidence | undefined, written: unknown): EntryStates {
  const standings = new Map(
    GUIDE.trees.flatMap((tree) =>
      tree.branches.flatMap(({ leaves }) =>
        leaves.map((leaf) => [leaf.id, { leaf, standing: standingOf(leaf, tree, written) }] as const),
      ),
    ),
  );
  return Object.fromEntries(
    ENTRIES.map(({ id }) => {
      const { leaf, standing } = standings.get(id) ?? {};
      const option = leaf && optionOf(leaf, written);
      return [
        id,
        {
          ...counts(placesOf(id, evidence)),
          ...(standing && { standing }),
          ...(option !== undefined && { option }),
          ...itemOf(leaf, evidence),
        },
      ];
    }),
  );
}

/** The places of an entry: its findings, the worst first, and then what else the code does about it. */
export function placesOf(id: string, evidence: Evidence | undefined): readonly GuidePlace[] {
  if (!evidence) return [];
  const leaf = LEAVES_BY_ID.get(id);
  const own = evidence.places.get(id) ?? [];
  const ofItem = leaf?.item ? evidence.items[leaf.item].places : [];
  const findings = own.filter(({ finding }) => finding);
  const facts = [...own.filter(({ finding }) => !finding), ...ofItem].filter(
    (fact, at, all) => all.findIndex((other) => samePlace(other, fact)) === at,
  );
  return [...findings.toSorted((a, b) => weight(b) - weight(a)), ...facts];
}

const LEAVES_BY_ID = new Map<string, GuideLeaf>(
  GUIDE.trees.flatMap(({ branches }) =>
    branches.flatMap(({ leaves }) => leaves.map((leaf) => [leaf.id, leaf])),
  ),
);

function samePlace(a: GuidePlace, b: GuidePlace): boolean {
  return a.file === b.file && a.span.start === b.span.start;
}

const WEIGHTS: Readonly<Record<Severity, number>> = { error: 3, warning: 2, information: 1 };

function weight({ finding }: GuidePlace): number {
  return finding ? WEIGHTS[finding.severity] : 0;
}

function counts(places: readonly GuidePlace[]): Pick<EntryState, 'findings' | 'worst' | 'facts'> {
  const findings = places.filter(({ finding }) => finding);
  const worst = findings[0]?.finding?.severity;
  return {
    findings: findings.length,
    facts: places.length - findings.length,
    ...(worst && { worst }),
  };
}

function itemOf(leaf: GuideLeaf | undefined, evidence: Evidence | undefined): Pick<EntryState, 'item'> {
  return leaf?.item && evidence ? { item: evidence.items[leaf.item].state } : {};
}
