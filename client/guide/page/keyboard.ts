/** Typed letters belong together when they follow each other so soon (milliseconds). */
const TYPING = 600;

/** What the keys of a tree do to its items. */
export interface TreeHost {
  /** The items that can be seen, in their order. */
  items(): readonly HTMLElement[];
  focus(item: HTMLElement): void;
  /** Opens or closes an item that has something in it. */
  toggle(item: HTMLElement, open: boolean): void;
}

/**
 * The keys of a tree as the WAI-ARIA practices have them: arrows, Home, End, `*`, Enter and Space, and typing the
 * beginning of a label. Keys pressed on a button within an item are the button's, but Escape leads back to the item.
 */
export function treeKeys(tree: HTMLElement, host: TreeHost): void {
  let typed = '';
  let typedAt = 0;
  tree.addEventListener('keydown', (event) => {
    const target = event.target instanceof HTMLElement ? event.target : undefined;
    const item = target?.closest<HTMLElement>('[role="treeitem"]');
    if (!target || !item || event.altKey || event.ctrlKey || event.metaKey) return;
    if (target !== item) {
      if (event.key === 'Escape') host.focus(rowAround(item));
      return;
    }
    const act = KEYS[event.key];
    if (act) {
      event.preventDefault();
      act(item, host);
    } else if (event.key.length === 1 && event.key.trim() !== '') {
      typed = event.timeStamp - typedAt < TYPING ? typed + event.key : event.key;
      typedAt = event.timeStamp;
      find(typed.toLowerCase(), item, host);
    }
  });
}

type Act = (item: HTMLElement, host: TreeHost) => void;

const KEYS: Readonly<Record<string, Act | undefined>> = {
  ArrowDown: (item, host) => step(item, host, 1),
  ArrowUp: (item, host) => step(item, host, -1),
  ArrowRight: (item, host) => {
    if (item.ariaExpanded === 'false') return host.toggle(item, true);
    const child =
      item.ariaExpanded === 'true' ? item.parentElement?.querySelector<HTMLElement>(BELOW) : undefined;
    if (child) host.focus(child);
  },
  ArrowLeft: (item, host) => {
    if (item.ariaExpanded === 'true') return host.toggle(item, false);
    const parent = parentOf(item);
    if (parent) host.focus(parent);
  },
  Home: (_, host) => focusAt(host, 0),
  End: (_, host) => focusAt(host, -1),
  Enter: toggle,
  ' ': toggle,
  '*': (item, host) => {
    const siblings = item.closest('ul')?.querySelectorAll<HTMLElement>(':scope > li > [role="treeitem"]');
    for (const sibling of siblings ?? []) host.toggle(sibling, true);
  },
};

const BELOW = ':scope > [role="group"] [role="treeitem"]';

function toggle(item: HTMLElement, host: TreeHost): void {
  if (item.ariaExpanded !== null) host.toggle(item, item.ariaExpanded !== 'true');
}

/** The item that a group belongs to stands before it. */
function parentOf(item: HTMLElement): HTMLElement | undefined {
  const owner = item.closest('[role="group"]')?.previousElementSibling;
  return owner instanceof HTMLElement ? owner : undefined;
}

/** What stands open is part of its answer. */
function rowAround(item: HTMLElement): HTMLElement {
  return (item.classList.contains('detail') ? parentOf(item) : undefined) ?? item;
}

function step(item: HTMLElement, host: TreeHost, by: 1 | -1): void {
  const items = host.items();
  const next = items[items.indexOf(item) + by];
  if (next) host.focus(next);
}

function focusAt(host: TreeHost, at: number): void {
  const item = host.items().at(at);
  if (item) host.focus(item);
}

/** The next item whose label begins so, from the one that has the focus on. */
function find(start: string, item: HTMLElement, host: TreeHost): void {
  const items = host.items();
  const at = items.indexOf(item) + (start.length === 1 ? 1 : 0);
  const inTurn = [...items.slice(at), ...items.slice(0, at)];
  const found = inTurn.find((one) => one.dataset['label']?.toLowerCase().startsWith(start));
  if (found) host.focus(found);
}
