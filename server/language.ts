import type { Grammar } from './syntax/parser.js';

/** Languages that are analysed; JavaScript is TypeScript without types. */
export type Language = 'swift' | 'typescript';

/** The endings of files that are analysed, each with the grammar that reads it. */
const GRAMMARS: Readonly<Record<string, Grammar>> = {
  swift: 'swift',
  ts: 'typescript',
  mts: 'typescript',
  cts: 'typescript',
  tsx: 'tsx',
  js: 'tsx',
  jsx: 'tsx',
  mjs: 'tsx',
  cjs: 'tsx',
};

/** The endings of files that are analysed, without a dot. */
export const EXTENSIONS: readonly string[] = Object.keys(GRAMMARS);

/** The grammar for a file by the end of its name; a text without one that is known is taken for Swift. */
export function grammarFor(path: string): Grammar {
  const extension = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  return (Object.hasOwn(GRAMMARS, extension) ? GRAMMARS[extension] : undefined) ?? 'swift';
}

export function languageOf(path: string): Language {
  return grammarFor(path) === 'swift' ? 'swift' : 'typescript';
}
