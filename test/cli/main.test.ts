import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { version } from '../../package.json';
import { main } from '../../server/cli/main.js';
import { RULES } from '../../server/rules/index.js';

const grammars = new URL('../../dist/grammars/', import.meta.url);

const WEAK = `import Security

let query: [String: Any] = [
    kSecClass as String: kSecClassGenericPassword,
    kSecAttrAccount as String: "accessToken",
    kSecAttrAccessible as String: kSecAttrAccessibleAlways,
]
`;
const CLEAN = 'let greeting = "hello"\n';

let cwd: string;

beforeEach(async () => {
  cwd = await realpath(await mkdtemp(join(tmpdir(), 'sessionlint-cli-')));
});

afterEach(() => rm(cwd, { recursive: true, force: true }));

async function write(path: string, content: string | Uint8Array): Promise<void> {
  const file = join(cwd, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}

class Collected extends Writable {
  text = '';
  override _write(chunk: Buffer, _: string, done: () => void): void {
    this.text += chunk.toString('utf8');
    done();
  }
}

async function run(...args: readonly string[]) {
  const stdout = new Collected();
  const stderr = new Collected();
  const status = await main(args, { cwd, stdout, stderr, color: false, grammars });
  return { status, stdout: stdout.text, stderr: stderr.text };
}

async function runJson(...paths: readonly string[]) {
  const { status, stdout, stderr } = await run('check', '--format', 'json', ...paths);
  return { status, stderr, report: JSON.parse(stdout) };
}

describe('what is asked for wrongly', () => {
  it.each([
    ['nothing', [], 'A command is missing.'],
    ['an unknown command', ['lint'], 'There is no command “lint”.'],
    ['no path', ['check'], 'check needs a file or a folder'],
    ['an empty path', ['check', ''], 'A path is empty.'],
    ['an unknown flag', ['check', '--fix', '.'], "Unknown option '--fix'."],
    ['an unknown format', ['check', '--format', 'xml', '.'], 'There is no format “xml”: pretty or json.'],
    ['a format without a name', ['check', '.', '--format'], "Option '--format <value>' argument missing."],
    ['a flag with a value', ['--help=yes'], "Option '-h, --help' does not take an argument."],
    ['a path for the list of rules', ['rules', '.'], 'rules takes no path: .'],
  ])('%s', async (_, args, message) => {
    const { status, stdout, stderr } = await run(...args);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(`sessionlint: ${message}`);
    expect(stderr).toContain('Usage: sessionlint check');
  });
});

describe('about itself', () => {
  it('says how it is used', async () => {
    for (const args of [['--help'], ['-h'], ['check', '--help']]) {
      expect(await run(...args)).toMatchObject({
        status: 0,
        stderr: '',
        stdout: expect.stringMatching(/^Usage: /),
      });
    }
  });

  it('says its version', async () => {
    expect(await run('--version')).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('lists its rules', async () => {
    const { status, stdout } = await run('rules');
    expect(status).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.map((line) => line.split(/\s+/)[0])).toEqual(RULES.map(({ id }) => id));
    for (const { title } of RULES) expect(stdout).toContain(title);
  });
});

describe('check --format json', () => {
  it('gives findings with 0-based ranges in UTF-16 and the titles of their fixes', async () => {
    await write('ios/Store.swift', `// 🔑\r\n${WEAK.replace(/\n/g, '\r\n')}`);
    const { status, stderr, report } = await runJson('.');
    expect(status).toBe(1);
    expect(stderr).toBe('');
    expect(Object.keys(report)).toEqual(['version', 'findings', 'errors']);
    expect(report.version).toBe(1);
    expect(report.errors).toEqual([]);
    const [finding] = report.findings;
    expect(Object.keys(finding)).toEqual(['rule', 'severity', 'message', 'path', 'range', 'fixes']);
    expect(finding).toMatchObject({
      rule: 'keychain/always-accessible',
      severity: 'error',
      path: 'ios/Store.swift',
      range: { start: { line: 6, character: 34 }, end: { line: 6, character: 58 } },
    });
    expect(finding.fixes.length).toBeGreaterThan(0);
    for (const fix of finding.fixes) {
      expect(Object.keys(fix)).toEqual(['title', 'safety']);
      expect(['safe', 'review']).toContain(fix.safety);
    }
  });

  it('gives an empty list for clean code', async () => {
    await write('A.swift', CLEAN);
    expect(await runJson('A.swift')).toEqual({
      status: 0,
      stderr: '',
      report: { version: 1, findings: [], errors: [] },
    });
  });

  it('names what is missing, and looks at the rest', async () => {
    await write('A.swift', WEAK);
    const { status, stderr, report } = await runJson('gone', 'A.swift', './gone', 'also/gone.swift');
    expect(status).toBe(2);
    expect(stderr).toBe('');
    expect(report.errors).toEqual([
      { path: 'gone', message: 'no such file or folder' },
      { path: 'also/gone.swift', message: 'no such file or folder' },
    ]);
    expect(report.findings.length).toBeGreaterThan(0);
  });

  it('has positions that a byte order mark does not move', async () => {
    await write('A.swift', 'let level = kSecAttrAccessibleAlways\n');
    await write('B.swift', '\ufefflet level = kSecAttrAccessibleAlways\n');
    const { report } = await runJson('.');
    const ranges = report.findings.map(({ range }: { range: unknown }) => range);
    expect(ranges).toHaveLength(2);
    expect(ranges[0]).toEqual(ranges[1]);
  });

  it('looks once at a file that is asked for twice', async () => {
    await write('ios/A.swift', WEAK);
    const once = await runJson('ios/A.swift');
    const twice = await runJson('ios/A.swift', 'ios', '.', join(cwd, 'ios', 'A.swift'));
    expect(twice.report).toEqual(once.report);
  });
});

describe('check', () => {
  it('shows the place, the rule, the line and a summary', async () => {
    await write('ios/Store.swift', WEAK);
    const { status, stdout, stderr } = await run('check', 'ios');
    expect(status).toBe(1);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^ios\/Store\.swift:6:35 error .* keychain\/always-accessible$/m);
    expect(stdout).toContain(
      [
        '  6 │     kSecAttrAccessible as String: kSecAttrAccessibleAlways,',
        `    │                                   ${'^'.repeat(24)}`,
      ].join('\n'),
    );
    expect(stdout).toMatch(/\n\d+ findings? \(\d+ error.*\); 1 file checked\.\n$/);
    expect(stdout).not.toContain('\u001b');
  });

  it('says so when there is nothing to say', async () => {
    await write('A.swift', CLEAN);
    await write('B.swift', CLEAN);
    expect(await run('check', '.')).toEqual({
      status: 0,
      stdout: 'No findings; 2 files checked.\n',
      stderr: '',
    });
  });

  it('says so when a folder has no Swift', async () => {
    await write('empty/README.md', '# Nothing');
    const { status, stdout, stderr } = await run('check', 'empty');
    expect(status).toBe(0);
    expect(stdout).toBe('No findings; 0 files checked.\n');
    expect(stderr).toBe('sessionlint: empty: no Swift files\n');
  });

  it('names each path that it cannot read once, and looks at the rest', async () => {
    await write('A.swift', WEAK);
    await symlink(join(cwd, 'loop'), join(cwd, 'loop'));
    const { status, stdout, stderr } = await run('check', 'gone.swift', 'A.swift', 'loop', 'gone.swift');
    expect(status).toBe(2);
    expect(stdout).toContain('keychain/always-accessible');
    expect(stdout).toMatch(/1 file checked, 2 paths not read\.\n$/);
    expect(stderr.split('\n')).toEqual([
      'sessionlint: gone.swift: no such file or folder',
      'sessionlint: loop: a symbolic link that leads to itself',
      '',
    ]);
  });

  it('passes over binary and huge files with a note', async () => {
    await write('Binary.swift', Buffer.from([0, 1, 2, 3]));
    await write('Huge.swift', WEAK.padEnd(3 * 1024 * 1024));
    await write('Text.swift', CLEAN);
    const { status, stdout, stderr } = await run('check', '.');
    expect(status).toBe(0);
    expect(stdout).toBe('No findings; 1 file checked.\n');
    expect(stderr).toBe(
      'sessionlint: Binary.swift: skipped, a binary file\nsessionlint: Huge.swift: skipped, larger than 2 MB\n',
    );
  });

  it('survives bytes that are no UTF-8, and code that is no Swift', async () => {
    await write('A.swift', Buffer.concat([Buffer.from([0xff, 0xc0, 0x0a]), Buffer.from(WEAK)]));
    await write('B.swift', '<html>{{{ """ \\( /* ');
    const { status, stdout } = await run('check', '.');
    expect(status).toBe(1);
    expect(stdout).toContain('A.swift:7:35 error');
  });

  it('looks at a file that is named, wherever it lies', async () => {
    await write('Pods/Other/A.swift', WEAK);
    await write('.gitignore', 'Pods/\n');
    expect(await run('check', '.')).toMatchObject({ status: 0 });
    expect(await run('check', 'Pods/Other/A.swift')).toMatchObject({ status: 1 });
  });

  it('shows a path outside the working directory in full', async () => {
    await write('A.swift', WEAK);
    await mkdir(join(cwd, 'inner'));
    const outside = join(cwd, 'A.swift');
    cwd = join(cwd, 'inner');
    const { stdout } = await run('check', '../A.swift');
    expect(stdout).toContain(`${outside}:6:35 error`);
    await rm(outside);
  });

  it('prints no secret that stands on the line of a finding', async () => {
    const secret = 'q8Zt2LxV0pWm4Rk7Yc1N';
    await write('A.swift', `store("${secret}", level: kSecAttrAccessibleAlways)\n`);
    const { status, stdout } = await run('check', 'A.swift');
    expect(status).toBe(1);
    expect(stdout).toContain('store("•••", level: kSecAttrAccessibleAlways)');
    const json = await run('check', '--format', 'json', 'A.swift');
    expect(stdout + json.stdout).not.toContain(secret);
  });

  it('obeys suppressions', async () => {
    const comment = '    // sessionlint-disable-next-line keychain/always-accessible -- a test\n';
    await write(
      'A.swift',
      WEAK.replace(/^.*Always,$/m, (line) => comment + line),
    );
    const { report } = await runJson('.');
    expect(report.findings.map(({ rule }: { rule: string }) => rule)).not.toContain(
      'keychain/always-accessible',
    );
  });

  it('colours for a terminal', async () => {
    await write('A.swift', WEAK);
    const stdout = new Collected();
    await main(['check', '.'], { cwd, stdout, stderr: new Collected(), color: true, grammars });
    expect(stdout.text).toContain('\u001b[31merror\u001b[39m');
  });

  it('says which grammar file is missing', async () => {
    await write('A.swift', CLEAN);
    const stderr = new Collected();
    const missing = new URL(`file://${cwd}/nowhere/`);
    // The runtime of the parser was started by the tests before, so only the grammar itself is asked for.
    const status = await main(['check', '.'], {
      cwd,
      stdout: new Collected(),
      stderr,
      color: false,
      grammars: missing,
    });
    expect(status).toBe(2);
    expect(stderr.text).toContain('tree-sitter-swift.wasm');
  });
});

describe('dist/cli.cjs', () => {
  const program = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));

  function execute(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    return new Promise<{ status: unknown; stdout: string; stderr: string }>((resolve) => {
      const options = { cwd, env: { ...process.env, ...env } };
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
    await write('ios/A.swift', WEAK);
    for (const args of [
      ['check', '.'],
      ['check', '--format', 'json', '.', 'gone'],
      ['rules'],
      ['check', '--what'],
    ]) {
      expect(await execute(args)).toEqual(await run(...args));
    }
  });

  it('does not colour what goes into a pipe', async () => {
    await write('A.swift', WEAK);
    const { stdout } = await execute(['check', '.'], { FORCE_COLOR: '1' });
    expect(stdout).not.toContain('\u001b');
  });

  it('ends in peace when its reader leaves', async () => {
    for (let index = 0; index < 60; index += 1) await write(`A${index}.swift`, WEAK.repeat(40));
    const child = spawn(process.execPath, [program, 'check', '.'], {
      cwd,
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
