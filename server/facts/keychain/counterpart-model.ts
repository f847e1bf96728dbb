import type { Level } from '../../knowledge/levels.js';
import type { Span } from '../../span.js';
import type { CredentialGuess, LevelApi } from '../model.js';

/** A delete that does not reach the item that this file writes under the same key. The span is the call's name. */
export interface MissedDelete extends Span {
  readonly call: string;
  /** The name of the writing call. */
  readonly write: Span;
  /** What keeps the two apart: an attribute of the query, an argument's label. */
  readonly differs: string;
  readonly written: string;
  readonly deleted?: string;
  readonly credential?: CredentialGuess;
  readonly repair?: Span & { readonly newText: string };
}

/** A stored item that is written again with another level, which its library does not give to items that exist. */
export interface KeptLevel extends Span {
  readonly api: LevelApi;
  readonly call: string;
  readonly level: Level;
  /** The read that the value comes from. */
  readonly read: Span;
  /** What becomes of such a write. */
  readonly effect: 'keepsLevel' | 'fails';
  readonly credential?: CredentialGuess;
  /** A line that deletes the old item, and where it goes. */
  readonly repair?: { readonly at: number; readonly newText: string };
}
