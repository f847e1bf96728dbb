import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const script = join(import.meta.dirname, '..', '..', 'scripts', 'start.mjs');

function start(...args: string[]) {
  // An empty PATH: no command "code" to be found.
  const env = { ...process.env, PATH: '' };
  return spawnSync(process.execPath, [script, ...args], { encoding: 'utf8', env });
}

describe('npm start', () => {
  it('explains itself', () => {
    const { status, stdout } = start('--help');
    expect(status).toBe(0);
    expect(stdout).toContain('Usage: npm start');
  });

  it.each([
    [['--bogus'], '--bogus'],
    [['no/such/folder'], join('no', 'such', 'folder')],
    [['one', 'two'], 'One PATH at a time'],
    [['--port', 'http'], '“http” is no port'],
    [['--port', '70000'], '“70000” is no port'],
    [['--port', ''], '“” is no port'],
    [['--desktop'], 'There is no command "code" here'],
  ])('%j is a usage error, before anything is set up', (args, message) => {
    const { status, stdout, stderr } = start(...args);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).toContain('Usage: npm start');
    expect(stdout).toBe('');
  });
});
