import type { StoreKey } from '../facts/storage/storage-model.js';
import { wordsOf } from '../knowledge/credentials.js';
import { lastName } from './index-names.js';

/** Keys, found by whatever may name the same item, without going through all of them where they are plain texts. */
export class KeyIndex {
  private readonly names = new Set<string>();
  private readonly texts = new Map<string, StoreKey>();
  private readonly patterns: StoreKey[] = [];

  constructor(keys: Iterable<StoreKey>) {
    for (const key of keys) {
      for (const name of tellingNames(key)) this.names.add(name);
      const [text, ...others] = key.pieces;
      if (text === undefined || !isKnown(key)) continue;
      if (others.length > 0) this.patterns.push(key);
      else this.texts.set(text, key);
    }
  }

  /** Whether one of the keys may name the same item: the same constant, the same text, a pattern that fits. */
  has(key: StoreKey): boolean {
    if (tellingNames(key).some((name) => this.names.has(name))) return true;
    if (!isKnown(key)) return false;
    const [text, ...others] = key.pieces;
    const isText = text !== undefined && others.length === 0;
    if (isText && this.texts.has(text)) return true;
    const compared = isText ? this.patterns : [...this.patterns, ...this.texts.values()];
    return compared.some((one) => fitsPattern(one, key) || fitsPattern(key, one));
  }
}

/** Keys that may name the same item: the same constant, or texts of which one fits the other's pattern. */
export function sameKey(a: StoreKey, b: StoreKey): boolean {
  return new KeyIndex([a]).has(b);
}

/** Whether anything of a key's text is known. */
export function isKnown(key: StoreKey): boolean {
  return key.pieces.some((piece) => piece !== '');
}

/** The constants that a key comes from, without their types; `key` alone is what any key may be called. */
export function tellingNames({ names }: StoreKey): readonly string[] {
  return names.filter((name) => name.includes('.') || wordsOf(name).length > 1).map(lastName);
}

/** What stands for a part of a key that is not known. */
const HOLE = '\u0000';

function fitsPattern(pattern: StoreKey, key: StoreKey): boolean {
  // What varies in both is the id of an account: `${id}.token` is not `${id}.crew.token`.
  if (pattern.pieces.length === key.pieces.length && key.pieces.length > 1) {
    return pattern.pieces.every((piece, index) => piece === key.pieces[index]);
  }
  return patternOf(pattern).test(key.pieces.join(HOLE));
}

/** Each key's pattern is made once. */
const PATTERNS = new WeakMap<StoreKey, RegExp>();

function patternOf(key: StoreKey): RegExp {
  const known = PATTERNS.get(key);
  if (known) return known;
  const source = key.pieces.map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[^]*');
  const pattern = new RegExp(`^${source}$`);
  PATTERNS.set(key, pattern);
  return pattern;
}
