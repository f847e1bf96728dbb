import type { Table } from '../model.js';
import { h, prose } from './dom.js';
import { type Matches, rowsOf } from './search.js';

/** What the tables are drawn from. */
export interface TableSource {
  readonly matches: Matches | undefined;
  readonly words: readonly string[];
  isOpen(id: string): boolean;
  toggled(id: string, open: boolean): void;
  reveal(id: string): void;
}

/** The tables, each of which can be closed; where there is little room its rows are drawn as cards. */
export function tableSection(tables: readonly Table[], source: TableSource): HTMLElement | undefined {
  const drawn = tables.flatMap((table) => tableDetails(table, source));
  if (drawn.length === 0) return undefined;
  return h(
    'section',
    { class: 'tables', 'aria-labelledby': 'tables' },
    h('h2', { id: 'tables' }, 'Quick reference'),
    ...drawn,
  );
}

function tableDetails(table: Table, source: TableSource): readonly HTMLElement[] {
  const rows = rowsOf(table, source.matches);
  if (rows.length === 0) return [];
  const open = source.matches !== undefined || source.isOpen(table.id);
  const details = h(
    'details',
    { open, 'data-key': `table:${table.id}` },
    h('summary', {}, h('h3', {}, table.title)),
    // Cards lose the roles that a table's elements have by themselves.
    h(
      'table',
      { role: 'table', 'aria-label': table.title },
      h(
        'thead',
        { role: 'rowgroup' },
        h(
          'tr',
          { role: 'row' },
          ...table.columns.map((column) => h('th', { role: 'columnheader', scope: 'col' }, column)),
        ),
      ),
      h('tbody', { role: 'rowgroup' }, ...rows.map((row) => tableRow(table, row, source))),
    ),
  );
  details.addEventListener('toggle', () => source.toggled(table.id, details.open));
  return [details];
}

function tableRow(
  { columns }: Table,
  { id, cells, entry }: Table['rows'][number],
  { words, reveal }: TableSource,
): HTMLElement {
  const [first = '', ...others] = cells;
  return h(
    'tr',
    { role: 'row' },
    h(
      'th',
      { role: 'rowheader', scope: 'row' },
      entry === undefined ? prose(first, words) : link(id, first, words, () => reveal(entry)),
    ),
    ...others.map((cell, at) =>
      h('td', { role: 'cell', 'data-column': columns[at + 1] }, prose(cell, words)),
    ),
  );
}

function link(id: string, text: string, words: readonly string[], onClick: () => void): HTMLElement {
  const element = h(
    'button',
    { type: 'button', class: 'link', 'data-key': `row:${id}`, title: 'Show in the guide' },
    prose(text, words),
  );
  element.addEventListener('click', onClick);
  return element;
}
