import type { CredentialKind } from './credentials.js';
import type { Level } from './levels.js';

/** Names that mean something in one project only, as its policy tells them. */
export interface OwnNames {
  /** Names of values, properties and keys that hold a credential, by its kind. */
  readonly credentials: Readonly<Partial<Record<CredentialKind, readonly string[]>>>;
  /** Names that look like a credential's and are none. */
  readonly notCredentials: readonly string[];
  readonly keychainWrappers: readonly OwnWrapper[];
  /** Functions and objects that write to a log. */
  readonly loggers: readonly string[];
}

/** A type of the project that keeps items in the Keychain; its code may lie where nobody can read it. */
export interface OwnWrapper {
  readonly type: string;
  readonly write: readonly string[];
  readonly read: readonly string[];
  readonly delete: readonly string[];
  /** Which argument of a write holds the value and which the key: a label, or a place from 0 on. */
  readonly valueArgument: string | number;
  readonly keyArgument: string | number;
  /** The level that it gives to items; undefined: not told, so it is not judged. */
  readonly level?: Level;
}

export const NO_NAMES: OwnNames = { credentials: {}, notCredentials: [], keychainWrappers: [], loggers: [] };
