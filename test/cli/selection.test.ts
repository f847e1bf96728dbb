import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CALLER, CROSS_FILE_RULE, WRAPPER } from '../server/project.js';
import { Folder, WEAK } from './folder.js';

let folder: Folder;

beforeEach(async () => {
  folder = await Folder.make();
});

afterEach(() => folder.remove());

interface Shown {
  readonly path: string;
  readonly rule: string;
}

async function findings(...args: readonly string[]): Promise<readonly Shown[]> {
  const { stdout } = await folder.run('check', '--format', 'json', ...args);
  return JSON.parse(stdout).findings.map(({ path, rule }: Shown) => ({ path, rule }));
}

describe('check --shard', () => {
  it('parts the files, so that all parts together show each finding once', async () => {
    for (let index = 0; index < 24; index += 1) await folder.write(`App/File${index}.swift`, WEAK);
    const parts = await Promise.all(['1/3', '2/3', '3/3'].map((part) => findings('--shard', part, '.')));
    for (const part of parts) expect(part.length).toBeGreaterThan(0);
    const paths = parts.flat().map(({ path }) => path);
    expect(paths.toSorted()).toEqual((await findings('.')).map(({ path }) => path).toSorted());
  });

  it('keeps a file in its part when others come', async () => {
    for (let index = 0; index < 8; index += 1) await folder.write(`File${index}.swift`, WEAK);
    const before = await findings('--shard', '1/2', '.');
    await folder.write('Another.swift', WEAK);
    const after = await findings('--shard', '1/2', '.');
    expect(after.filter(({ path }) => path !== 'Another.swift')).toEqual(before);
  });

  it('judges each file in the light of those of the other parts', async () => {
    await folder.write('Wrapper.swift', WRAPPER);
    await folder.write('Caller.swift', CALLER);
    const parts = await Promise.all(
      Array.from({ length: 8 }, (_, index) => findings('--shard', `${index + 1}/8`, '.')),
    );
    expect(parts.flat()).toEqual([{ path: 'Caller.swift', rule: CROSS_FILE_RULE }]);
  });
});

describe('check --changed-since', () => {
  const git = (...args: readonly string[]) =>
    promisify(execFile)('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', ...args], {
      cwd: folder.path,
    });

  async function commit(): Promise<void> {
    await git('add', '-A');
    await git('commit', '-q', '-m', 'one');
  }

  beforeEach(async () => {
    await git('init', '-q', '-b', 'main');
    await folder.write('Old.swift', WEAK);
    await folder.write('Edited.swift', WEAK);
    await folder.write('ios/Wrapper.swift', WRAPPER);
    await commit();
  });

  it('shows findings in files that were committed, changed or made since, and in no others', async () => {
    await git('checkout', '-q', '-b', 'work');
    await folder.write('ios/Committed.swift', WEAK);
    await commit();
    await folder.write('Edited.swift', `\n${WEAK}`);
    await folder.write('New ü.swift', WEAK);
    const paths = async (...args: readonly string[]) => (await findings(...args)).map(({ path }) => path);
    expect(await paths('--changed-since', 'main', '.')).toEqual([
      'Edited.swift',
      'New ü.swift',
      'ios/Committed.swift',
    ]);
    expect(await paths('--changed-since', 'HEAD', '.')).toEqual(['Edited.swift', 'New ü.swift']);
    const { stdout } = await folder.runWith(
      { cwd: join(folder.path, 'ios') },
      'check',
      '--changed-since',
      'main',
      '.',
    );
    expect(stdout).toMatch(/^Committed\.swift:6:35 error/);
  });

  it('leaves out what changed only on the other branch', async () => {
    await git('checkout', '-q', '-b', 'work');
    await git('checkout', '-q', 'main');
    await folder.write('Old.swift', `// main\n${WEAK}`);
    await commit();
    await git('checkout', '-q', 'work');
    expect(await findings('--changed-since', 'main', '.')).toEqual([]);
  });

  it('judges a changed file in the light of the others', async () => {
    await folder.write('ios/Caller.swift', CALLER);
    expect(await findings('--changed-since', 'HEAD', '.')).toEqual([
      { path: 'ios/Caller.swift', rule: CROSS_FILE_RULE },
    ]);
  });

  it('says what git does not know', async () => {
    expect(await folder.run('check', '--changed-since', 'nowhere', '.')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'sessionlint: --changed-since: git knows no commit “nowhere”\n',
    });
    // Never an option for git.
    const { status, stderr } = await folder.run('check', '--changed-since=--output=x', '.');
    expect([status, stderr]).toEqual([2, 'sessionlint: --changed-since: git knows no commit “--output=x”\n']);
  });

  it('runs nothing that the repository configures', async () => {
    const trap = join(folder.path, 'trap.sh');
    await folder.write('trap.sh', '#!/bin/sh\ntouch "$(dirname "$0")/sprung"\n');
    await promisify(execFile)('chmod', ['+x', trap]);
    await git('config', 'core.fsmonitor', trap);
    await git('config', 'diff.external', trap);
    await folder.write('Edited.swift', `\n${WEAK}`);
    expect(await findings('--changed-since', 'HEAD', '.')).toHaveLength(1);
    await expect(folder.read('sprung')).rejects.toThrow('ENOENT');
  });
});

describe('check --stdin-filename', () => {
  it('judges what comes in as if it were the file', async () => {
    const { status, stdout } = await folder.runOn(WEAK, 'check', '--stdin-filename', 'ios/New.swift');
    expect(status).toBe(1);
    expect(stdout).toContain('ios/New.swift:6:35 error');
  });

  it('takes the place of what is on disk, among the files around it', async () => {
    await folder.write('Wrapper.swift', WRAPPER);
    await folder.write('Caller.swift', '// to be written\n');
    await folder.write('Other.swift', WEAK);
    const args = ['check', '--format', 'json', '--stdin-filename', 'Caller.swift', '.'];
    const { stdout } = await folder.runOn(CALLER, ...args);
    expect(JSON.parse(stdout).findings).toMatchObject([{ path: 'Caller.swift', rule: CROSS_FILE_RULE }]);
  });

  it('refuses what is no Swift', async () => {
    expect(await folder.runOn(WEAK, 'check', '--stdin-filename', 'notes.md')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'sessionlint: notes.md: neither Swift nor TypeScript\n',
    });
  });
});
