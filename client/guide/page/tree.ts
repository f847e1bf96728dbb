import type { Branch, Guide, GuideState, Leaf, NeverRow, Severity, Tree } from '../model.js';
import { type DetailHost, leafDetail, neverDetail } from './detail.js';
import { button, h, icon, prose } from './dom.js';
import { counted, type Matches } from './search.js';
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

/** Fills in or takes away what an item shows only while it is open. @param item the row of an answer, or of more */
export function setOpen(item: HTMLElement, open: boolean, source: TreeSource): void {
  item.ariaExpanded = String(open);
  const group = item.nextElementSibling;
  const entry = entryById(item.dataset['id'] ?? '', source.guide);
  if (!group || !entry) return;
  if (!open) return group.replaceChildren();
  const detail = 'title' in entry ? neverDetail(entry, source) : leafDetail(entry, source);
  detail.ariaLevel = String(Number(item.ariaLevel) + 1);
  group.replaceChildren(detail);
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
  const summary = summaryOf(tree, source.state);
  const [only] = branches;
  const children =
    branches.length === 1 && only?.title === undefined
      ? leaves.map((leaf) => leafItem(leaf, tree, 2, source))
      : branches.map((branch) => branchItem(branch, tree, source));
  drawPath(children);
  return [
    node(
      'question',
      {
        id: tree.id,
        label: tree.title,
        level: 1,
        open: source.matches !== undefined || !source.isClosed(tree.id),
      },
      [
        chevron(),
        icon(TREE_ICONS[tree.id] ?? 'question', 'topic'),
        text(
          h('span', { class: 'title' }, prose(tree.title, source.words)),
          h('span', { class: 'ask' }, tree.question),
          summary === '' ? undefined : h('span', { class: 'summary' }, summary),
          source.matches ? undefined : h('span', { class: 'note' }, prose(tree.intro)),
        ),
        badge(leaves, source.state),
      ],
      [...children, ...(source.matches ? [] : [trapItem(tree, source)])],
    ),
  ];
}

function branchItem(branch: Branch, tree: Tree, source: TreeSource): HTMLElement {
  const leaves = branch.leaves.filter(({ id }) => !source.matches || source.matches.entries.has(id));
  const title = branch.title ?? tree.title;
  const children = leaves.map((leaf) => leafItem(leaf, tree, 3, source));
  drawPath(children);
  const open = source.matches !== undefined || !source.isClosed(branch.id);
  const item = node(
    'branch',
    { id: branch.id, label: title, level: 2, open },
    [chevron(), text(title), badge(leaves, source.state)],
    children,
  );
  if (children.some((child) => child.classList.contains('current'))) item.classList.add('current');
  return item;
}

function leafItem(leaf: Leaf, tree: Tree, level: number, source: TreeSource): HTMLElement {
  const mark = markOf(leaf, tree, source.state);
  const item = node(
    'leaf',
    { id: leaf.id, label: leaf.situation, level, open: source.isOpen(leaf.id) },
    [
      icon(mark.icon, `mark ${mark.className}`),
      text(
        h('span', { class: 'situation' }, prose(leaf.situation, source.words)),
        h('span', { class: 'answer' }, prose(leaf.answer, source.words)),
        mark.tag === undefined ? undefined : h('span', { class: `tag ${mark.className}` }, mark.tag),
      ),
      badge([leaf], source.state),
      chevron(),
    ],
    [],
  );
  const row = item.firstElementChild;
  if (mark.isCurrent) {
    item.classList.add('current');
    if (row && tree.choice !== 'checklist') row.ariaCurrent = 'true';
  }
  if (row instanceof HTMLElement) setOpen(row, source.isOpen(leaf.id), source);
  return item;
}

/** The mistake that people make, at the end of the answers. */
function trapItem({ id, trap }: Tree, { reveal }: TreeSource): HTMLElement {
  return h(
    'li',
    {
      role: 'treeitem',
      class: 'trap',
      tabindex: -1,
      'aria-level': 2,
      'data-id': `${id}/trap`,
      'data-label': trap.title,
    },
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

function neverItem(source: TreeSource): readonly HTMLElement[] {
  const rows = source.guide.never.filter(({ id }) => !source.matches || source.matches.entries.has(id));
  if (rows.length === 0) return [];
  const title = 'Never do this';
  return [
    node(
      'question',
      {
        id: NEVER_ID,
        label: title,
        level: 1,
        open: source.matches !== undefined || !source.isClosed(NEVER_ID),
      },
      [
        chevron(),
        icon('circle-slash', 'topic'),
        text(
          h('span', { class: 'title' }, prose(title, source.words)),
          h('span', { class: 'ask' }, 'What must session code never do?'),
        ),
        badge(rows, source.state),
      ],
      rows.map((row) => neverRow(row, source)),
    ),
  ];
}

function neverRow(row: NeverRow, source: TreeSource): HTMLElement {
  const item = node(
    'leaf',
    { id: row.id, label: row.title, level: 2, open: source.isOpen(row.id) },
    [
      icon('close', 'mark never'),
      text(h('span', { class: 'situation' }, prose(row.title, source.words))),
      badge([row], source.state),
      chevron(),
    ],
    [],
  );
  const { firstElementChild } = item;
  if (firstElementChild instanceof HTMLElement) setOpen(firstElementChild, source.isOpen(row.id), source);
  return item;
}

interface NodeOptions {
  readonly id: string;
  /** What typing finds it by. */
  readonly label: string;
  readonly level: number;
  readonly open: boolean;
}

/**
 * An item of the tree and, behind it, what it has below it. The item itself is the row alone, so that its name is
 * what stands in the row.
 */
function node(
  className: string,
  { id, label, level, open }: NodeOptions,
  row: readonly (Node | undefined)[],
  children: readonly HTMLElement[],
): HTMLElement {
  const group = `below:${id}`;
  const item = h(
    'div',
    {
      role: 'treeitem',
      class: 'row',
      tabindex: -1,
      'aria-level': level,
      'aria-expanded': String(open),
      'aria-owns': group,
      'data-id': id,
      'data-label': label,
    },
    ...row,
  );
  return h(
    'li',
    { role: 'none', class: `node ${className}` },
    item,
    h('ul', { role: 'group', id: group }, ...children),
  );
}

/** The words of a row, with pauses between them for whoever hears them. */
function text(...parts: readonly (Node | string | undefined)[]): HTMLElement {
  const [first, ...others] = parts.filter((part) => part !== undefined);
  const pause = (): HTMLElement => h('span', { class: 'sr-only' }, '. ');
  return h('div', { class: 'text' }, first, ...others.flatMap((part) => [pause(), part]));
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
  return h(
    'span',
    { class: `badge ${worst}`, title: `${counted(findings, 'finding')} in your code` },
    h('span', { 'aria-hidden': 'true' }, String(findings)),
    h('span', { class: 'sr-only' }, `. ${counted(findings, 'finding')}`),
  );
}

/** Marks the lines that lead from the question down to its current answers. */
function drawPath(items: readonly HTMLElement[]): void {
  const last = items.findLastIndex((item) => item.classList.contains('current'));
  for (const [at, item] of items.entries()) {
    item.classList.toggle('path-through', at < last);
    item.classList.toggle('path-end', at === last);
  }
}
