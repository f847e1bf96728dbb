import javascript from '../../snippets/javascript.json' with { type: 'json' };
import swift from '../../snippets/swift.json' with { type: 'json' };
import typescript from '../../snippets/typescript.json' with { type: 'json' };

/** A contributed snippet, as its file has it. */
export interface SnippetEntry {
  readonly title: string;
  readonly id: string;
  readonly prefix: readonly string[];
  readonly description: string;
  readonly body: readonly string[];
  readonly library?: string;
  /** The module that other snippets import it as. */
  readonly file?: string;
  /** What statements expect to be imported. */
  readonly imports?: string;
  readonly needs: readonly string[];
  readonly decided: Readonly<Record<string, string>>;
}

export const SWIFT = entries(swift);
export const TYPESCRIPT = entries(typescript);
export const JAVASCRIPT = entries(javascript);

function entries(file: Readonly<Record<string, Omit<SnippetEntry, 'title'>>>): readonly SnippetEntry[] {
  return Object.entries(file).map(([title, entry]) => ({ title, ...entry }));
}

const STOP = /\$\{(\d+)(?::([^}]*)|\|([^}]*)\|)?\}/g;

/** The code that a user gets who takes every default, or the n-th option of each choice (the last, if it has fewer). */
export function expand(body: string, choice = 0): string {
  const texts = new Map<string, string>();
  for (const [, stop = '', text, options] of body.matchAll(STOP)) {
    const chosen = options?.split(',');
    const value = chosen ? chosen[Math.min(choice, chosen.length - 1)] : text;
    if (value !== undefined) texts.set(stop, value);
  }
  return body
    .replace(STOP, (_, stop: string) => texts.get(stop) ?? '')
    .replace(/\\([\\$}])/g, '$1')
    .replaceAll('\t', '    ');
}

/** How many options the longest choice of a snippet has; 1 where it has none. */
export function choices(body: string): number {
  return Math.max(1, ...[...body.matchAll(STOP)].map(([, , , options]) => options?.split(',').length ?? 1));
}

/** A file with the code of a Swift snippet: statements stand in a function, as they do where they are inserted. */
export function asSwiftFile(code: string, name = 'insertedHere'): string {
  if (!/^(let|try|var|switch|guard) /.test(code)) return code;
  const indented = code.replace(/^(?=.)/gm, '    ');
  return `import Foundation\nimport Security\n\nfunc ${name}(accessToken: String, refreshToken: String, sessionID: String) throws {\n${indented}\n}\n`;
}
