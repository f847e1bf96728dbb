import javascript from '../../snippets/javascript.json';
import swift from '../../snippets/swift.json';
import typescript from '../../snippets/typescript.json';
import type { Policy } from '../policy/policy.js';
import { decidedStop } from './snippet-stops.js';

/** A snippet as it is contributed to the editor, with what only SessionLint knows of it. */
interface ContributedSnippet {
  readonly id: string;
  readonly prefix: readonly string[];
  readonly description: string;
  readonly body: readonly string[];
  /** The library that the code is for, where there is a snippet for each of several. */
  readonly library?: string;
  /** Other snippets whose declarations the code uses. */
  readonly needs: readonly string[];
  /** Tab stops that the policy decides. */
  readonly decided: Readonly<Record<string, string>>;
}

/** A snippet for one language, under one policy. */
export interface Snippet {
  readonly id: string;
  readonly title: string;
  readonly prefix: readonly string[];
  readonly description: string;
  /** In the editor's snippet syntax. */
  readonly body: string;
  readonly library?: string;
  readonly needs: readonly string[];
}

/** What to look a snippet up by. */
export interface SnippetQuery {
  /** The editor's name of the language. */
  readonly languageId: string;
  /** The library that the project keeps its secrets with, if it is known. */
  readonly library?: string;
}

const BY_LANGUAGE: Readonly<Record<string, Readonly<Record<string, ContributedSnippet>>>> = {
  swift: read(swift),
  typescript: read(typescript),
  typescriptreact: read(typescript),
  javascript: read(javascript),
  javascriptreact: read(javascript),
};

/** The file has some keys in some snippets only, which the type that TypeScript sees in it makes much of. */
function read(file: Readonly<Record<string, ContributedSnippet>>): typeof file {
  return file;
}

/** All snippets for a language; none for a language that there are none for. */
export function snippetsFor(languageId: string, policy: Policy): readonly Snippet[] {
  return Object.entries(BY_LANGUAGE[languageId] ?? {}).map(([title, snippet]) =>
    decidedBy(policy, title, snippet),
  );
}

/**
 * The snippet of an id, with the levels, times and counts that the policy asks for as the defaults. Where several
 * libraries have one, that of the library named, else the first.
 */
export function snippetFor(
  id: string,
  { languageId, library }: SnippetQuery,
  policy: Policy,
): Snippet | undefined {
  const all = snippetsFor(languageId, policy).filter((snippet) => snippet.id === id);
  return all.find((snippet) => snippet.library === library) ?? all[0];
}

function decidedBy(
  policy: Policy,
  title: string,
  { body, decided, ...snippet }: ContributedSnippet,
): Snippet {
  const text = Object.entries(decided).reduce(
    (written, [stop, decision]) =>
      written.replace(new RegExp(`\\$\\{${stop}[:|][^}]*\\}`), () => decidedStop(stop, decision, policy)),
    body.join('\n'),
  );
  return { ...snippet, title, body: text };
}
