import { readFile } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
  LSPErrorCodes,
  DidChangeWorkspaceFoldersNotification,
  CancellationTokenSource,
  HoverRequest,
  DocumentDiagnosticRequest,
} from 'vscode-languageserver/node';
import { describe, expect, it } from 'vitest';
import { Analyzer, type OpenText } from '../../server/analysis.js';
import { LONGEST_TEXT, type TextAnalyzer } from '../../server/lsp/openDocument.js';
import { pathOf } from '../../server/lsp/paths.js';
import { analyzer } from '../rules/analyzer.js';
import { PUSHED, TestClient } from './client.js';
import { ALWAYS, STORE } from './samples.js';
import { rangeOf } from './texts.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const URI = 'file:///app/Store.swift';
const START = { line: 0, character: 0 };
const OTHER = 'file:///app/Other.swift';

/** The analysis core, counting what it has open. */
class Counting implements TextAnalyzer {
  opened = 0;
  updated = 0;
  readonly paths: string[] = [];
  private readonly texts: WeakRef<OpenText>[] = [];

  prepare(path: string): Promise<void> {
    return analyzer.prepare(path);
  }

  facts(): undefined {
    return undefined;
  }

  open(path: string, text: string): OpenText {
    this.opened += 1;
    this.paths.push(path);
    const open = analyzer.open(path, text);
    this.texts.push(new WeakRef(open));
    return {
      get analysis() {
        return open.analysis;
      },
      update: (after) => {
        this.updated += 1;
        return open.update(after);
      },
    };
  }

  /** How many of the texts that were opened are still in memory. */
  async held(): Promise<number> {
    // A weak reference holds what it refers to until the current task is over.
    await new Promise((resolve) => setTimeout(resolve));
    collectGarbage();
    return this.texts.filter((text) => text.deref()).length;
  }
}

async function counting(): Promise<{ core: Counting; client: TestClient }> {
  const core = new Counting();
  return { core, client: await TestClient.inMemory({ load: () => Promise.resolve(core) }) };
}

describe('what the server holds', () => {
  it('is freed when a document is closed', async () => {
    const { core, client } = await counting();
    client.open(URI, STORE);
    client.open(OTHER, STORE);
    await client.diagnostics(URI);
    await client.diagnostics(OTHER);
    client.change(URI, { text: `${STORE}\n` });
    await client.diagnostics(URI);
    expect(core).toMatchObject({ opened: 2, updated: 1 });
    expect(await core.held()).toBe(2);
    client.close(URI);
    expect(await client.diagnostics(URI)).toEqual([]);
    expect(core.opened).toBe(2);
    expect(await core.held()).toBe(1);
    client.close(OTHER);
    client.close(OTHER);
    await client.diagnostics(OTHER);
    expect(core.opened).toBe(2);
    expect(await core.held()).toBe(0);
  });

  it('is freed after fixes were tried out, when a document is opened twice, and at shutdown', async () => {
    const { core, client } = await counting();
    client.open(URI, STORE);
    await client.actions(URI, rangeOf(STORE, ALWAYS), { only: ['source.fixAll'] });
    expect(core.opened).toBe(2);
    expect(await core.held()).toBe(1);
    client.open(URI, STORE, 9);
    await client.diagnostics(URI);
    expect(core.opened).toBe(3);
    expect(await core.held()).toBe(1);
    await client.connection.sendRequest('shutdown');
    expect(core.opened).toBe(3);
    expect(await core.held()).toBe(0);
  });

  it('is freed when analysis is switched off', async () => {
    const core = new Counting();
    let enable = true;
    const client = await TestClient.inMemory({
      load: () => Promise.resolve(core),
      configuration: () => ({ enable }),
    });
    client.open(URI, STORE);
    await client.diagnostics(URI);
    enable = false;
    client.tell('workspace/didChangeConfiguration', { settings: null });
    await client.diagnostics(URI);
    expect(core.opened).toBe(1);
    expect(await core.held()).toBe(0);
  });

  it('is analysed once, however much is asked, and not at all before', async () => {
    const { core, client } = await counting();
    client.open(URI, STORE);
    for (const text of ['a', 'b', STORE]) client.change(URI, { text });
    await client.hover(URI, { line: 0, character: 0 });
    await client.diagnostics(URI);
    await client.actions(URI, rangeOf(STORE, ALWAYS));
    expect(core).toMatchObject({ opened: 1, updated: 0 });
  });
});

describe('where a document lives', () => {
  it.each([
    ['file:///app/Sources/Store.swift', ['file:///app'], 'Sources/Store.swift'],
    ['file:///app/Sources/Store.swift', ['file:///app/'], 'Sources/Store.swift'],
    ['file:///app/Sources/Store.swift', ['file:///app', 'file:///app/Sources'], 'Store.swift'],
    ['file:///apple/Store.swift', ['file:///app'], '/apple/Store.swift'],
    ['file:///My%20App/St%C3%B6re.swift', ['file:///My%20App'], 'Störe.swift'],
    ['file:///app/Store.swift', [], '/app/Store.swift'],
    ['untitled:Untitled-1', ['file:///app'], 'Untitled-1'],
  ])('%s in %j is %s', (uri, folders, path) => {
    expect(pathOf(uri, folders)).toBe(path);
  });

  it('is told to the analysis, and told anew when folders change', async () => {
    const core = new Counting();
    const client = await TestClient.inMemory({
      load: () => Promise.resolve(core),
      folders: ['file:///app'],
      configuration: () => ({ index: false }),
    });
    let folders = ['file:///'];
    client.connection.onRequest('workspace/workspaceFolders', () =>
      folders.map((uri) => ({ uri, name: uri })),
    );
    client.open(URI, STORE);
    await client.diagnostics(URI);
    client.tell(DidChangeWorkspaceFoldersNotification.method, { event: { added: [], removed: [] } });
    await client.until(() => client.refreshes === 1);
    await client.diagnostics(URI);
    folders = [];
    expect(core.paths).toEqual(['Store.swift', 'app/Store.swift']);
    expect(await core.held()).toBe(1);
  });
});

describe('requests that are overtaken', () => {
  /** A server that answers nothing before it is let. */
  async function held(): Promise<{ client: TestClient; release: () => void }> {
    let release: () => void = () => undefined;
    const loaded = new Promise<TextAnalyzer>((resolve) => (release = () => resolve(analyzer)));
    return { client: await TestClient.inMemory({ load: () => loaded }), release };
  }

  it.each([
    ['before they are begun', async () => undefined],
    // An answer shows that what was sent before it has been begun.
    ['while they are answered', (client: TestClient) => client.complete('file:///app/Unknown.swift', START)],
  ])('are answered as cancelled when they are cancelled %s', async (_, begun) => {
    const { client, release } = await held();
    client.open(URI, STORE);
    const source = new CancellationTokenSource();
    const textDocument = { uri: URI };
    const answers = Promise.allSettled([
      client.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument }, source.token),
      client.connection.sendRequest(HoverRequest.type, { textDocument, position: START }, source.token),
    ]);
    await begun(client);
    source.cancel();
    await client.complete('file:///app/Unknown.swift', START);
    release();
    const cancelled = { status: 'rejected', reason: { code: LSPErrorCodes.RequestCancelled } };
    expect(await answers).toMatchObject([cancelled, cancelled]);
    expect(await client.diagnostics(URI)).toHaveLength(1);
    expect(client.logged).toEqual([]);
  });

  it('about a place are void when the text changes, and diagnostics are of the new text', async () => {
    const { client, release } = await held();
    client.open(URI, STORE);
    const hover = client.hover(URI, rangeOf(STORE, ALWAYS).start);
    const actions = client.actions(URI, rangeOf(STORE, ALWAYS));
    const diagnostics = client.diagnostics(URI);
    client.change(URI, { text: `\n${STORE}` });
    release();
    await expect(hover).rejects.toMatchObject({ code: LSPErrorCodes.ContentModified });
    await expect(actions).rejects.toMatchObject({ code: LSPErrorCodes.ContentModified });
    expect(await diagnostics).toMatchObject([{ range: rangeOf(`\n${STORE}`, ALWAYS), data: { version: 2 } }]);
  });

  it('by the closing of the document are empty', async () => {
    const { client, release } = await held();
    client.open(URI, STORE);
    const diagnostics = client.diagnostics(URI);
    client.close(URI);
    release();
    expect(await diagnostics).toEqual([]);
  });
});

describe('texts that are no source code', () => {
  it('of ten megabytes are left alone, which is said once', async () => {
    const { core, client } = await counting();
    const text = STORE + `${'// long '.repeat(1000)}\n`.repeat(1280);
    expect(text.length).toBeGreaterThan(10_000_000);
    client.open(URI, text);
    expect(await client.diagnostics(URI)).toEqual([]);
    expect(await client.hover(URI, rangeOf(STORE, ALWAYS).start)).toBeNull();
    expect(await client.complete(URI, rangeOf(STORE, ALWAYS).end)).toBeNull();
    client.change(URI, {
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      text: ' ',
    });
    expect(await client.diagnostics(URI)).toEqual([]);
    expect(core.opened).toBe(0);
    expect(client.logged).toEqual(['/app/Store.swift is longer than 2 MB, so it is not analysed.']);
  });

  it('are analysed up to the limit, and again once they are below it', async () => {
    const { core, client } = await counting();
    const padding = ' '.repeat(LONGEST_TEXT - STORE.length);
    client.open(URI, `${STORE}${padding} `);
    expect(await client.diagnostics(URI)).toEqual([]);
    client.change(URI, { text: STORE + padding });
    expect(await client.diagnostics(URI)).toHaveLength(1);
    expect(core.opened).toBe(1);
  });

  it('with NUL characters are left alone, which is said once', async () => {
    const { core, client } = await counting();
    client.open(URI, STORE);
    expect(await client.diagnostics(URI)).toHaveLength(1);
    client.change(URI, { text: `${STORE}\0` });
    expect(await client.diagnostics(URI)).toEqual([]);
    client.change(URI, { text: `${STORE}\0\0` });
    expect(await client.diagnostics(URI)).toEqual([]);
    expect(core.opened).toBe(1);
    expect(await core.held()).toBe(0);
    expect(client.logged).toEqual(['/app/Store.swift holds binary data, so it is not analysed.']);
  });
});

describe('an analysis that fails', () => {
  const SECRET = 'hunter2';
  const failing: TextAnalyzer = {
    prepare: (path) => analyzer.prepare(path),
    facts: () => undefined,
    open(path, text) {
      if (text.includes(SECRET)) throw new RangeError(`Cannot read ${text}`);
      const open = analyzer.open(path, text);
      const { update } = open;
      open.update = (after) => {
        if (after.includes(SECRET)) throw new RangeError(`Cannot read ${after}`);
        return update.call(open, after);
      };
      return open;
    },
  };

  it('is empty, logged once per version by the path and never with the text, and over with the next version', async () => {
    const client = await TestClient.inMemory({ load: () => Promise.resolve(failing) });
    client.open(URI, STORE);
    expect(await client.diagnostics(URI)).toHaveLength(1);
    client.change(URI, { text: STORE + SECRET });
    expect(await client.diagnostics(URI)).toEqual([]);
    expect(await client.hover(URI, rangeOf(STORE, ALWAYS).start)).toBeNull();
    expect(await client.actions(URI, rangeOf(STORE, ALWAYS))).toEqual([]);
    expect(client.logged).toEqual([
      expect.stringContaining('/app/Store.swift (version 2) failed: RangeError'),
    ]);
    client.change(URI, { text: `${STORE}${SECRET}!` });
    expect(await client.diagnostics(URI)).toEqual([]);
    client.change(URI, { text: STORE });
    expect(await client.diagnostics(URI)).toHaveLength(1);
    expect(client.logged).toHaveLength(2);
    expect(client.logged.join()).not.toContain(SECRET);
  });
});

describe('a grammar that cannot be loaded', () => {
  const MISSING = Object.assign(new Error("ENOENT: no such file, open 'tree-sitter-swift.wasm'"), {
    code: 'ENOENT',
  });
  const grammar = (name: string): Promise<Uint8Array> =>
    readFile(new URL(`../../dist/grammars/${name}`, import.meta.url));

  it.each([
    ['missing', () => Promise.reject(MISSING)],
    ['empty', () => Promise.resolve(new Uint8Array())],
    ['cut off', async (name: string) => (await grammar(name)).subarray(0, 5000)],
    ['no grammar', () => Promise.resolve(new TextEncoder().encode('<html>not found</html>'))],
  ])('%s: one clear message, empty answers, and another try at the next document', async (_, broken) => {
    let mended = false;
    const load = (): Promise<TextAnalyzer> =>
      Analyzer.load((name) => (mended ? grammar(name) : broken(name)));
    const client = await TestClient.inMemory({ load });
    await client.until(() => client.statuses.length > 0);
    client.open(URI, STORE);
    expect(await client.diagnostics(URI)).toEqual([]);
    expect(await client.actions(URI, rangeOf(STORE, ALWAYS))).toEqual([]);
    expect(await client.hover(URI, rangeOf(STORE, ALWAYS).start)).toBeNull();
    client.open(OTHER, STORE);
    expect(await client.diagnostics(OTHER)).toEqual([]);
    expect(client.statuses).toEqual([
      { state: 'ok', message: 'Ready.' },
      { state: 'degraded', message: expect.stringMatching(/^The Swift grammar could not be loaded/) },
    ]);
    expect(client.logged).toEqual([client.statuses[1]!.message]);

    mended = true;
    client.open('file:///app/Third.swift', STORE);
    await client.until(() => client.refreshes === 1);
    expect(client.statuses.at(-1)).toEqual({ state: 'ok', message: 'Ready.' });
    for (const uri of [URI, OTHER, 'file:///app/Third.swift']) {
      expect(await client.diagnostics(uri)).toHaveLength(1);
    }
  });

  it('once it is there, findings are sent to clients that do not ask', async () => {
    let tries = 0;
    const load = (): Promise<TextAnalyzer> => {
      tries += 1;
      return tries === 1 ? Promise.reject(MISSING) : Promise.resolve(analyzer);
    };
    const client = await TestClient.inMemory({ capabilities: PUSHED, load });
    await client.until(() => client.statuses.length > 0);
    client.open(URI, STORE);
    await client.until(() => client.published.some(({ diagnostics }) => diagnostics.length === 1));
    expect(client.statuses.map(({ state }) => state)).toEqual(['degraded', 'ok']);
  });
});

describe('messages that make no sense', () => {
  it('are survived', async () => {
    const client = await TestClient.inMemory();
    client.change('file:///app/Unknown.swift', { text: STORE });
    client.close('file:///app/Unknown.swift');
    client.open(URI, STORE);
    const nowhere = { line: 99_999, character: 99_999 };
    expect(await client.hover(URI, nowhere)).toBeNull();
    expect(await client.complete(URI, nowhere)).toBeNull();
    expect(await client.actions(URI, { start: nowhere, end: nowhere })).toEqual([]);
    client.tell('textDocument/didChange', { textDocument: { uri: URI, version: 2 }, contentChanges: [{}] });
    client.tell('textDocument/didOpen', { textDocument: null });
    await expect(client.connection.sendRequest('textDocument/hover', {})).rejects.toThrow('hover');
    client.close(URI);
    client.open(URI, STORE, 3);
    expect(await client.diagnostics(URI)).toHaveLength(1);
  });
});
