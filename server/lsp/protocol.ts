import type { Range, TextEdit } from 'vscode-languageserver';
import type { PolicyContent } from '../policy/schema.js';

// What the client and the server say to each other beyond the protocol; client/protocol.ts has the same.

/** Request `sessionlint/policy`: what holds for a document or folder. */
export interface PolicyParams {
  readonly uri: string;
}

export interface PolicyAnswer {
  /** What holds, in the form of a policy file that leaves out nothing that has a default. */
  readonly policy: PolicyContent;
  /** What the file says itself, as far as it is valid. */
  readonly written: PolicyContent;
  /** The policy file; null where there is none and the defaults hold. */
  readonly uri: string | null;
  /** The file cannot be read as it is; what holds is what it said before. */
  readonly broken: boolean;
  readonly problems: readonly { readonly range: Range; readonly message: string }[];
}

/** Request `sessionlint/policyEdit`: how to change the policy for a document or folder. Nothing is written. */
export interface PolicyEditParams {
  readonly uri: string;
  readonly changes: readonly {
    readonly path: readonly (string | number)[];
    /** Left out, what is there is removed. */
    readonly value?: unknown;
  }[];
}

export interface PolicyEditAnswer {
  /** The policy file, which is to be created when it does not exist. */
  readonly uri: string;
  readonly exists: boolean;
  /** The edits of an existing file. */
  readonly edits?: readonly TextEdit[];
  /** The version that the edits are for; null for a file that is not open. */
  readonly version?: number | null;
  /** The whole text of a new file. */
  readonly text?: string;
}

/** Notification `sessionlint/policyChanged`: policies say something else now, or came or went. */
export interface PolicyChanged {
  /** Of the policy files. */
  readonly uris: readonly string[];
}
