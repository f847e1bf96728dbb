import type { Guide, Leaf, NeverRow, Table } from '../model.js';

/** What is left of the guide while something is searched for. */
export interface Matches {
  readonly words: readonly string[];
  /** Ids of answers and of what must never be done. */
  readonly entries: ReadonlySet<string>;
  /** Ids of rows of tables. */
  readonly rows: ReadonlySet<string>;
}

/** Everything that holds all the words, wherever in it they stand; undefined when nothing is searched for. */
export function search(guide: Guide, query: string): Matches | undefined {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return undefined;
  const holds = (texts: readonly string[]): boolean => {
    const text = texts.join('\n').replaceAll('`', '').toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const leaves = guide.trees.flatMap((tree) =>
    tree.branches.flatMap((branch) =>
      branch.leaves
        .filter((leaf) => holds([tree.title, branch.title ?? '', ...textsOf(leaf)]))
        .map(({ id }) => id),
    ),
  );
  const never = guide.never.filter((row) => holds(textsOf(row))).map(({ id }) => id);
  const rows = guide.tables.flatMap((table) =>
    table.rows.filter(({ cells }) => holds([table.title, ...cells])).map(({ id }) => id),
  );
  return { words, entries: new Set([...leaves, ...never]), rows: new Set(rows) };
}

function textsOf(entry: Leaf | NeverRow): readonly string[] {
  const own =
    'title' in entry
      ? [entry.title, entry.wrong, entry.right, entry.why]
      : [
          entry.situation,
          entry.answer,
          entry.what,
          entry.why,
          ...entry.how,
          ...entry.follows,
          ...entry.spellings.flatMap(({ api, code }) => [api, code]),
        ];
  return [...own, ...entry.rules, ...entry.snippets, ...entry.sources.map(({ title }) => title)];
}

/** How many there are, in words. */
export function describeMatches(matches: Matches, query: string): string {
  const found = [
    ...(matches.entries.size > 0 ? [counted(matches.entries.size, 'answer')] : []),
    ...(matches.rows.size > 0 ? [counted(matches.rows.size, 'table row')] : []),
  ];
  return found.length === 0 ? `Nothing about “${query.trim()}”` : found.join(', ');
}

export function counted(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

export function rowsOf(table: Table, matches: Matches | undefined): Table['rows'] {
  return matches ? table.rows.filter(({ id }) => matches.rows.has(id)) : table.rows;
}
