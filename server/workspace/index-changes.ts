import { mayHoldSources } from './discover.js';

/** What was seen to happen to a file or folder; the path is relative to the folder that is indexed. */
export interface FileEvent {
  readonly path: string;
  readonly kind: 'created' | 'changed' | 'deleted';
}

/** What to do about events. */
export interface Plan {
  /** There may be files that are not known yet, or known ones that are not wanted any more. */
  readonly lookAround: boolean;
  /** Known files to read again. */
  readonly changed: readonly string[];
  /** Known files to forget. */
  readonly gone: readonly string[];
}

/**
 * What events come to, however many there are of one file. A folder that comes or goes is one event; what was in
 * it is not told.
 * @param known the paths of the files that are indexed or were left out
 */
export function planFor(events: readonly FileEvent[], known: readonly string[]): Plan {
  // The last event of a path tells how it ended: many editors save by deleting and creating.
  const last = new Map(events.map(({ path, kind }) => [path, kind]));
  const deleted = (path: string): boolean =>
    withParents(path).some((each) => last.get(each) === 'deleted') && !isBack(last.get(path));
  const gone = known.filter(deleted);
  const changed = known.filter((path) => isBack(last.get(path)));
  const isKnown = new Set(known);
  const lookAround = [...last].some(
    ([path, kind]) => decides(path) || (kind === 'created' && !isKnown.has(path) && mayHoldSources(path)),
  );
  return { lookAround, changed, gone };
}

function isBack(kind: FileEvent['kind'] | undefined): boolean {
  return kind === 'created' || kind === 'changed';
}

/** Files that decide which others are sources. */
function decides(path: string): boolean {
  return /(^|\/)(\.gitignore|package\.json)$/.test(path) && !path.includes('node_modules/');
}

/** `A/B/C.swift`, `A/B`, `A`. */
function withParents(path: string): readonly string[] {
  const parts = path.split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
