import type { ModuleCall } from './module-library.js';

/** What all stores have in common that keep what they are given as it is. */
export const PLAIN = {
  makers: [],
  globals: [],
  levels: {},
  levelOptions: [],
  matching: [],
  onExistingItem: 'rewritten',
} as const;

/** The calls of the web's `Storage`, which many stores have taken over. */
export const ITEMS: readonly ModuleCall[] = [
  { method: 'setItem', use: 'write', key: 0, value: 1 },
  { method: 'getItem', use: 'read', key: 0 },
  { method: 'removeItem', use: 'remove', key: 0 },
  { method: 'clear', use: 'wipe' },
];

/** The calls that take one object with the key and the value. */
export const ENTRIES: readonly ModuleCall[] = [
  {
    method: 'set',
    use: 'write',
    key: { argument: 0, entry: 'key' },
    value: { argument: 0, entry: 'value' },
  },
  { method: 'get', use: 'read', key: { argument: 0, entry: 'key' }, gives: 'entry' },
  { method: 'remove', use: 'remove', key: { argument: 0, entry: 'key' } },
  { method: 'clear', use: 'wipe' },
];

/** The same calls under names with a suffix, without promises. */
export function synchronous(calls: readonly ModuleCall[], suffix = ''): readonly ModuleCall[] {
  return calls.map((call) => ({ ...call, method: call.method + suffix, isSynchronous: true }));
}
