import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { cache } from '../../scripts/paths.mjs';
import { judge } from '../../server/analysis.js';
import { DEFAULT_POLICY } from '../../server/policy/policy.js';
import { Program } from '../../server/workspace/program.js';
import { analyzer, errorsIn, findingsIn } from '../rules/analyzer.js';
import { titled } from '../rules/examples.js';
import { compiled } from './compiled.js';
import { choices, expand, JAVASCRIPT, type SnippetEntry, TYPESCRIPT } from './expand.js';

const LIBRARIES = ['expo-secure-store', 'react-native-keychain'];

/** Each snippet with its defaults, and with each of its other choices. */
const EXPANSIONS = JAVASCRIPT.flatMap((snippet) =>
  Array.from({ length: choices(snippet.body.join('\n')) }, (_, choice) => ({
    name: choice === 0 ? snippet.title : `${snippet.title}, choice ${choice + 1}`,
    text: asModule(snippet, choice),
  })),
);

/** Statements stand in a function of their own, as they do where they are inserted. */
function asModule({ body, imports, id }: SnippetEntry, choice = 0): string {
  const code = expand(body.join('\n'), choice);
  if (imports === undefined) return code;
  const name = id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  return `${imports}\n\nexport async function ${name}(accessToken, refreshToken, sessionId) {\n${code}\n}\n`;
}

/** The modules of an app that keeps its secrets with one library: name → text. */
function appWith(library: string): ReadonlyMap<string, string> {
  const used = JAVASCRIPT.filter((snippet) => (snippet.library ?? library) === library);
  return new Map(used.map((snippet) => [snippet.file ?? snippet.id, asModule(snippet)]));
}

describe('a JavaScript snippet', () => {
  it('is there for each one in TypeScript, with the same tab stops and comments', () => {
    const stops = ({ body }: SnippetEntry) => body.join('\n').match(/\$\{\d+[^}]*\}/g) ?? [];
    const described = JAVASCRIPT.map((snippet) => ({ ...snippet, body: stops(snippet) }));
    expect(described).toEqual(TYPESCRIPT.map((snippet) => ({ ...snippet, body: stops(snippet) })));
    const comments = ({ body }: SnippetEntry) => body.filter((line) => /^\t*\/\/ /.test(line));
    expect(JAVASCRIPT.map(comments)).toEqual(TYPESCRIPT.map(comments));
  });

  it.each(titled(EXPANSIONS))('%s can be read by the grammar', (_, { text }) => {
    expect(errorsIn(text, 'snippet.js')).toBe(0);
    expect(text).not.toMatch(/[«»]|\\[}$]|STOP_/);
    expect(text).not.toMatch(/\n\n\n/);
  });

  it.each(titled(EXPANSIONS))('%s has no comment about a type that is gone', (_, { text }) => {
    expect(text).not.toMatch(/\*\/\n\n/);
  });

  it.each(titled(EXPANSIONS))('%s gives no finding by itself', (_, { text }) => {
    expect(findingsIn(text, 'src/snippet.js').map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
  });

  // Less those that are one write: what deletes such an item is for the app to say.
  it.each(LIBRARIES)('is quiet when all are in one app with %s', (library) => {
    const writes = new Set(JAVASCRIPT.filter(({ imports }) => imports).map(({ id }) => id));
    const modules = [...appWith(library)].filter(([name]) => !writes.has(name));
    const files = modules.flatMap(([name, text]) => analyzer.facts(`src/${name}.js`, text) ?? []);
    const program = new Program(files);
    const findings = files.flatMap((file) => judge(file, DEFAULT_POLICY, program));
    expect(findings.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
  });
});

describe('the modules of an app made of snippets', () => {
  const folder = join(cache, `snippet-modules-${process.pid}`);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(LIBRARIES)('hold no types, and find in each other what they import, with %s', (library) => {
    const files = [...appWith(library)].map(([name, text]) => [`${name}.js`, text] as const);
    expect(compiled(join(folder, library), files, UNTYPED)).toEqual({ status: 0, stdout: '' });
  });
});

/** What TypeScript itself has to say of JavaScript: syntax, and names that are nowhere. */
const UNTYPED = { allowJs: true, checkJs: true, strict: false };
