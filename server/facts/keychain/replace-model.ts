import type { Span } from '../../span.js';
import type { CredentialGuess } from '../model.js';

/** An item that is deleted so that it can be added anew. The span is the name of the deleting call. */
export interface Replacement extends Span {
  /** The name of the adding call. */
  readonly add: Span;
  readonly credential?: CredentialGuess;
  readonly repair?: ReplacementRepair;
}

/** What it takes to update the item first and to add it only when it is not there. */
export interface ReplacementRepair {
  /** The deleting statement with its line. */
  readonly removal: Span;
  readonly call: Span;
  /** What stands before the adding call: `let status = `, `return `, `_ = ` or nothing. */
  readonly prefix: Span;
  readonly form: 'bare' | 'bound' | 'returned';
  /** The variable with the status, or a free name for one. */
  readonly name: string;
  /** The query of the item as an argument, and what is stored with it. */
  readonly query: string;
  readonly changes: string;
  readonly indent: string;
  readonly step: string;
  readonly lineBreak: string;
}
