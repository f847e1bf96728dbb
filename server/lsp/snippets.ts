import type { Connection } from 'vscode-languageserver';
import { type Snippet, snippetFor, snippetsFor } from '../knowledge/snippets.js';
import type { Policy } from '../policy/policy.js';

/** Request `sessionlint/snippets`: all snippets for the language of a document. */
export interface SnippetsParams {
  /** The editor's name of the language. */
  readonly languageId: string;
  /** The document that the code is for: its policy decides the levels. */
  readonly uri: string;
}

/** Request `sessionlint/snippet`: one of them; null where the language has none of that id. */
export interface SnippetParams extends SnippetsParams {
  readonly id: string;
}

/** What the answers depend on, besides the question. */
export interface SnippetSources {
  readonly policy: (uri: string) => Policy;
  /** The text of a document; undefined for one that is not open. */
  readonly text: (uri: string) => string | undefined;
}

/** Answers for snippets, whose defaults are what the policy of the document asks for. */
export function serveSnippets(connection: Connection, { policy, text }: SnippetSources): void {
  connection.onRequest('sessionlint/snippets', ({ languageId, uri }: SnippetsParams): readonly Snippet[] =>
    snippetsFor(languageId, policy(uri)),
  );
  connection.onRequest('sessionlint/snippet', ({ id, languageId, uri }: SnippetParams): Snippet | null => {
    const library = libraryIn(text(uri) ?? '');
    return snippetFor(id, { languageId, ...(library && { library }) }, policy(uri)) ?? null;
  });
}

/** The library that a text keeps its secrets with, by what it imports. */
function libraryIn(text: string): string | undefined {
  return /['"](expo-secure-store|react-native-keychain)['"]/.exec(text)?.[1];
}
