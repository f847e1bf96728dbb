/** The languages that are analysed, as the editor calls them. */
export const LANGUAGES = ['swift', 'typescript', 'typescriptreact', 'javascript', 'javascriptreact'] as const;

/** The documents that are analysed: on disk, or not saved yet. */
export const DOCUMENTS: readonly { readonly language: string; readonly scheme: string }[] = LANGUAGES.flatMap(
  (language) => [
    { language, scheme: 'file' },
    { language, scheme: 'untitled' },
  ],
);

/** The files in which projects write down what they have decided. */
export const POLICY_DOCUMENTS = ['jsonc', 'json'].map((language) => ({
  language,
  scheme: 'file',
  pattern: '**/sessionlint.json',
}));

/** Notification `sessionlint/analysed`: one document was analysed. */
export interface Analysis {
  readonly uri: string;
  /** The document version that was analysed, or null for a file that is not open. */
  readonly version: number | null;
  readonly milliseconds: number;
  readonly findings: number;
}

/** Notification `sessionlint/status`: whether the server has all that it needs. */
export interface ServerStatus {
  readonly state: 'ok' | 'degraded';
  readonly message: string;
}

/** What the user is told about the server. */
export type ServerState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'running' }
  | { readonly kind: 'degraded'; readonly message: string }
  | { readonly kind: 'stopped' };

/** A place of the inventory. Positions are 0-based, characters UTF-16 code units. */
export interface ShownPlace {
  readonly location: { readonly uri: string; readonly range: ShownRange };
  readonly within?: string;
  readonly where: string;
  readonly level?: string;
  readonly atSignOut?: boolean;
  readonly wipes?: boolean;
}

export interface ShownPosition {
  readonly line: number;
  readonly character: number;
}

export interface ShownRange {
  readonly start: ShownPosition;
  readonly end: ShownPosition;
}

/** A credential of the inventory. */
export interface ShownItem {
  readonly kindName: string;
  readonly name: string;
  readonly storeName: string;
  readonly key?: string;
  readonly clearing: 'atSignOut' | 'elsewhere' | 'maybe' | 'never' | 'noSignOut';
  readonly cleared: string;
  readonly levels: readonly string[];
  readonly unknown: readonly string[];
  readonly writes: readonly ShownPlace[];
  readonly reads: readonly ShownPlace[];
  readonly clears: readonly ShownPlace[];
}

/** Answer to `sessionlint/inventory`. */
export interface ShownFolder {
  readonly uri: string;
  readonly ready: boolean;
  readonly items: readonly ShownItem[];
}

/** What `sessionlint/snippet` and `sessionlint/snippets` answer: a snippet under the policy of a document. */
export interface Snippet {
  readonly id: string;
  readonly title: string;
  readonly prefix: readonly string[];
  readonly description: string;
  /** In the editor's snippet syntax. */
  readonly body: string;
  readonly library?: string;
  /** Ids of other snippets whose declarations the code uses. */
  readonly needs: readonly string[];
}

/** What `sessionlint.json` may hold; its schema is in the server. */
export type PolicyFile = Readonly<Record<string, unknown>>;

interface Position {
  readonly line: number;
  readonly character: number;
}

interface Range {
  readonly start: Position;
  readonly end: Position;
}

interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

/** Request `sessionlint/policy`: what holds for a document or folder. */
export interface PolicyParams {
  readonly uri: string;
}

export interface PolicyAnswer {
  /** What holds, in the form of a policy file that leaves out nothing that has a default. */
  readonly policy: PolicyFile;
  /** What the file says itself, as far as it is valid. */
  readonly written: PolicyFile;
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
