import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Folder, PROGRAM, WEAK } from './folder.js';

let folder: Folder;

beforeEach(async () => {
  folder = await Folder.make();
});

afterEach(() => folder.remove());

describe('dist/cli.cjs', () => {
  it('is there, and begins as a program', async () => {
    expect(existsSync(PROGRAM)).toBe(true);
    expect(await readFile(PROGRAM, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  it('prints the same as the sources it is made from', async () => {
    await folder.write('ios/A.swift', WEAK);
    for (const args of [
      ['check', '.'],
      ['check', '--format', 'json', '.', 'gone'],
      ['rules'],
      ['check', '--what'],
    ]) {
      expect(await folder.execute(args)).toEqual(await folder.run(...args));
    }
  });

  it('colours what goes into a pipe only when it is told to', async () => {
    await folder.write('A.swift', WEAK);
    const colours = async (env: NodeJS.ProcessEnv): Promise<boolean> =>
      (await folder.execute(['check', '.'], env)).stdout.includes('\u001b');
    expect(await colours({ FORCE_COLOR: '', NO_COLOR: '' })).toBe(false);
    expect(await colours({ FORCE_COLOR: '1', NO_COLOR: '' })).toBe(true);
    expect(await colours({ FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(false);
  });

  it('ends in peace when its reader leaves', async () => {
    for (let index = 0; index < 60; index += 1) await folder.write(`A${index}.swift`, WEAK.repeat(40));
    const child = spawn(process.execPath, [PROGRAM, 'check', '.'], {
      cwd: folder.path,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.stdout.once('data', () => child.stdout.destroy());
    const status = await new Promise((resolve) => child.on('close', resolve));
    expect(stderr).toBe('');
    expect(status).toBe(1);
  });
});
