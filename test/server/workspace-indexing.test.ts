import { DidChangeConfigurationNotification } from 'vscode-languageserver/node';
import { describe, expect, it } from 'vitest';
import type { OpenText } from '../../server/analysis.js';
import type { TextAnalyzer } from '../../server/lsp/openDocument.js';
import { analyzer } from '../rules/analyzer.js';
import { PUSHED, TestClient } from './client.js';
import { CALLER, CROSS_FILE_RULE, WRAPPER } from './project.js';
import { ALWAYS, RULE, STORE } from './samples.js';
import { rangeOf } from './texts.js';
import { projectOf } from './projects.js';

const APP = { 'Prefs.swift': WRAPPER, 'Login.swift': CALLER };
/** The analysis core, counting the files it reads; it comes to a file once that is let. */
class Reading implements TextAnalyzer {
  readonly paths: string[] = [];
  constructor(
    private readonly act: (path: string) => void = () => undefined,
    private readonly until: (path: string) => Promise<void> = () => Promise.resolve(),
  ) {}

  async prepare(path: string): Promise<void> {
    await this.until(path);
    return analyzer.prepare(path);
  }

  facts(path: string, text: string) {
    this.paths.push(path);
    this.act(path);
    return analyzer.facts(path, text);
  }

  open(...given: Parameters<TextAnalyzer['open']>): OpenText {
    return analyzer.open(...given);
  }
}

const kinds = (client: TestClient): readonly string[] => client.progress.map(({ value }) => value.kind);

describe('indexing', () => {
  it('is shown from beginning to end, with the count', async () => {
    const project = await projectOf(APP);
    const client = await project.indexed();
    expect(client.progress.map(({ value }) => value)).toEqual([
      expect.objectContaining({ kind: 'begin', title: 'SessionLint: indexing', cancellable: true }),
      expect.objectContaining({ kind: 'report', percentage: 50, message: '1 of 2 files' }),
      expect.objectContaining({ kind: 'report', percentage: 100, message: '2 of 2 files' }),
      { kind: 'end' },
    ]);
    expect(client.registered).toContain('workspace/didChangeWatchedFiles');
  });

  /** A client in a project of many files, of which its core comes to one once it is let. */
  async function stoppedAt(stop: string, others: Readonly<Record<string, string>> = {}) {
    const files = Array.from({ length: 50 }, (_, index) => [`Part${index}.swift`, 'let token = 1\n']);
    const project = await projectOf({ ...APP, ...others, ...Object.fromEntries(files) });
    let goOn = (): void => undefined;
    const isLet = new Promise<void>((resolve) => (goOn = resolve));
    const core = new Reading(undefined, (path) => (path === stop ? isLet : Promise.resolve()));
    const folders = [project.uri()];
    const client = await TestClient.inMemory({ folders, load: () => Promise.resolve(core) });
    await client.until(() => client.progress.length > 2);
    return { project, core, client, goOn };
  }

  it('answers questions in the meantime, about documents by themselves, which are made anew at its end', async () => {
    const { project, core, client, goOn } = await stoppedAt('Part30.swift', { 'Store.swift': STORE });
    const [store, login] = [project.uri('Store.swift'), project.uri('Login.swift')];
    client.open(store, STORE);
    client.open(login, CALLER);
    expect(await client.diagnostics(store)).toMatchObject([{ code: RULE, range: rangeOf(STORE, ALWAYS) }]);
    expect(await client.diagnostics(login)).toEqual([]);
    expect(kinds(client)).not.toContain('end');
    goOn();
    await client.until(() => client.refreshes > 0);
    expect(await client.diagnostics(login)).toMatchObject([{ code: CROSS_FILE_RULE }]);
    expect(core.paths).toHaveLength(53);
  });

  it('that is cancelled reads no more, says so, and leaves documents to themselves', async () => {
    const { project, core, client, goOn } = await stoppedAt('Part30.swift');
    client.tell('window/workDoneProgress/cancel', { token: client.progress[0]!.token });
    const uri = project.uri('Login.swift');
    client.open(uri, CALLER);
    // Once this is answered, what was told before it has arrived.
    await client.diagnostics(uri);
    goOn();
    await client.until(() => kinds(client).includes('end'));
    expect(core.paths).not.toContain('Part31.swift');
    expect(client.logged).toEqual([expect.stringMatching(/^Indexing was cancelled\./)]);
    project.tell(client, { 'Prefs.swift': 'Changed', 'New.swift': 'Created' });
    expect(await client.diagnostics(uri)).toEqual([]);
  });

  it('reads a changed file again, and no other', async () => {
    const project = await projectOf(APP);
    const core = new Reading();
    const client = await project.indexed({ load: () => Promise.resolve(core) });
    client.open(project.uri('Login.swift'), CALLER);
    expect(await client.diagnostics(project.uri('Login.swift'))).toHaveLength(1);
    core.paths.length = 0;
    await project.write('Prefs.swift', 'let token = 1\n');
    project.tell(client, { 'Prefs.swift': 'Deleted' });
    project.tell(client, { 'Prefs.swift': 'Created' });
    await client.until(() => client.refreshes > 0);
    expect(core.paths).toEqual(['Prefs.swift']);
  });

  it('passes over a file that its analysis fails on', async () => {
    const project = await projectOf({ ...APP, 'Odd.swift': 'let token = "hunter2"\n' });
    const core = new Reading((path) => {
      if (path === 'Odd.swift') throw new RangeError('Cannot read hunter2');
    });
    const client = await project.indexed({ load: () => Promise.resolve(core) });
    client.open(project.uri('Login.swift'), CALLER);
    expect(await client.diagnostics(project.uri('Login.swift'))).toHaveLength(1);
    expect(client.logged).toEqual(['Odd.swift is left out: its analysis failed']);
  });

  it('of a folder that is not there does no harm', async () => {
    const project = await projectOf({});
    const client = await project.indexed({ folders: [project.uri('gone'), 'vscode-vfs://github/app'] });
    client.open(project.uri('gone/Store.swift'), STORE);
    expect(await client.diagnostics(project.uri('gone/Store.swift'))).toHaveLength(1);
  });

  it('begins once the grammar can be loaded', async () => {
    const project = await projectOf(APP);
    let there = false;
    const load = (): Promise<TextAnalyzer> =>
      there ? Promise.resolve(analyzer) : Promise.reject(new Error('ENOENT'));
    const client = await TestClient.inMemory({ folders: [project.uri()], load });
    await client.until(() => client.statuses.length === 1);
    there = true;
    const uri = project.uri('Login.swift');
    client.open(uri, CALLER);
    await client.until(() => kinds(client).includes('end'));
    await client.until(() => client.statuses.length === 2);
    expect(await client.diagnostics(uri)).toMatchObject([{ code: CROSS_FILE_RULE }]);
  });
});

describe('settings', () => {
  it.each([
    ['sessionlint.index', { index: false }],
    ['sessionlint.enable', { enable: false }],
  ])('%s false for a folder: its files are not read', async (_, off) => {
    const project = await projectOf(APP);
    let answer: object = off;
    const core = new Reading();
    const client = await TestClient.inMemory({
      folders: [project.uri()],
      load: () => Promise.resolve(core),
      configuration: () => answer,
    });
    const uri = project.uri('Login.swift');
    client.open(uri, CALLER);
    expect(await client.diagnostics(uri)).toEqual([]);
    expect(core.paths).toEqual([]);
    expect(client.progress).toEqual([]);

    answer = {};
    client.tell(DidChangeConfigurationNotification.method, { settings: null });
    await client.until(() => kinds(client).includes('end'));
    expect(await client.diagnostics(uri)).toHaveLength(1);

    answer = { index: false };
    const { refreshes } = client;
    client.tell(DidChangeConfigurationNotification.method, { settings: null });
    // The first for the settings, the second for what is judged differently without the others.
    await client.until(() => client.refreshes > refreshes);
    while ((await client.diagnostics(uri)).length > 0)
      await client.until(() => client.refreshes > refreshes + 1);
  });

  it('sessionlint.index is taken from the notification of a client that cannot be asked', async () => {
    const project = await projectOf(APP);
    const client = await TestClient.inMemory({ folders: [project.uri()], capabilities: PUSHED });
    const uri = project.uri('Login.swift');
    client.open(uri, CALLER);
    const last = (): number | undefined =>
      client.published.findLast((each) => each.uri === uri)?.diagnostics.length;
    await client.until(() => last() === 1);
    client.tell(DidChangeConfigurationNotification.method, { settings: { sessionlint: { index: false } } });
    await client.until(() => last() === 0);
    expect(client.published.at(-1)).toMatchObject({ uri, diagnostics: [] });
  });
});

describe('related places in other files', () => {
  /** Adds to each finding a place in the other file. */
  const pointing: TextAnalyzer = {
    prepare: (path) => analyzer.prepare(path),
    facts: (path, text) => analyzer.facts(path, text),
    open(...text) {
      const open = analyzer.open(...text);
      return {
        get analysis() {
          const { findings, ...rest } = open.analysis;
          const related = [
            { path: 'Prefs.swift', span: { start: 18, end: 24 }, message: 'here' },
            { path: 'Gone.swift', span: { start: 0, end: 1 }, message: 'nowhere' },
          ];
          return { ...rest, findings: findings.map((finding) => ({ ...finding, related })) };
        },
        update: (...given) => open.update(...given),
        dispose: () => open.dispose(),
      };
    },
  };

  it('have that file’s URI and a range by its text as it is known', async () => {
    const project = await projectOf(APP);
    const client = await project.indexed({ load: () => Promise.resolve(pointing) });
    const [login, prefs] = [project.uri('Login.swift'), project.uri('Prefs.swift')];
    client.open(login, CALLER);
    const related = async (): Promise<unknown> => (await client.diagnostics(login))[0]?.relatedInformation;
    expect(WRAPPER.slice(18, 24)).toBe('\nstruc');
    expect(await related()).toEqual([
      {
        location: { uri: prefs, range: { start: { line: 1, character: 0 }, end: { line: 2, character: 5 } } },
        message: 'here',
      },
    ]);
    client.open(prefs, WRAPPER.replace('import Foundation\n\n', 'import  Foundation\n'));
    await client.diagnostics(prefs);
    expect(await related()).toEqual([
      {
        location: {
          uri: prefs,
          range: { start: { line: 0, character: 18 }, end: { line: 1, character: 5 } },
        },
        message: 'here',
      },
    ]);
  });
});
