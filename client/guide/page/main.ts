import '@vscode/codicons/dist/codicon.css';
import './style.css';
import type { FromPage } from '../messages.js';
import type { Guide, GuideState, ServerHealth, ToPage } from '../model.js';
import { button, h, icon } from './dom.js';
import { treeKeys } from './keyboard.js';
import { type Memory, remembered } from './memory.js';
import { notices } from './notices.js';
import { describeMatches, type Matches, search } from './search.js';
import { tableSection } from './tables.js';
import { setOpen, treeItems, type TreeSource } from './tree.js';

interface EditorApi {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: Memory): void;
}

declare function acquireVsCodeApi(): EditorApi;

/** The whole page: draws what the extension tells, and keeps what the user has opened and typed. */
class GuidePage {
  private readonly editor = acquireVsCodeApi();
  private memory = remembered(this.editor.getState());
  private readonly open = new Set(this.memory.open);
  private readonly closed = new Set(this.memory.closed);
  private readonly openTables = new Set(this.memory.openTables);
  private guide: Guide | undefined;
  private state: GuideState | undefined;
  private health: ServerHealth = 'starting';
  private matches: Matches | undefined;

  private readonly input = h('input', {
    type: 'search',
    id: 'search',
    placeholder: 'Search answers, rules, tables',
    'aria-label': 'Search the guide',
    autocomplete: 'off',
    spellcheck: 'false',
  });
  private readonly clear = h(
    'button',
    {
      type: 'button',
      class: 'icon',
      title: 'Clear the search',
      'aria-label': 'Clear the search',
      hidden: true,
    },
    icon('close'),
  );
  private readonly count = h('p', { class: 'count', hidden: true });
  private readonly notices = h('div', { class: 'notices' });
  private readonly tree = h('ul', { role: 'tree', 'aria-label': 'Decision guide', class: 'tree' });
  private readonly rest = h('div');
  private readonly live = h('div', { class: 'sr-only', role: 'status', 'aria-live': 'polite' });

  /** Draws itself into an element, and tells the extension that it is there. */
  show(root: HTMLElement): void {
    root.append(
      h('h1', { class: 'sr-only' }, 'Decision guide'),
      h(
        'div',
        { class: 'top', role: 'search' },
        h('div', { class: 'search' }, icon('search'), this.input, this.clear),
        this.count,
      ),
      this.notices,
      this.tree,
      this.rest,
      this.live,
    );
    this.input.value = this.memory.query;
    this.listen();
    this.render();
    this.editor.postMessage({ type: 'ready' });
  }

  private listen(): void {
    window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => this.take(data));
    window.addEventListener('scroll', () => this.remember({ scroll: window.scrollY }), { passive: true });
    this.input.addEventListener('input', () => this.searchFor(this.input.value));
    this.input.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.searchFor('');
      if (event.key !== 'ArrowDown') return;
      event.preventDefault();
      const [first] = this.items();
      if (first) this.focus(first);
    });
    this.clear.addEventListener('click', () => {
      this.searchFor('');
      this.input.focus();
    });
    this.tree.addEventListener('click', ({ target }) => {
      const item = target instanceof Element ? target.closest<HTMLElement>('.row') : null;
      if (!item) return;
      this.focus(item);
      this.toggle(item, item.ariaExpanded !== 'true');
    });
    this.tree.addEventListener('focusin', ({ target }) => {
      const item = target instanceof Element ? target.closest<HTMLElement>('[role="treeitem"]') : null;
      if (item) this.setCurrent(item);
    });
    treeKeys(this.tree, {
      items: () => this.items(),
      focus: (item) => this.focus(item),
      toggle: (item, open) => this.toggle(item, open),
    });
  }

  private take(message: ToPage): void {
    switch (message.type) {
      case 'guide':
        this.guide = message.guide;
        this.matches = search(message.guide, this.input.value);
        this.render();
        window.scrollTo(0, this.memory.scroll);
        return;
      case 'state':
        if (JSON.stringify(message.state) === JSON.stringify(this.state)) return;
        this.state = message.state;
        return this.render();
      case 'server':
        this.health = message.health;
        return this.render();
      case 'reveal':
        return this.reveal(message.id);
      case 'focus':
        return this.input.focus();
      case 'say':
        return this.say(message.text);
    }
  }

  private searchFor(query: string): void {
    if (this.input.value !== query) this.input.value = query;
    this.matches = this.guide && search(this.guide, query);
    this.remember({ query });
    this.render();
    if (this.matches) this.say(describeMatches(this.matches, query));
  }

  /** Opens an entry and everything around it, and puts the focus on it. */
  private reveal(id: string): void {
    if (!this.guide) return;
    if (this.input.value !== '') this.searchFor('');
    const [topic = ''] = id.split('/');
    this.closed.delete(topic);
    for (const { branches } of this.guide.trees) {
      for (const branch of branches) {
        if (branch.leaves.some((leaf) => leaf.id === id)) this.closed.delete(branch.id);
      }
    }
    this.open.add(id);
    this.render();
    const item = this.items().find((one) => one.dataset['id'] === id);
    if (!item) return;
    this.focus(item);
    item.scrollIntoView({ block: 'start' });
    this.remember({});
  }

  private toggle(item: HTMLElement, open: boolean): void {
    const id = item.dataset['id'] ?? '';
    setOpen(item, open, this.source());
    if (item.parentElement?.classList.contains('leaf')) {
      if (open) this.open.add(id);
      else this.open.delete(id);
    } else if (open) this.closed.delete(id);
    else this.closed.add(id);
    this.remember({});
  }

  private focus(item: HTMLElement): void {
    this.setCurrent(item);
    item.focus();
    item.scrollIntoView({ block: 'nearest' });
  }

  /** The item that Tab leads to; all others are reached from it by the arrows. */
  private setCurrent(item: HTMLElement): void {
    for (const other of this.tree.querySelectorAll('[tabindex="0"][role="treeitem"]')) {
      other.setAttribute('tabindex', '-1');
    }
    item.tabIndex = 0;
    const current = item.dataset['id'];
    if (current !== undefined) this.remember({ current });
  }

  private items(): readonly HTMLElement[] {
    const all = [...this.tree.querySelectorAll<HTMLElement>('[role="treeitem"]')];
    return all.filter((item) => !item.closest('[aria-expanded="false"] ~ [role="group"]'));
  }

  private say(text: string): void {
    this.live.textContent = text;
  }

  private remember(changed: Partial<Memory>): void {
    this.memory = {
      ...this.memory,
      ...changed,
      open: [...this.open],
      closed: [...this.closed],
      openTables: [...this.openTables],
    };
    this.editor.setState(this.memory);
  }

  private source(): TreeSource & { readonly guide: Guide } {
    const { guide, state, matches } = this;
    return {
      guide: guide ?? { trees: [], never: [], tables: [] },
      state,
      matches,
      words: matches?.words ?? [],
      send: (message) => this.editor.postMessage(message),
      isOpen: (id) => this.open.has(id),
      isClosed: (id) => this.closed.has(id),
      reveal: (id) => this.reveal(id),
    };
  }

  /** Draws everything anew; the focus stays where it is. */
  private render(): void {
    const focused = this.keyOfFocus();
    const scroll = window.scrollY;
    const source = this.source();
    const query = this.input.value;
    this.clear.hidden = query === '';
    this.count.hidden = !this.matches;
    this.count.textContent = this.matches ? describeMatches(this.matches, query) : '';
    this.notices.replaceChildren(...notices({ ...source, health: this.health }));
    this.tree.replaceChildren(...(this.guide ? treeItems(source) : []));
    this.tree.hidden = this.tree.childElementCount === 0;
    this.rest.replaceChildren(...this.below(source));
    this.restoreFocus(focused);
    window.scrollTo(0, scroll);
  }

  private below(source: TreeSource): readonly HTMLElement[] {
    if (!this.guide)
      return this.health === 'stopped' ? [] : [h('p', { class: 'empty' }, 'Loading the guide …')];
    const tables = tableSection(this.guide.tables, {
      ...source,
      isOpen: (id) => this.openTables.has(id),
      toggled: (id, open) => {
        if (this.matches) return;
        if (open) this.openTables.add(id);
        else this.openTables.delete(id);
        this.remember({});
      },
    });
    if (tables) return [tables];
    if (this.tree.childElementCount > 0) return [];
    const again = button('Clear the search', () => this.clear.click(), { className: 'secondary' });
    return [
      h(
        'div',
        { class: 'empty' },
        icon('search'),
        h('p', {}, `Nothing in the guide is about “${this.input.value.trim()}”.`),
        h('p', {}, 'Try a word such as refresh, cookies, Keychain or UserDefaults.'),
        again,
      ),
    ];
  }

  /** What has the focus, by something that is the same after drawing. */
  private keyOfFocus(): { readonly id?: string; readonly at?: number } | undefined {
    const { activeElement } = document;
    const around = activeElement?.closest<HTMLElement>('.node, .trap');
    const item = around?.querySelector<HTMLElement>(':scope > .row') ?? around;
    const id = item?.dataset['id'];
    if (!activeElement || !item || id === undefined) return undefined;
    return { id, at: activeElement === item ? -1 : focusables(item).indexOf(activeElement) };
  }

  private restoreFocus(focused: { readonly id?: string; readonly at?: number } | undefined): void {
    const items = this.items();
    const wanted = focused?.id ?? this.memory.current;
    const item = items.find((one) => one.dataset['id'] === wanted) ?? items[0];
    if (!item) return;
    item.tabIndex = 0;
    if (!focused) return;
    const inner = focused.at === undefined || focused.at < 0 ? undefined : focusables(item)[focused.at];
    (inner instanceof HTMLElement ? inner : item).focus({ preventScroll: true });
  }
}

function focusables(item: HTMLElement): readonly Element[] {
  const detail = item.nextElementSibling?.querySelector(':scope > .detail');
  return detail ? [detail, ...detail.querySelectorAll('button, select, a, [tabindex]')] : [];
}

const root = document.getElementById('guide');
if (root) new GuidePage().show(root);
