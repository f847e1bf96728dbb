import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Diagnostic, SetTraceNotification } from 'vscode-languageserver/node';
import { Folder, PROGRAM, WEAK } from '../cli/folder.js';
import { CALLER, CROSS_FILE_RULE, Project, SAFE_WRAPPER, WRAPPER } from '../server/project.js';
import { seed } from '../seed.js';
import { figure, scaled } from './figures.js';
import { SAMPLE_APP } from './material.js';
import { Dice } from './random.js';
import { ServerProcess } from './server.js';

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));
const SLOW = fileURLToPath(new URL('./slow-files.cjs', import.meta.url));

const MOBILE = '{ "dependencies": { "react-native": "0.80.0" } }';
const LOGGING = 'export const signIn = (accessToken: string) => console.log(accessToken);\n';

const rulesOf = (diagnostics: readonly Diagnostic[]): readonly string[] =>
  diagnostics.map(({ code }) => String(code));

/** A copy of the program as it is installed, whose files can be damaged. */
class Installation {
  private constructor(readonly folder: string) {}

  static async make(): Promise<Installation> {
    const folder = await mkdtemp(join(tmpdir(), 'sessionlint-dist-'));
    for (const name of ['server.cjs', 'cli.cjs', 'grammars'])
      await cp(join(DIST, name), join(folder, name), { recursive: true });
    return new Installation(folder);
  }

  grammar(language: string): string {
    return join(this.folder, 'grammars', `tree-sitter-${language}.wasm`);
  }

  check(cwd: string): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
    const args = [join(this.folder, 'cli.cjs'), 'check', '--format', 'json', '--no-cache', '.'];
    return spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  }

  serve(folders: readonly string[] = []): Promise<ServerProcess> {
    const options = { folders, configuration: () => ({ typescript: 'on' }) };
    return ServerProcess.start(options, { bundle: join(this.folder, 'server.cjs') });
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}

const DAMAGES: readonly (readonly [string, (file: string) => Promise<void>])[] = [
  ['missing', (file) => rm(file)],
  ['cut off', (file) => truncate(file, 5000)],
  ['empty', (file) => truncate(file, 0)],
  ['something else', (file) => writeFile(file, '<html>404</html>')],
];

/** What each language has in it, and the name of its grammar. */
const LANGUAGES = [
  { grammar: 'swift', name: 'Swift', path: 'Weak.swift', other: 'session.ts' },
  { grammar: 'typescript', name: 'TypeScript', path: 'session.ts', other: 'Weak.swift' },
] as const;

const FILES = { 'Weak.swift': WEAK, 'session.ts': LOGGING, 'package.json': MOBILE };

describe.each(LANGUAGES)('the grammar of $name', ({ grammar, name, path, other }) => {
  let installation: Installation;
  let project: Project;

  beforeEach(async () => {
    installation = await Installation.make();
    project = await Project.make(FILES);
  });
  afterEach(async () => {
    await installation.remove();
    await project.remove();
  });

  it.each(DAMAGES)('%s: the command line tool says so once, and checks the rest', async (_, damage) => {
    await project.write(`More/${path}`, FILES[path]);
    await damage(installation.grammar(grammar));
    const { status, stdout } = installation.check(project.root);
    const { findings, errors } = JSON.parse(stdout);
    expect(status).toBe(2);
    expect(findings.map((finding: { path: string }) => finding.path)).toEqual([other]);
    expect(errors).toHaveLength(1);
    expect(errors[0].message).toMatch(/^not analysed, as the grammar could not be loaded: /);
  });

  it.each(DAMAGES)(
    '%s: the editor says so once, reads the rest, and all once it is back',
    async (_, damage) => {
      await damage(installation.grammar(grammar));
      const server = await installation.serve([project.uri()]);
      try {
        const [lost, kept] = [project.uri(path), project.uri(other)];
        const open = (uri: string, text: string): void =>
          server.client.open(uri, text, 1, uri.endsWith('.swift') ? 'swift' : 'typescript');
        open(lost, FILES[path]);
        open(kept, FILES[other]);
        expect(await server.client.diagnostics(kept)).toHaveLength(1);
        expect(await server.client.diagnostics(lost)).toEqual([]);
        expect(server.client.statuses.filter(({ state }) => state === 'degraded')).toEqual([
          { state: 'degraded', message: expect.stringContaining(`The ${name} grammar could not be loaded`) },
        ]);
        await cp(join(DIST, 'grammars'), join(installation.folder, 'grammars'), { recursive: true });
        open(project.uri(`Another/${path}`), FILES[path]);
        await server.client.diagnostics(project.uri(`Another/${path}`));
        await server.client.until(() => server.client.statuses.at(-1)?.state === 'ok');
        expect(await server.client.diagnostics(lost)).toHaveLength(1);
        expect(server.exit).toBeUndefined();
        expect(server.errors).toBe('');
      } finally {
        server.stop();
      }
    },
  );
});

describe('the cache of the command line tool', () => {
  let folder: Folder;
  const check = () => folder.execute(['check', '--format', 'json', '--cache-location', 'kept', 'app']);

  beforeEach(async () => {
    folder = await Folder.make();
    await cp(SAMPLE_APP, join(folder.path, 'app'), { recursive: true });
  });
  afterEach(() => folder.remove());

  it('damaged in any place gives the same report as none', async () => {
    const dice = new Dice(seed);
    const { stdout: expected } = await check();
    const kept = await readdir(join(folder.path, 'kept'));
    const name = kept.find((one) => one.endsWith('.bin')) ?? '';
    const file = join(folder.path, 'kept', name);
    const whole = await readFile(file);
    const damages = scaled({ full: 200, short: 3 });
    for (let damage = 0; damage < damages; damage += 1) {
      const bytes = Buffer.from(whole);
      // The head and the table are small, and more depends on them.
      const reach = dice.chance(0.5) ? Math.min(400, bytes.length) : bytes.length;
      for (let left = 1 + dice.below(6); left > 0; left -= 1) bytes[dice.below(reach)] = dice.below(256);
      await writeFile(file, dice.chance(0.4) ? bytes.subarray(0, dice.below(bytes.length)) : bytes);
      const { stdout, stderr, status } = await check();
      expect({ stdout, stderr, status }, `damage ${damage}`).toEqual({
        stdout: expected,
        stderr: '',
        status: 1,
      });
    }
    figure('faults', 'damaged caches that change no report', damages);
  });

  it('is shared by runs at the same time, while files change', async () => {
    const { stdout: expected } = await check();
    const rounds = scaled({ full: 10, short: 2 });
    for (let round = 0; round < rounds; round += 1) {
      const changing = folder.write(`app/Changing${round}.swift`, `let round = ${round}\n`);
      const runs = await Promise.all([check(), check(), check(), check()]);
      await changing;
      for (const { stdout, stderr } of runs)
        expect({ stdout, stderr }).toEqual({ stdout: expected, stderr: '' });
    }
    expect((await readdir(join(folder.path, 'kept'))).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    figure('faults', 'runs at the same time on one cache', rounds * 4);
  });
});

describe.runIf(process.platform === 'linux')('a disk that takes nothing more', () => {
  let folder: Folder;

  beforeEach(async () => {
    folder = await Folder.make();
    await folder.write('Weak.swift', WEAK);
  });
  afterEach(() => folder.remove());

  /** Runs the tool where no file may grow: writing fails as it does on a full disk. */
  function run(...args: readonly string[]) {
    const script = 'ulimit -f 0; exec "$0" "$@"';
    return spawnSync('sh', ['-c', script, process.execPath, PROGRAM, ...args], {
      cwd: folder.path,
      encoding: 'utf8',
    });
  }

  const leftovers = async (): Promise<readonly string[]> =>
    (await readdir(folder.path, { recursive: true })).filter((name) => name.endsWith('.tmp'));

  it('keeps no cache, and the report is whole', async () => {
    const { status, stdout } = run('check', '--format', 'json', '--cache-location', 'kept', '.');
    expect(status).toBe(1);
    expect(JSON.parse(stdout).findings).toHaveLength(1);
    expect(await leftovers()).toEqual([]);
  });

  it('leaves a file that is to be fixed as it was, and says why', async () => {
    const { status, stderr } = run('check', '--fix', '--no-cache', '.');
    expect(status).toBe(2);
    expect(stderr).toContain('Weak.swift: not fixed: files may not be that large here');
    expect(await folder.read('Weak.swift')).toBe(WEAK);
    expect(await leftovers()).toEqual([]);
  });

  it('leaves the baseline as it was, and says why', async () => {
    const before = '{ "version": 1, "findings": [] }\n';
    await folder.write('base.json', before);
    const { status, stderr } = run(
      'check',
      '--baseline',
      'base.json',
      '--update-baseline',
      '--no-cache',
      '.',
    );
    expect(status).toBe(2);
    expect(stderr).toContain('base.json');
    expect(await folder.read('base.json')).toBe(before);
    expect(await leftovers()).toEqual([]);
  });
});

describe('two windows on one folder', () => {
  it('tell the same, also of what the other has saved', async () => {
    const project = await Project.make({ 'Prefs.swift': WRAPPER, 'Login.swift': CALLER });
    const windows = await Promise.all([start(project), start(project)]);
    try {
      const uri = project.uri('Login.swift');
      for (const { client } of windows) client.open(uri, CALLER);
      for (const { client } of windows)
        expect(rulesOf(await client.diagnostics(uri))).toEqual([CROSS_FILE_RULE]);
      await project.write('Prefs.swift', SAFE_WRAPPER);
      for (const { client } of windows) {
        const { refreshes } = client;
        project.tell(client, { 'Prefs.swift': 'Changed' });
        await client.until(() => client.refreshes > refreshes);
        expect(await client.diagnostics(uri)).toEqual([]);
      }
    } finally {
      for (const window of windows) window.stop();
      await project.remove();
    }
  });
});

async function start(project: Project, node: readonly string[] = []): Promise<ServerProcess> {
  const server = await ServerProcess.start({ folders: [project.uri()] }, { node });
  await server.client.until(() => server.client.progress.some(({ value }) => value.kind === 'end'));
  return server;
}

describe('a slow file system', () => {
  it('holds up no answer about an open document, and what is found at last is the same', async () => {
    const project = await Project.make({ 'Prefs.swift': WRAPPER, 'Login.swift': CALLER });
    for (let index = 0; index < 200; index += 1)
      await project.write(`Many/File${index}.swift`, `func signOut${index}() { print("bye") }\n`);
    const server = await ServerProcess.start({ folders: [project.uri()] }, { node: ['--require', SLOW] });
    try {
      const uri = project.uri('Weak.swift');
      server.client.open(uri, WEAK);
      expect(rulesOf(await server.client.diagnostics(uri))).toEqual(['keychain/always-accessible']);
      const over = () => server.client.progress.some(({ value }) => value.kind === 'end');
      expect(over()).toBe(false);
      await server.client.until(over);
      server.client.open(project.uri('Login.swift'), CALLER);
      expect(rulesOf(await server.client.diagnostics(project.uri('Login.swift')))).toEqual([CROSS_FILE_RULE]);
      expect(server.errors).toBe('');
    } finally {
      server.stop();
      await project.remove();
    }
  });
});

describe('settings that change under load', () => {
  it('leave findings as the last of them say', async () => {
    let settings = {};
    const folders = [pathToFileURL(SAMPLE_APP).toString()];
    const server = await ServerProcess.start({ folders, configuration: () => settings });
    try {
      const dice = new Dice(seed);
      const { client } = server;
      client.open('file:///load/Weak.swift', WEAK);
      client.open('file:///load/session.ts', LOGGING, 1, 'typescript');
      const asked: Promise<unknown>[] = [];
      const changes = scaled({ full: 400, short: 60 });
      let text = WEAK;
      for (let change = 0; change < changes; change += 1) {
        settings = {
          enable: dice.chance(0.7),
          index: dice.chance(0.5),
          typescript: dice.of(['auto', 'on', 'off']),
        };
        client.tell('workspace/didChangeConfiguration', { settings: null });
        text = dice.chance(0.5) ? WEAK : `${WEAK}// ${change}\n`;
        client.change('file:///load/Weak.swift', { text });
        asked.push(client.diagnostics('file:///load/Weak.swift'), client.inventory());
        if (change % 10 === 0) await Promise.allSettled(asked);
      }
      const answers = await Promise.allSettled(asked);
      // A question about a text that has changed meanwhile may be cancelled; it must not fail.
      const cancelled = new Set([-32800, -32801, -32802]);
      expect(answers.filter((one) => one.status === 'rejected' && !cancelled.has(one.reason.code))).toEqual(
        [],
      );
      for (const [last, swift, script] of [
        [{ enable: true, index: true, typescript: 'on' }, 1, 1],
        [{ enable: true, index: false, typescript: 'off' }, 1, 0],
        [{ enable: false, index: true, typescript: 'on' }, 0, 0],
      ] as const) {
        settings = last;
        client.tell('workspace/didChangeConfiguration', { settings: null });
        expect(await client.diagnostics('file:///load/Weak.swift')).toHaveLength(swift);
        expect(await client.diagnostics('file:///load/session.ts')).toHaveLength(script);
      }
      expect(server.exit).toBeUndefined();
      expect(server.errors).toBe('');
      figure('faults', 'changes of settings under load', changes);
    } finally {
      server.stop();
    }
  });
});

describe('a server that is killed while it is asked', () => {
  it('leaves questions that end, and its successor tells the same', async () => {
    const kills = scaled({ full: 20, short: 3 });
    for (let kill = 0; kill < kills; kill += 1) {
      const first = await ServerProcess.start();
      first.client.open('file:///kill/Weak.swift', WEAK);
      const asked = first.client.diagnostics('file:///kill/Weak.swift').catch((error: unknown) => error);
      // Written behind the question, so that is on its way, too.
      await first.client.connection.sendNotification(SetTraceNotification.type, { value: 'off' });
      first.process.kill('SIGKILL');
      await new Promise((resolve) => first.process.once('exit', resolve));
      first.client.connection.dispose();
      await asked;
      const second = await ServerProcess.start();
      try {
        second.client.open('file:///kill/Weak.swift', WEAK);
        expect(await second.client.diagnostics('file:///kill/Weak.swift')).toHaveLength(1);
      } finally {
        second.stop();
      }
    }
    figure('faults', 'servers killed while they were asked', kills);
  });
});
