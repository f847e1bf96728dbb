import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Folder, WEAK, type Outcome } from './folder.js';

let folder: Folder;

beforeEach(async () => {
  folder = await Folder.make();
});

afterEach(() => folder.remove());

describe('dist/cli.cjs', () => {
  const program = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));

  function execute(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    return new Promise<Outcome>((resolve) => {
      const options = { cwd: folder.path, env: { ...process.env, ...env } };
      execFile(process.execPath, [program, ...args], options, (error, stdout, stderr) =>
        resolve({ status: error ? error.code : 0, stdout, stderr }),
      );
    });
  }

  it('is there, and begins as a program', async () => {
    expect(existsSync(program)).toBe(true);
    expect(await readFile(program, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  it('prints the same as the sources it is made from', async () => {
    await folder.write('ios/A.swift', WEAK);
    for (const args of [
      ['check', '.'],
      ['check', '--format', 'json', '.', 'gone'],
      ['rules'],
      ['check', '--what'],
    ]) {
      expect(await execute(args)).toEqual(await folder.run(...args));
    }
  });

  it('does not colour what goes into a pipe', async () => {
    await folder.write('A.swift', WEAK);
    const { stdout } = await execute(['check', '.'], { FORCE_COLOR: '1' });
    expect(stdout).not.toContain('\u001b');
  });

  it('ends in peace when its reader leaves', async () => {
    for (let index = 0; index < 60; index += 1) await folder.write(`A${index}.swift`, WEAK.repeat(40));
    const child = spawn(process.execPath, [program, 'check', '.'], {
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
