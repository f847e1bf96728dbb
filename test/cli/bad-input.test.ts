import { spawn } from 'node:child_process';
import { chmod, open, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { execFile } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Folder, PROGRAM, WEAK } from './folder.js';

const MANY = 400;

let folder: Folder;

beforeEach(async () => {
  folder = await Folder.make();
  await folder.write('ios/A.swift', WEAK);
});

afterEach(() => folder.remove());

async function writeMany(files: number): Promise<void> {
  for (let index = 0; index < files; index += 1)
    await folder.write(`ios/Many${index}.swift`, WEAK.repeat(30));
}

/**
 * Interrupts a run in its middle. When that is depends on the machine: an interrupt that came before the program
 * listened is sent later the next time, and a run that had ended already gets more to do.
 */
async function interrupted(...args: readonly string[]) {
  const started = performance.now();
  await folder.execute(['--version']);
  let delay = 2 * (performance.now() - started);
  for (let files = MANY; ;) {
    await writeMany(files);
    const outcome = await interruptedAfter(delay, args);
    if (outcome.status === 130 || files > 16 * MANY) return { ...outcome, files };
    if (outcome.status === null) delay *= 1.5;
    else files *= 2;
  }
}

async function interruptedAfter(delay: number, args: readonly string[]) {
  const env = { ...process.env, XDG_CACHE_HOME: join(folder.path, '.user-cache') };
  const child = spawn(process.execPath, [PROGRAM, 'check', '--no-cache', ...args], { cwd: folder.path, env });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  setTimeout(() => child.kill('SIGINT'), delay);
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, stdout, stderr };
}

describe('what cannot be read', () => {
  it('is named in a line each, and the rest is looked at', async () => {
    await symlink('loop', join(folder.path, 'ios', 'loop'));
    await symlink('..', join(folder.path, 'ios', 'up'));
    await symlink('nowhere.swift', join(folder.path, 'ios', 'Dangling.swift'));
    await promisify(execFile)('mkfifo', [join(folder.path, 'ios', 'Pipe.swift')]);
    const { status, stdout, stderr } = await folder.run(
      'check',
      'ios',
      'ios/Dangling.swift',
      'ios/Pipe.swift',
    );
    expect(status).toBe(2);
    expect(stdout).toContain('ios/A.swift:6:35 error');
    expect(stderr.trimEnd().split('\n')).toEqual([
      'sessionlint: ios/Dangling.swift: no such file or folder',
      'sessionlint: ios/Pipe.swift: not a regular file',
    ]);
  });

  it.runIf(process.getuid?.() === 0)('includes files and folders that the user may not read', async () => {
    await folder.write('ios/Closed.swift', WEAK);
    await folder.write('ios/closed/B.swift', WEAK);
    await chmod(join(folder.path, 'ios', 'Closed.swift'), 0);
    await chmod(join(folder.path, 'ios', 'closed'), 0);
    await chmod(folder.path, 0o755);
    // As somebody to whom permissions apply.
    const child = spawn(process.execPath, [PROGRAM, 'check', '--no-cache', 'ios'], {
      cwd: folder.path,
      uid: 65534,
      gid: 65534,
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const [status] = await once(child, 'close');
    expect(status).toBe(2);
    expect(stdout).toContain('ios/A.swift:6:35 error');
    expect(stderr.trimEnd().split('\n').toSorted()).toEqual([
      'sessionlint: ios/Closed.swift: no permission to read it',
      'sessionlint: ios/closed: no permission to read it',
    ]);
  });

  it('includes a file of 100 MB, which is not even opened', async () => {
    const huge = await open(join(folder.path, 'ios', 'Generated.swift'), 'w');
    await huge.truncate(100 * 1024 * 1024);
    await huge.close();
    const { status, stderr } = await folder.run('check', '.');
    expect(status).toBe(1);
    expect(stderr).toBe('sessionlint: ios/Generated.swift: skipped, larger than 2 MB\n');
  });
});

/** Runs the program that ships by way of a shell, and hands its output on through pipes. */
async function shell(script: string) {
  const options = { cwd: folder.path };
  const { stdout, stderr } = await promisify(execFile)(
    'sh',
    ['-c', script, process.execPath, PROGRAM],
    options,
  );
  return { stdout, stderr };
}

describe.runIf(process.platform === 'linux')('a disk that takes no more', () => {
  // No file may grow beyond 4 KiB: what a full disk does to a large file, while a small one has room.
  const LIMITED = 'ulimit -f 8; { { "$0" "$1" check --no-cache';

  it('leaves what could not be fixed as it was, and the rest is fixed', async () => {
    const large = `${WEAK}// ${'x'.repeat(40_000)}\n`;
    await folder.write('ios/Large.swift', large);
    const { stdout, stderr } = await shell(
      `${LIMITED} --fix ios; echo "status $?"; } 2>&3 | cat; } 3>&1 | cat`,
    );
    expect(stderr).toBe('');
    expect(stdout).toContain('ios/A.swift: fixed 1 × keychain/always-accessible\n');
    expect(stdout).toContain('sessionlint: ios/Large.swift: not fixed: files may not be that large here\n');
    expect(stdout).toContain('ios/Large.swift:6:35 error');
    expect(stdout).toMatch(/1 path not read\.\n[^]*status 2\n/);
    expect(await folder.read('ios/Large.swift')).toBe(large);
    expect(await folder.read('ios/A.swift')).not.toContain('kSecAttrAccessibleAlways,');
    expect((await folder.list('ios')).toSorted()).toEqual(['A.swift', 'Large.swift']);
  });

  it('leaves a baseline as it was', async () => {
    const before = '{ "version": 1, "findings": [] }\n';
    await folder.write('baseline.json', before);
    for (let index = 0; index < 40; index += 1) await folder.write(`ios/Many${index}.swift`, WEAK);
    const { stdout } = await shell(
      `${LIMITED} --baseline baseline.json --update-baseline ios; echo "status $?"; } 2>&3 | cat; } 3>&1 | cat`,
    );
    expect(stdout).toContain('sessionlint: baseline.json: files may not be that large here\n');
    expect(stdout).toContain('status 2\n');
    expect(await folder.read('baseline.json')).toBe(before);
    expect(await folder.list('.')).toEqual(['baseline.json', 'ios']);
  });

  it.each(['', '--format json', '--inventory markdown'])(
    'is told of in one line where the report goes there, and not taken for findings: %s',
    async (options) => {
      const { stdout, stderr } = await shell(
        `"$0" "$1" check --no-cache ${options} ios > /dev/full; echo "status $?"`,
      );
      expect(stderr).toBe('sessionlint: the output is not complete: the disk is full\n');
      expect(stdout).toBe('status 2\n');
    },
  );

  it('does not keep a run from its end where the notes go there', async () => {
    const { stdout } = await shell('"$0" "$1" check --no-cache ios nowhere 2> /dev/full; echo "status $?"');
    expect(stdout).toContain('ios/A.swift:6:35 error');
    expect(stdout).toContain('status 2\n');
  });

  it('costs the cache, and nothing else', async () => {
    await folder.write('ios/Large.swift', WEAK.repeat(200));
    const run =
      'ulimit -f 1; { "$0" "$1" check --cache-location kept ios; echo "status $?"; } 2>&1 | tail -1';
    expect((await shell(run)).stdout).toBe('status 1\n');
    expect(await folder.list('kept')).toEqual([]);
  });
});

describe('Ctrl+C', () => {
  it('ends a scan with one line and its own status', async () => {
    const { status, stderr } = await interrupted('--jobs', '1', 'ios');
    expect(status).toBe(130);
    expect(stderr).toBe('sessionlint: interrupted; not everything was checked\n');
  });

  it('also ends one with threads', async () => {
    const { status, stderr } = await interrupted('--jobs', '2', 'ios');
    expect(status).toBe(130);
    expect(stderr).toBe('sessionlint: interrupted; not everything was checked\n');
  });

  it('while fixing leaves every file as it was or wholly fixed', async () => {
    const { status, files } = await interrupted('--fix', 'ios');
    expect(status).toBe(130);
    const fixed = WEAK.replace('kSecAttrAccessibleAlways', 'kSecAttrAccessibleAfterFirstUnlock');
    for (let index = 0; index < files; index += 1)
      expect([WEAK.repeat(30), fixed.repeat(30)]).toContain(await folder.read(`ios/Many${index}.swift`));
    expect((await folder.list('ios')).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});
