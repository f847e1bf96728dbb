/** The documents that are analysed: on disk, or not saved yet. */
export const DOCUMENTS: readonly { readonly language: string; readonly scheme: string }[] = [
  { language: 'swift', scheme: 'file' },
  { language: 'swift', scheme: 'untitled' },
];

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
