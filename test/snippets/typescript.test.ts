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
import { choices, expand, type SnippetEntry, TYPESCRIPT } from './expand.js';

const LIBRARIES = ['expo-secure-store', 'react-native-keychain'];

/** Each snippet with its defaults, and with each of its other choices. */
const EXPANSIONS = TYPESCRIPT.flatMap((snippet) =>
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
  const values = 'accessToken: string, refreshToken: string, sessionId: string';
  return `${imports}\n\nexport async function ${name}(${values}): Promise<void> {\n${code}\n  void [accessToken, refreshToken, sessionId];\n}\n`;
}

/** The modules of an app that keeps its secrets with one library: name → text. */
function appWith(library: string, choice = 0): ReadonlyMap<string, string> {
  const used = TYPESCRIPT.filter((snippet) => (snippet.library ?? library) === library);
  return new Map(used.map((snippet) => [snippet.file ?? snippet.id, asModule(snippet, choice)]));
}

describe('a TypeScript snippet', () => {
  it.each(titled(EXPANSIONS))('%s can be read by the grammars', (_, { text }) => {
    expect(errorsIn(text, 'snippet.ts')).toBe(0);
    expect(errorsIn(text, 'snippet.tsx')).toBe(0);
    expect(text).not.toMatch(/[«»]|\\[}$]/);
  });

  it.each(titled(EXPANSIONS))('%s gives no finding by itself', (_, { text }) => {
    expect(findingsIn(text, 'src/snippet.ts').map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
  });

  // Less those that are one write: what deletes such an item is for the app to say.
  it.each(LIBRARIES)('is quiet when all are in one app with %s', (library) => {
    const writes = new Set(TYPESCRIPT.filter(({ imports }) => imports).map(({ id }) => id));
    const modules = [...appWith(library)].filter(([name]) => !writes.has(name));
    const files = modules.flatMap(([name, text]) => analyzer.facts(`src/${name}.ts`, text) ?? []);
    const program = new Program(files);
    const findings = files.flatMap((file) => judge(file, DEFAULT_POLICY, program));
    expect(findings.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
  });
});

describe('the types of an app made of snippets', () => {
  const folder = join(cache, `snippet-types-${process.pid}`);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(LIBRARIES.flatMap((library) => [0, 1, 2].map((choice) => [library, choice] as const)))(
    'agree with those of %s (choice %i)',
    (library, choice) => {
      const files = [...appWith(library, choice)].map(([name, text]) => [`${name}.ts`, text] as const);
      const app = join(folder, `${library}-${choice}`);
      expect(compiled(app, files, STRICT)).toEqual({ status: 0, stdout: '' });
    },
  );
});

const STRICT = { strict: true, noUncheckedIndexedAccess: true };
