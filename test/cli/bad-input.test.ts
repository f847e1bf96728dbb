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
