import type { GuideLeaf, GuideTree, PolicyValue } from '../knowledge/guide/model.js';

/**
 * How an answer stands in a project.
 *
 * - `chosen`: `sessionlint.json` says so;
 * - `default`: it says nothing, and the recommended answer holds;
 * - `other`: it says something else.
 */
export interface Standing {
  readonly state: 'chosen' | 'default' | 'other';
  /** What the file says. */
  readonly value?: PolicyValue;
}

/** @param written the content of `sessionlint.json`, as far as it is valid; anything else counts as nothing */
export function standingOf(leaf: GuideLeaf, tree: GuideTree, written: unknown): Standing | undefined {
  const [entry] = leaf.policy;
  if (!entry) return undefined;
  const value = valueAt(written, entry.path);
  if (value === undefined) return tree.choice === 'one' ? undefined : { state: 'default' };
  if (tree.choice === 'one') return value === entry.value ? { state: 'chosen', value } : undefined;
  return { state: value === entry.value ? 'chosen' : 'other', value };
}

/** What the policy says at the place that an answer's options are about: the level, the minutes. */
export function optionOf(leaf: GuideLeaf, written: unknown): string | undefined {
  const value = leaf.options && valueAt(written, leaf.options.path);
  return value === undefined ? undefined : String(value);
}

/** The value at a path of members; undefined where there is none, or none that a policy can hold. */
export function valueAt(written: unknown, path: readonly string[]): PolicyValue | undefined {
  let value = written;
  for (const member of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.hasOwn(value, member) ? Reflect.get(value, member) : undefined;
  }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return undefined;
}
