import type { Span } from '../../span.js';
import type { CredentialGuess, SecItemOperation } from '../model.js';

/** A Keychain call whose failure nobody learns of. */
export interface UncheckedCall extends Span {
  /** The span is what a reader would point at: the call's name, with the `try?` before it. */
  readonly operation: SecItemOperation;
  /** The call as people name it: `SecItemAdd`, `KeychainSwift.set`, `save`. */
  readonly call: string;
  /** What the call tells a failure by. */
  readonly sign: 'status' | 'bool' | 'error' | 'nothing';
  /**
   * - `bare`: a statement of its own;
   * - `discarded`: assigned to `_`;
   * - `unread`: bound to a variable that nothing reads;
   * - `optionalTry`: `try?` that nobody looks at;
   * - `emptyCatch`: caught, and nothing done;
   * - `floating`: a promise that nobody waits for;
   * - `swallowed`: a promise whose rejection is dropped by an empty handler;
   * - `subscript`: assigned through a subscript that swallows errors.
   */
  readonly how:
    'bare' | 'discarded' | 'unread' | 'optionalTry' | 'emptyCatch' | 'floating' | 'swallowed' | 'subscript';
  /** The variable that nothing reads. */
  readonly name?: string;
  readonly credential?: CredentialGuess;
  /** A helper that stores whatever it is given. */
  readonly isGeneric: boolean;
  /** The function around it signs out. */
  readonly inSignOut: boolean;
  readonly site?: CallSite;
  /** What `await` takes the place of, before a call whose promise nobody waits for. */
  readonly awaitable?: Span;
  /** It is unchecked only if another file declares this function with a Bool that may be dropped. */
  readonly declaration?: FunctionSought;
}

/** A function as its callers name it. */
export interface FunctionSought {
  /** undefined where the call does not tell. */
  readonly type?: string;
  readonly name: string;
  /** `_` for none. */
  readonly labels: readonly string[];
}

/** Where a call stands, as far as a repair needs to know. */
export interface CallSite {
  /** From `_ =`, `let status =` or `try?` to the end of the call. */
  readonly statement: Span;
  readonly call: Span;
  /** The name that holds the result already. */
  readonly bound?: string;
  /** A name for the result that the function does not use. */
  readonly free: string;
  readonly indent: string;
  readonly step: string;
  readonly lineBreak: string;
  /** Where a line can be added behind the statement; undefined when others share its line. */
  readonly lineEnd?: number;
  readonly result: ResultOf;
  /** An expression for an error with the status in the place of `%`. */
  readonly error?: string;
  /** The expression that gives the status after a failed call, where the library has one. */
  readonly lastStatus?: string;
  /** Whether NSLog and NSError are at hand. */
  readonly hasFoundation: boolean;
  /** For a subscript: the same write by the method that throws. */
  readonly throwing?: string;
}

/** How the function around a call can say that it failed. */
export type ResultOf = 'throws' | 'bool' | 'status' | 'optional' | 'throwsOptional' | 'nothing';
