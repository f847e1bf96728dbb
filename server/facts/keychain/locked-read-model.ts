import type { Span } from '../../span.js';
import type { ImportedFrom } from '../storage/storage-model.js';

/**
 * A Keychain read whose failure ends the session, though a failed read is not a missing item. The span is what
 * takes the one for the other.
 */
export interface LockedRead extends Span {
  /**
   * - `locked`: a branch that names `errSecInteractionNotAllowed`;
   * - `any`: a branch that every failure leads to.
   */
  readonly failure: 'locked' | 'any';
  /** What reads, as written: `keychain.read`, `SecItemCopyMatching`. */
  readonly read?: string;
  /** The call that signs out. */
  readonly signOut: Span;
  readonly signOutName: string;
  /** The function that reads, where it is one of the app's own: whether it reads the Keychain is for it to say. */
  readonly reader?: { readonly name: string; readonly from: ImportedFrom };
  readonly repair?: LockedReadRepair;
}

export interface LockedReadRepair extends Span {
  /**
   * - `rethrow`: `try?` becomes `try`;
   * - `otherwise`: the branch no longer names the locked Keychain, and another one takes it up;
   * - `keeps`: a branch of its own leaves the session as it is while the Keychain is locked.
   */
  readonly kind: 'rethrow' | 'otherwise' | 'keeps';
  readonly newText: string;
}
