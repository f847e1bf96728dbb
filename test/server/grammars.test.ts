import { readFile } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { Analyzer } from '../../server/analysis.js';
import type { TestClient } from './client.js';
import { Project, WRAPPER } from './project.js';

const SWIFT = 'tree-sitter-swift.wasm';
const TYPESCRIPT = 'tree-sitter-typescript.wasm';
const TSX = 'tree-sitter-tsx.wasm';

const APP = { 'package.json': '{ "dependencies": { "expo": "57.0.0" } }' };
const LEAK = `export const show = (accessToken: string) => console.log('token', accessToken);\n`;
const STORE = WRAPPER.replace('_ value', '_ accessToken');

let project: Project;
afterEach(() => project.remove());

/** A client with the project indexed, and the names of the grammars that were read for it. */
async function open(
  files: Readonly<Record<string, string>>,
): Promise<{ readonly client: TestClient; readonly read: Set<string> }> {
  project = await Project.make(files);
  const read = new Set<string>();
  const load = (): Promise<Analyzer> =>
    Analyzer.load((name) => {
      if (name.startsWith('tree-sitter-')) read.add(name);
      return readFile(new URL(`../../dist/grammars/${name}`, import.meta.url));
    });
  return { client: await project.indexed({ load }), read };
}

describe('of the grammars', () => {
  it('that of Swift is not read in a project of TypeScript', async () => {
    const { client, read } = await open({ ...APP, 'src/show.ts': LEAK });
    const uri = project.uri('src/show.ts');
    client.open(uri, LEAK, 1, 'typescript');
    expect(await client.diagnostics(uri)).toHaveLength(1);
    expect([...read]).toEqual([TYPESCRIPT]);
  });

  it('those of TypeScript are not read in a project of Swift', async () => {
    const { client, read } = await open({ 'Store.swift': STORE });
    client.open(project.uri('Store.swift'), STORE);
    await client.diagnostics(project.uri('Store.swift'));
    expect([...read]).toEqual([SWIFT]);
  });

  it('none is read for a web site, whatever is opened of it', async () => {
    const { client, read } = await open({
      'package.json': '{ "dependencies": { "react": "19.0.0" } }',
      'src/show.ts': LEAK,
      'src/show.js': LEAK,
    });
    for (const name of ['src/show.ts', 'src/show.js']) {
      client.open(project.uri(name), LEAK, 1, name.endsWith('ts') ? 'typescript' : 'javascript');
      expect(await client.diagnostics(project.uri(name))).toEqual([]);
    }
    expect([...read]).toEqual([]);
  });

  it('each is read that a mixed app needs', async () => {
    const { read } = await open({
      ...APP,
      'src/show.ts': LEAK,
      'src/show.jsx': LEAK,
      'ios/Store.swift': STORE,
    });
    expect([...read].sort()).toEqual([SWIFT, TSX, TYPESCRIPT]);
  });

  it('that of a language is read when its first file is opened', async () => {
    const { client, read } = await open({ ...APP, 'src/show.ts': LEAK });
    expect([...read]).toEqual([TYPESCRIPT]);
    const uri = project.uri('ios/New.swift');
    client.open(uri, STORE);
    await client.diagnostics(uri);
    expect([...read]).toEqual([TYPESCRIPT, SWIFT]);
  });

  it('one that is missing leaves the other language alone', async () => {
    project = await Project.make({ ...APP, 'src/show.ts': LEAK, 'Store.swift': STORE });
    const load = (): Promise<Analyzer> =>
      Analyzer.load((name) =>
        name === SWIFT
          ? Promise.reject(new Error('ENOENT'))
          : readFile(new URL(`../../dist/grammars/${name}`, import.meta.url)),
      );
    const client = await project.indexed({ load });
    const uri = project.uri('src/show.ts');
    client.open(uri, LEAK, 1, 'typescript');
    expect(await client.diagnostics(uri)).toHaveLength(1);
    expect(client.statuses.at(-1)).toEqual({
      state: 'degraded',
      message: 'The Swift grammar could not be loaded, so Swift is not analysed: ENOENT',
    });
  });
});
