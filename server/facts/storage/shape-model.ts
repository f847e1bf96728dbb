import type { PlainStore } from '../../knowledge/stores.js';
import type { Span } from '../../span.js';
import type { CredentialGuess } from '../model.js';

/** A function as its callers see it. */
export interface FunctionShape extends Span {
  /** The types around it, outermost first: `['Vault', 'Item']`. */
  readonly path: readonly string[];
  readonly name: string;
  readonly parameters: readonly ParameterShape[];
  readonly returnType?: string;
  readonly throws: boolean;
  readonly async: boolean;
  readonly isStatic: boolean;
  /** The narrowest access of it and the types around it. */
  readonly access: 'private' | 'file' | 'module';
  /** Runs on an actor or is generic: a call may need more than its arguments. */
  readonly isSpecial: boolean;
}

export interface ParameterShape {
  /** As the function itself names it. */
  readonly name: string;
  /** `_` for none. */
  readonly label: string;
  readonly type?: string;
  readonly hasDefault: boolean;
}

/** A type with what it holds, for lookups by name. */
export interface TypeShape {
  readonly name: string;
  readonly form: 'class' | 'struct' | 'enum' | 'actor' | 'extension' | 'protocol' | 'interface' | 'alias';
  readonly inherits: readonly string[];
  readonly fields: readonly FieldShape[];
  /** Static properties that hold one: `shared`. */
  readonly instances: readonly string[];
  /** Where a property wrapper keeps what it wraps. */
  readonly keeps?: { readonly store: PlainStore; readonly storeName: string };
}

export interface FieldShape extends Span {
  readonly name: string;
  readonly type?: string;
  readonly credential?: CredentialGuess;
}

/** A constant text by its path: `Keys.accessToken` is `access_token`. */
export interface ConstantText {
  readonly path: string;
  readonly text: string;
  /** A case of an enumeration is no text by itself. */
  readonly isCase: boolean;
  /** It belongs to no type, and all files see it. */
  readonly isGlobal?: true;
}

/** An import, when it holds on every platform. */
export interface ImportShape extends Span {
  readonly module: string;
  /** What an import of TypeScript binds. */
  readonly names?: readonly ImportedName[];
  /** Only types, which are gone at run time. */
  readonly typeOnly?: boolean;
}

/** A name that an import of TypeScript binds; `*` is the whole module, `default` what it exports as that. */
export interface ImportedName extends Span {
  readonly imported: string;
  readonly local: string;
}
