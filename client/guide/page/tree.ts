import type { Branch, Guide, GuideState, Leaf, NeverRow, Severity, Tree } from '../model.js';
import { countsOf, type DetailHost, leafDetail, neverDetail } from './detail.js';
import { button, h, icon, prose } from './dom.js';
import type { Matches } from './search.js';
import { markOf, summaryOf } from './standing.js';

/** What the tree is drawn from. */
export interface TreeSource extends DetailHost {
  readonly guide: Guide;
  readonly state: GuideState | undefined;
  readonly matches: Matches | undefined;
  isOpen(id: string): boolean;
  isClosed(id: string): boolean;
  reveal(id: string): void;
}

/** The id under which what must never be done hangs in the tree. */
export const NEVER_ID = 'never';

/** The questions, one below the other. */
export function treeItems(source: TreeSource): readonly HTMLElement[] {
  const trees = source.guide.trees.flatMap((tree) => questionItem(tree, source));
  return [...trees, ...neverItem(source)];
}

/** Fills in or takes away what an item shows only while it is open. */
export function setOpen(item: HTMLElement, open: boolean, source: TreeSource): void {
  item.ariaExpanded = String(open);
  const detail = item.querySelector(':scope > .detail');
  if (!open) return detail?.remove();
  const entry = detail ? undefined : entryById(item.dataset['id'] ?? '', source.guide);
  if (entry) item.append('title' in entry ? neverDetail(entry, source) : leafDetail(entry, source));
}

function entryById(id: string, { trees, never }: Guide): Leaf | NeverRow | undefined {
  const leaves = trees.flatMap(({ branches }) => branches.flatMap((branch) => branch.leaves));
  return [...leaves, ...never].find((entry) => entry.id === id);
}

const TREE_ICONS: Readonly<Record<string, string>> = {
  storage: 'key',
  refresh: 'sync',
  sessions: 'account',
  logout: 'sign-out',
};

function questionItem(tree: Tree, source: TreeSource): readonly HTMLElement[] {
  const isShown = (leaf: Leaf): boolean => !source.matches || source.matches.entries.has(leaf.id);
  const branches = tree.branches.filter(({ leaves }) => leaves.some(isShown));
  if (branches.length === 0) return [];
  const leaves = branches.flatMap((branch) => branch.leaves.filter(isShown));
  const open = source.matches !== undefined || !source.isClosed(tree.id);
  const summary = summaryOf(tree, source.state);
  const item = treeItem(tree.id, tree.title, `${tree.title}: ${tree.question} ${summary}`, 1, open);
  item.classList.add('question');
  item.append(
    h(
      'div',
      { class: 'row' },
      chevron(),
      icon(TREE_ICONS[tree.id] ?? 'question', 'topic'),
      h(
        'div',
        { class: 'text' },
        h('span', { class: 'title' }, prose(tree.title, source.words)),
        h('span', { class: 'ask' }, tree.question),
        summary === '' ? undefined : h('span', { class: 'summary' }, summary),
      ),
      badge(leaves, source.state),
    ),
  );
  const note = source.matches ? undefined : h('p', { class: 'note' }, prose(tree.intro));
  const [only] = branches;
  const children =
    branches.length === 1 && only?.title === undefined
      ? leaves.map((leaf) => leafItem(leaf, tree, 2, source))
      : branches.map((branch) => branchItem(branch, tree, source));
  drawPath(children);
  item.append(
    h(
      'div',
      { class: 'inside' },
      note,
      h('ul', { role: 'group' }, ...children),
      source.matches ? undefined : trapNote(tree, source),
    ),
  );
  return [item];
}

function branchItem(branch: Branch, tree: Tree, source: TreeSource): HTMLElement {
  const leaves = branch.leaves.filter(({ id }) => !source.matches || source.matches.entries.has(id));
  const open = source.matches !== undefined || !source.isClosed(branch.id);
  const title = branch.title ?? tree.title;
  const item = treeItem(branch.id, title, title, 2, open);
  item.classList.add('branch');
  const children = leaves.map((leaf) => leafItem(leaf, tree, 3, source));
  drawPath(children);
  item.append(
    h('div', { class: 'row' }, chevron(), h('span', { class: 'text' }, title), badge(leaves, source.state)),
    h('ul', { role: 'group' }, ...children),
  );
  if (children.some((child) => child.classList.contains('current'))) item.classList.add('current');
  return item;
}

function leafItem(leaf: Leaf, tree: Tree, level: number, source: TreeSource): HTMLElement {
  const mark = markOf(leaf, tree, source.state);
  const counts = countsOf(source.state?.entries[leaf.id]);
  const name = [`${leaf.situation}: ${leaf.answer}`, mark.tag, counts].filter(Boolean).join('. ');
  const open = source.isOpen(leaf.id);
  const item = treeItem(leaf.id, leaf.situation, name, level, open);
  item.classList.add('leaf');
  if (mark.isCurrent) {
    item.classList.add('current');
    if (tree.choice !== 'checklist') item.ariaCurrent = 'true';
  }
  item.append(
    h(
      'div',
      { class: 'row' },
      icon(mark.icon, `mark ${mark.className}`),
      h(
        'div',
        { class: 'text' },
        h('span', { class: 'situation' }, prose(leaf.situation, source.words)),
        h('span', { class: 'answer' }, prose(leaf.answer, source.words)),
        mark.tag === undefined ? undefined : h('span', { class: `tag ${mark.className}` }, mark.tag),
      ),
      badge([leaf], source.state),
      chevron(),
    ),
  );
  setOpen(item, open, source);
  return item;
}

function neverItem(source: TreeSource): readonly HTMLElement[] {
  const rows = source.guide.never.filter(({ id }) => !source.matches || source.matches.entries.has(id));
  if (rows.length === 0) return [];
  const title = 'Never do this';
  const ask = 'What must session code never do?';
  const open = source.matches !== undefined || !source.isClosed(NEVER_ID);
  const item = treeItem(NEVER_ID, title, `${title}: ${ask}`, 1, open);
  item.classList.add('question');
  item.append(
    h(
      'div',
      { class: 'row' },
      chevron(),
      icon('circle-slash', 'topic'),
      h(
        'div',
        { class: 'text' },
        h('span', { class: 'title' }, prose(title, source.words)),
        h('span', { class: 'ask' }, ask),
      ),
      badge(rows, source.state),
    ),
    h('div', { class: 'inside' }, h('ul', { role: 'group' }, ...rows.map((row) => neverRow(row, source)))),
  );
  return [item];
}

function neverRow(row: NeverRow, source: TreeSource): HTMLElement {
  const counts = countsOf(source.state?.entries[row.id]);
  const open = source.isOpen(row.id);
  const item = treeItem(row.id, row.title, [row.title, counts].filter(Boolean).join('. '), 2, open);
  item.classList.add('leaf');
  item.append(
    h(
      'div',
      { class: 'row' },
      icon('close', 'mark never'),
      h('div', { class: 'text' }, h('span', { class: 'situation' }, prose(row.title, source.words))),
      badge([row], source.state),
      chevron(),
    ),
  );
  setOpen(item, open, source);
  return item;
}

function treeItem(id: string, label: string, name: string, level: number, open: boolean): HTMLElement {
  return h('li', {
    role: 'treeitem',
    tabindex: -1,
    'aria-level': level,
    'aria-expanded': String(open),
    'aria-label': name,
    'data-id': id,
    'data-label': label,
  });
}

function chevron(): HTMLElement {
  return icon('chevron-right', 'chevron');
}

const WORST: readonly Severity[] = ['error', 'warning', 'information'];

/** How many findings there are below, in the colour of the worst. */
function badge(
  entries: readonly (Leaf | NeverRow)[],
  state: GuideState | undefined,
): HTMLElement | undefined {
  const known = entries.flatMap(({ id }) => state?.entries[id] ?? []);
  const findings = known.reduce((sum, one) => sum + one.findings, 0);
  if (findings === 0) return undefined;
  const worst = WORST.find((severity) => known.some((one) => one.worst === severity)) ?? 'information';
  const title = `${findings} ${findings === 1 ? 'finding' : 'findings'} in your code`;
  return h('span', { class: `badge ${worst}`, title }, String(findings));
}

/** Marks the lines that lead from the question down to its current answers. */
function drawPath(items: readonly HTMLElement[]): void {
  const last = items.findLastIndex((item) => item.classList.contains('current'));
  for (const [at, item] of items.entries()) {
    item.classList.toggle('path-through', at < last);
    item.classList.toggle('path-end', at === last);
  }
}

function trapNote({ trap }: Tree, { reveal }: TreeSource): HTMLElement {
  return h(
    'div',
    { class: 'trap', role: 'note' },
    icon('flame'),
    h(
      'div',
      {},
      h('strong', {}, trap.title),
      h('p', {}, prose(trap.text)),
      button('What to do instead', () => reveal(trap.entry), { iconName: 'arrow-right', className: 'link' }),
    ),
  );
}
