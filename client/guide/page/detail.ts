import type { EntryState, GuideState, Leaf, NeverRow } from '../model.js';
import type { FromPage } from '../messages.js';
import { breakable, button, h, icon, prose } from './dom.js';
import { counted } from './search.js';

/** What the buttons of an answer need. */
export interface DetailHost {
  readonly state: GuideState | undefined;
  readonly words: readonly string[];
  send(message: FromPage): void;
}

/** All that there is to say of an answer, and what can be done with it. */
export function leafDetail(leaf: Leaf, host: DetailHost): HTMLElement {
  const { words } = host;
  return h(
    'li',
    { role: 'treeitem', class: 'detail', tabindex: -1, 'data-label': leaf.what },
    h('p', { class: 'what' }, prose(leaf.what, words)),
    use(leaf, host),
    actions(leaf, host),
    facts([
      ['Why', h('p', {}, prose(leaf.why, words))],
      ['How', list('ol', leaf.how, words)],
      ['What follows', list('ul', leaf.follows, words)],
      ...(leaf.spellings.length > 0 ? [['In code', spellings(leaf, host)] as const] : []),
      ...moreSnippets(leaf, host),
      ...enforcedBy(leaf, host),
      ...sources(leaf),
    ]),
  );
}

/** What must not be done beside what to do instead. */
export function neverDetail(row: NeverRow, host: DetailHost): HTMLElement {
  const { words } = host;
  return h(
    'li',
    { role: 'treeitem', class: 'detail', tabindex: -1, 'data-label': row.why },
    h('p', { class: 'what' }, prose(row.why, words)),
    actions(row, host),
    facts([
      ['Wrong', sample(row.wrong, 'wrong')],
      ['Right', sample(row.right, 'right')],
      ...moreSnippets(row, host),
      ...enforcedBy(row, host),
      ...sources(row),
    ]),
  );
}

type Fact = readonly [name: string, value: Node];

function facts(all: readonly Fact[]): HTMLElement {
  return h('dl', {}, ...all.flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));
}

function list(tag: 'ol' | 'ul', items: readonly string[], words: readonly string[]): HTMLElement {
  return h(tag, {}, ...items.map((item) => h('li', {}, prose(item, words))));
}

function sample(code: string, kind: 'wrong' | 'right'): HTMLElement {
  return h(
    'pre',
    { class: `sample ${kind}`, tabindex: 0, 'aria-label': `${kind} code` },
    h('code', {}, code),
  );
}

function spellings(leaf: Leaf, { send }: DetailHost): HTMLElement {
  return h(
    'ul',
    { class: 'spellings' },
    ...leaf.spellings.map(({ api, code }) => {
      const copy = h(
        'button',
        { type: 'button', class: 'icon', title: 'Copy', 'aria-label': `Copy the spelling for ${api}` },
        icon('copy'),
      );
      copy.addEventListener('click', () => send({ type: 'copy', text: code }));
      return h('li', {}, h('span', { class: 'api' }, api), h('code', {}, breakable(code)), copy);
    }),
  );
}

function actions(entry: Leaf | NeverRow, { state, send }: DetailHost): HTMLElement | undefined {
  const [snippet] = entry.snippets;
  const known = state?.entries[entry.id];
  const places = (known?.findings ?? 0) + (known?.facts ?? 0);
  const buttons = [
    ...(snippet === undefined
      ? []
      : [
          button('Insert', () => send({ type: 'insert', snippet }), {
            iconName: 'add',
            className: 'secondary',
            title: `Insert “${snippet}” at the cursor`,
          }),
          button('Copy', () => send({ type: 'copySnippet', snippet }), {
            iconName: 'copy',
            className: 'secondary',
            title: `Copy “${snippet}”`,
          }),
        ]),
    ...(places > 0
      ? [
          button(`Show in my code (${places})`, () => send({ type: 'show', entry: entry.id }), {
            iconName: 'search',
            className: 'secondary',
            title: `${countsOf(known)} in the workspace`,
          }),
        ]
      : []),
  ];
  return buttons.length === 0 ? undefined : h('div', { class: 'actions' }, ...buttons);
}

/** `2 findings, 3 other places`. */
export function countsOf(known: EntryState | undefined): string {
  const { findings = 0, facts: others = 0 } = known ?? {};
  const parts = [
    ...(findings > 0 ? [counted(findings, 'finding')] : []),
    ...(others > 0 ? [counted(others, findings > 0 ? 'other place' : 'place')] : []),
  ];
  return parts.join(', ');
}

/** The choice of a value where there are several, and the button that writes the answer to the policy. */
function use(leaf: Leaf, { state, send }: DetailHost): HTMLElement | undefined {
  if (leaf.policy.length === 0) return undefined;
  const { standing, option } = state?.entries[leaf.id] ?? {};
  const select = leaf.options && optionsOf(leaf, option);
  const written = option ?? leaf.options?.recommended;
  const isWritten = (): boolean => {
    if (!standing || standing.state === 'default') return false;
    return select ? select.value === written : standing.state === 'chosen';
  };
  const label = 'Use in this project';
  const write = button(
    label,
    () => {
      if (write.ariaDisabled === 'true') return;
      send({ type: 'use', entry: leaf.id, ...(select && { option: select.value }) });
    },
    { iconName: 'check' },
  );
  const why = whyNot(state);
  const update = (): void => {
    const done = isWritten();
    write.ariaDisabled = String(done || why !== undefined);
    write.title =
      why ?? (done ? 'sessionlint.json says so already' : 'Writes the answer to sessionlint.json');
    write.lastElementChild?.replaceChildren(done ? 'In use in this project' : label);
  };
  select?.addEventListener('change', update);
  update();
  if (!select) return h('div', { class: 'use' }, write);
  const id = `options:${leaf.id}`;
  select.id = id;
  return h('div', { class: 'use' }, h('label', { for: id }, leaf.options?.label), select, write);
}

function optionsOf(leaf: Leaf, current: string | undefined): HTMLSelectElement {
  const { options } = leaf;
  const select = h('select');
  for (const { value, title, note } of options?.values ?? []) {
    const isRecommended = value === options?.recommended;
    const isCurrent = value === (current ?? options?.recommended);
    const text = isRecommended ? `${title} (recommended)` : title;
    select.append(h('option', { value, selected: isCurrent, title: note }, text));
  }
  return select;
}

function whyNot(state: GuideState | undefined): string | undefined {
  if (!state) return 'The answers are not known yet';
  if (state.workspace === 'none') return 'Open a folder to write its policy';
  if (state.policy.state === 'broken') return 'Mend sessionlint.json first';
  return undefined;
}

function moreSnippets({ snippets }: Leaf | NeverRow, { send }: DetailHost): readonly Fact[] {
  const more = snippets.slice(1);
  if (more.length === 0) return [];
  return [
    [
      'More snippets',
      h(
        'ul',
        { class: 'links' },
        ...more.map((snippet) =>
          h(
            'li',
            {},
            button(snippet, () => send({ type: 'insert', snippet }), {
              iconName: 'add',
              className: 'link',
              title: `Insert “${snippet}” at the cursor`,
            }),
          ),
        ),
      ),
    ],
  ];
}

function enforcedBy({ rules }: Leaf | NeverRow, { send }: DetailHost): readonly Fact[] {
  if (rules.length === 0) return [];
  return [
    [
      'Enforced by',
      h(
        'ul',
        { class: 'links' },
        ...rules.map((rule) =>
          h(
            'li',
            {},
            button(rule, () => send({ type: 'rule', rule }), {
              iconName: 'law',
              className: 'link',
              title: `Open the page about ${rule}`,
            }),
          ),
        ),
      ),
    ],
  ];
}

function sources(entry: Leaf | NeverRow): readonly Fact[] {
  if (entry.sources.length === 0) return [];
  return [
    [
      'Read more',
      h(
        'ul',
        { class: 'links' },
        ...entry.sources.map(({ title, url }) =>
          h('li', {}, h('a', { href: url, title: url }, icon('link-external'), h('span', {}, title))),
        ),
      ),
    ],
  ];
}
