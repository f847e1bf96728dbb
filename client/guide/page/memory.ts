/** What the page remembers while it is hidden, and when the window is reloaded. */
export interface Memory {
  /** Ids of answers that are open. */
  readonly open: readonly string[];
  /** Ids of questions and branches that are closed. */
  readonly closed: readonly string[];
  readonly openTables: readonly string[];
  readonly query: string;
  /** The item of the tree that has the focus when one tabs into it. */
  readonly current?: string;
  readonly scroll: number;
}

const NOTHING: Memory = { open: [], closed: [], openTables: [], query: '', scroll: 0 };

/** @param kept what the editor has kept for the page, of whatever version of the extension */
export function remembered(kept: unknown): Memory {
  if (typeof kept !== 'object' || kept === null) return NOTHING;
  const member = (name: keyof Memory): unknown => Reflect.get(kept, name);
  const [query, current, scroll] = [member('query'), member('current'), member('scroll')];
  return {
    open: texts(member('open')),
    closed: texts(member('closed')),
    openTables: texts(member('openTables')),
    query: typeof query === 'string' ? query : '',
    ...(typeof current === 'string' && { current }),
    scroll: typeof scroll === 'number' ? scroll : 0,
  };
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
