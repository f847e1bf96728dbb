import type { Span } from '../../span.js';

/** A secret that is written into the code. Its span is the literal. The secret itself is in no fact. */
export interface HardcodedSecret extends Span {
  /** What it is, with its article, in words that can stand in a sentence: `a Stripe secret key`, `a password`. */
  readonly what: string;
  /** What the code calls it: the variable, label, key, header or query parameter; undefined when it only stands there. */
  readonly name?: string;
  readonly use: SecretUse;
  /** The key of the Info.plist that could hold it instead, where its place takes any expression of type String. */
  readonly plistKey?: string;
  /** The variable of an Expo build that could. */
  readonly envKey?: string;
}

/** How a secret is used at its place. */
export type SecretUse = 'constant' | 'argument' | 'entry' | 'header' | 'url' | 'result';
