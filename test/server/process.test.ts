import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type BuildOptions } from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  createProtocolConnection,
  IPCMessageReader,
  IPCMessageWriter,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { bundles, options } from '../../esbuild.mjs';
import { TestClient } from './client.js';
import { AFTER_FIRST_UNLOCK, ALWAYS, RULE, STORE } from './samples.js';
import { apply, editsOf, rangeOf } from './texts.js';

const URI = 'file:///app/Store.swift';
const GRAMMARS = fileURLToPath(new URL('../../dist/grammars', import.meta.url));

let folder: string;
let bundle: string;
const running = new Set<ChildProcess>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sessionlint-server-'));
  bundle = join(folder, 'server.cjs');
  const server = bundles.find(({ name }) => name === 'server') as Parameters<typeof options>[0];
  await build({ ...(options(server, true) as BuildOptions), outfile: bundle, logLevel: 'error' });
  await cp(GRAMMARS, join(folder, 'grammars'), { recursive: true });
});

afterEach(() => {
  for (const server of running) server.kill('SIGKILL');
  running.clear();
});

afterAll(() => rm(folder, { recursive: true, force: true }));

interface Running {
  readonly server: ChildProcess;
  readonly client: TestClient;
}

/** Starts the bundled server as the editor does. */
async function overIpc(module = bundle): Promise<Running> {
  const server = fork(module, ['--node-ipc'], { silent: true });
  running.add(server);
  const connection = createProtocolConnection(new IPCMessageReader(server), new IPCMessageWriter(server));
  return { server, client: await TestClient.on(connection) };
}

/** Starts the bundled server as other editors do. */
async function overStdio(): Promise<Running> {
  const server = spawn(process.execPath, [bundle, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  running.add(server);
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  return { server, client: await TestClient.on(connection) };
}

async function exitCode(server: ChildProcess): Promise<unknown> {
  const [code] = await once(server, 'exit');
  return code;
}

describe.each([
  ['node IPC', overIpc],
  ['standard streams', overStdio],
])('the bundled server over %s', (_, start) => {
  it('finds, fixes, and leaves in an orderly way', async () => {
    const { server, client } = await start();
    client.open(URI, STORE);
    expect(await client.diagnostics(URI)).toMatchObject([{ code: RULE, range: rangeOf(STORE, ALWAYS) }]);
    const [fix] = await client.actions(URI, rangeOf(STORE, ALWAYS));
    const text = apply(STORE, editsOf(fix!).edits);
    expect(text).toBe(STORE.replace(ALWAYS, AFTER_FIRST_UNLOCK));
    client.change(URI, { text });
    expect(await client.diagnostics(URI)).toEqual([]);
    expect(client.statuses).toEqual([{ state: 'ok', message: 'Ready.' }]);
    expect(client.logged).toEqual([]);

    const exited = exitCode(server);
    await client.connection.sendRequest('shutdown');
    client.tell('exit', {});
    expect(await exited).toBe(0);
  });

  it('killed and started again, tells the same of the same text', async () => {
    const first = await start();
    first.client.open(URI, STORE);
    const report = await first.client.report(URI);
    const exited = exitCode(first.server);
    first.client.connection.dispose();
    first.server.kill('SIGKILL');
    await exited;

    const { client } = await start();
    client.open(URI, STORE);
    // The id is of the server before: what it stood for must not be taken for granted.
    const again = await client.report(URI, report.resultId);
    expect(again).toEqual({ ...report, resultId: again.resultId });
  });
});

describe('the bundled server', () => {
  it('exits when its client is gone', async () => {
    const { server } = await overStdio();
    const exited = exitCode(server);
    server.stdin!.end();
    expect(await exited).toBe(1);
  });

  it.each(['tree-sitter-swift.wasm', 'web-tree-sitter.wasm'])(
    'without %s stays alive, names it, and works once it is there',
    async (name) => {
      const alone = join(folder, name);
      const module = join(alone, 'server.cjs');
      await mkdir(alone);
      await cp(bundle, module);
      await cp(GRAMMARS, join(alone, 'grammars'), { recursive: true });
      const file = join(alone, 'grammars', name);
      await rm(file);

      const { client } = await overIpc(module);
      client.open(URI, STORE);
      expect(await client.diagnostics(URI)).toEqual([]);
      await client.until(() => client.statuses.length === 2);
      expect(client.statuses[1]).toMatchObject({ state: 'degraded', message: expect.stringContaining(name) });

      await writeFile(file, 'this is no WebAssembly');
      client.open('file:///app/Another.swift', STORE);
      await client.until(() => client.statuses.length === 3);
      expect(client.statuses[2]!.state).toBe('degraded');

      await cp(join(GRAMMARS, name), file);
      client.open('file:///app/Other.swift', STORE);
      await client.until(() => client.statuses.length === 4);
      expect(client.statuses[3]!.state).toBe('ok');
      expect(await client.diagnostics(URI)).toHaveLength(1);
    },
  );
});
