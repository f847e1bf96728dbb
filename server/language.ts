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

/** Whether the end of a file's name is one of those that are analysed. */
export function isSourceName(path: string): boolean {
  return Object.hasOwn(GRAMMARS, /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? '');
}

/**
 * The endings of Objective-C. It is not analysed for its own sake, but looked through for what the rest of its app
 * needs to know.
 */
const FOREIGN_EXTENSIONS: readonly string[] = ['m', 'mm', 'h'];

/** The endings of all files that are read, without a dot. */
export const READ_EXTENSIONS: readonly string[] = [...EXTENSIONS, ...FOREIGN_EXTENSIONS];

/** Whether a file is Objective-C by the end of its name. */
export function isForeignName(path: string): boolean {
  return FOREIGN_EXTENSIONS.includes(/\.(\w+)$/.exec(path)?.[1] ?? '');
}

/** Lines of code are not this long (in UTF-16 units) on average; only what a tool has packed is. */
const PACKED_LINE = 400;
const SHORT_TEXT = 5_000;

/** Whether a text in JavaScript was written by a bundler or minifier, by its shape. */
export function isPacked(text: string): boolean {
  if (text.length < SHORT_TEXT) return false;
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  return text.length / lines > PACKED_LINE;
}

/** The grammar for a file by the end of its name; a text without one that is known is taken for Swift. */
export function grammarFor(path: string): Grammar {
  const extension = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  return (Object.hasOwn(GRAMMARS, extension) ? GRAMMARS[extension] : undefined) ?? 'swift';
}

export function languageOf(path: string): Language {
  return grammarFor(path) === 'swift' ? 'swift' : 'typescript';
}
