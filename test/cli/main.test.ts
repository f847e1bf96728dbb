import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { version } from '../../package.json';
import { RULES } from '../../server/rules/index.js';
import { CLEAN, Folder, WEAK } from './folder.js';

let folder: Folder;

beforeEach(async () => {
  folder = await Folder.make();
});

afterEach(() => folder.remove());

describe('what is asked for wrongly', () => {
  it.each([
    ['nothing', [], 'A command is missing.'],
    ['an unknown command', ['lint'], 'There is no command “lint”.'],
    ['no path', ['check'], 'check needs a file or a folder'],
    ['an empty path', ['check', ''], 'A path is empty.'],
    ['an unknown flag', ['check', '--repair', '.'], "Unknown option '--repair'."],
    [
      'an unknown format',
      ['check', '--format', 'xml', '.'],
      'There is no format “xml”: pretty, json, sarif, github, xcode.',
    ],
    ['a format without a name', ['check', '.', '--format'], "Option '--format <value>' argument missing."],
    ['a flag with a value', ['--help=yes'], "Option '-h, --help' does not take an argument."],
    ['a path for the list of rules', ['rules', '.'], 'rules takes no path: .'],
    ['an option for the list of rules', ['rules', '--quiet'], 'rules takes no --quiet.'],
    ['an unknown kind of fix', ['check', '--fix=all', '.'], 'There is no fix “all”: safe, review.'],
    ['an unknown limit', ['check', '--max-severity', 'fatal', '.'], 'There is no max-severity “fatal”'],
    ['a shard that is none', ['check', '--shard', '5/4', '.'], '--shard needs a part and a number of parts'],
    ['no threads at all', ['check', '--jobs', '0', '.'], '--jobs needs a number from 1 on: 0'],
    [
      'a baseline without a file',
      ['check', '--update-baseline', '.'],
      '--update-baseline needs --baseline FILE.',
    ],
    ['fixes of what is no file', ['check', '--fix', '--stdin-filename', 'A.swift'], '--fix changes files'],
    ['questions to nobody', ['check', '--fix=review', '.'], '--fix=review asks before each fix'],
    ['an option without its value', ['check', '--baseline=', '.'], '--baseline needs a value.'],
  ])('%s', async (_, args, message) => {
    const { status, stdout, stderr } = await folder.run(...args);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(`sessionlint: ${message}`);
    expect(stderr).toContain('Usage: sessionlint check');
  });
});

describe('about itself', () => {
  it('says how it is used', async () => {
    for (const args of [['--help'], ['-h'], ['check', '--help'], ['rules', '--help']]) {
      expect(await folder.run(...args)).toMatchObject({
        status: 0,
        stderr: '',
        stdout: expect.stringMatching(/^Usage: /),
      });
    }
  });

  it('says its version', async () => {
    expect(await folder.run('--version')).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('lists its rules', async () => {
    const { status, stdout } = await folder.run('rules');
    expect(status).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.map((line) => line.split(/\s+/)[0])).toEqual(RULES.map(({ id }) => id));
    for (const { title } of RULES) expect(stdout).toContain(title);
  });
});

describe('check --format json', () => {
  it('gives findings with 0-based ranges in UTF-16 and the titles of their fixes', async () => {
    await folder.write('ios/Store.swift', `// 🔑\r\n${WEAK.replace(/\n/g, '\r\n')}`);
    const { status, stderr, report } = await folder.runJson('.');
    expect(status).toBe(1);
    expect(stderr).toBe('');
    expect(Object.keys(report)).toEqual(['version', 'findings', 'errors']);
    expect(report.version).toBe(1);
    expect(report.errors).toEqual([]);
    const [finding] = report.findings;
    expect(Object.keys(finding)).toEqual([
      'rule',
      'severity',
      'message',
      'path',
      'range',
      'fixes',
      'fingerprint',
      'related',
    ]);
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
    await folder.write('A.swift', CLEAN);
    expect(await folder.runJson('A.swift')).toEqual({
      status: 0,
      stderr: '',
      report: { version: 1, findings: [], errors: [] },
    });
  });

  it('names what is missing, and looks at the rest', async () => {
    await folder.write('A.swift', WEAK);
    const { status, stderr, report } = await folder.runJson('gone', 'A.swift', './gone', 'also/gone.swift');
    expect(status).toBe(2);
    expect(stderr).toBe('');
    expect(report.errors).toEqual([
      { path: 'gone', message: 'no such file or folder' },
      { path: 'also/gone.swift', message: 'no such file or folder' },
    ]);
    expect(report.findings.length).toBeGreaterThan(0);
  });

  it('has positions that a byte order mark does not move', async () => {
    await folder.write('A.swift', 'let level = kSecAttrAccessibleAlways\n');
    await folder.write('B.swift', '\ufefflet level = kSecAttrAccessibleAlways\n');
    const { report } = await folder.runJson('.');
    const ranges = report.findings.map(({ range }: { range: unknown }) => range);
    expect(ranges).toHaveLength(2);
    expect(ranges[0]).toEqual(ranges[1]);
  });

  it('looks once at a file that is asked for twice', async () => {
    await folder.write('ios/A.swift', WEAK);
    const once = await folder.runJson('ios/A.swift');
    const twice = await folder.runJson('ios/A.swift', 'ios', '.', join(folder.path, 'ios', 'A.swift'));
    expect(twice.report).toEqual(once.report);
  });
});

describe('check', () => {
  it('shows the place, the rule, the line and a summary', async () => {
    await folder.write('ios/Store.swift', WEAK);
    const { status, stdout, stderr } = await folder.run('check', 'ios');
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
    await folder.write('A.swift', CLEAN);
    await folder.write('B.swift', CLEAN);
    expect(await folder.run('check', '.')).toEqual({
      status: 0,
      stdout: 'No findings; 2 files checked.\n',
      stderr: '',
    });
  });

  it('says so when a folder has no Swift', async () => {
    await folder.write('empty/README.md', '# Nothing');
    const { status, stdout, stderr } = await folder.run('check', 'empty');
    expect(status).toBe(0);
    expect(stdout).toBe('No findings; 0 files checked.\n');
    expect(stderr).toBe('sessionlint: empty: no Swift files, and no TypeScript of an app for phones\n');
  });

  it('names each path that it cannot read once, and looks at the rest', async () => {
    await folder.write('A.swift', WEAK);
    await symlink(join(folder.path, 'loop'), join(folder.path, 'loop'));
    const { status, stdout, stderr } = await folder.run(
      'check',
      'gone.swift',
      'A.swift',
      'loop',
      'gone.swift',
    );
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
    await folder.write('Binary.swift', Buffer.from([0, 1, 2, 3]));
    await folder.write('Huge.swift', WEAK.padEnd(3 * 1024 * 1024));
    await folder.write('Text.swift', CLEAN);
    const { status, stdout, stderr } = await folder.run('check', '.');
    expect(status).toBe(0);
    expect(stdout).toBe('No findings; 1 file checked.\n');
    expect(stderr).toBe(
      'sessionlint: Binary.swift: skipped, a binary file\nsessionlint: Huge.swift: skipped, larger than 2 MB\n',
    );
  });

  it('survives bytes that are no UTF-8, and code that is no Swift', async () => {
    await folder.write('A.swift', Buffer.concat([Buffer.from([0xff, 0xc0, 0x0a]), Buffer.from(WEAK)]));
    await folder.write('B.swift', '<html>{{{ """ \\( /* ');
    const { status, stdout } = await folder.run('check', '.');
    expect(status).toBe(1);
    expect(stdout).toContain('A.swift:7:35 error');
  });

  it('looks at a file that is named, wherever it lies', async () => {
    await folder.write('Pods/Other/A.swift', WEAK);
    await folder.write('.gitignore', 'Pods/\n');
    expect(await folder.run('check', '.')).toMatchObject({ status: 0 });
    expect(await folder.run('check', 'Pods/Other/A.swift')).toMatchObject({ status: 1 });
  });

  it('passes over a named file that is no Swift with a note, and looks at the rest', async () => {
    await folder.write('notes.md', WEAK);
    await folder.write('A.swift', WEAK);
    const alone = await folder.run('check', 'notes.md');
    expect(alone.status).toBe(0);
    expect(alone.stdout).toBe('No findings; 0 files checked.\n');
    expect(alone.stderr).toBe('sessionlint: notes.md: skipped, neither Swift nor TypeScript\n');
    const both = await folder.run('check', 'notes.md', 'A.swift', './notes.md');
    expect(both.status).toBe(1);
    expect(both.stdout).toContain('A.swift:6:35 error');
    expect(both.stdout).not.toContain('notes.md');
    expect(both.stderr).toBe('sessionlint: notes.md: skipped, neither Swift nor TypeScript\n');
  });

  it('shows a path outside the working directory in full', async () => {
    await folder.write('A.swift', WEAK);
    await mkdir(join(folder.path, 'inner'));
    const outside = join(folder.path, 'A.swift');
    const cwd = join(folder.path, 'inner');
    const { stdout } = await folder.runWith({ cwd }, 'check', '../A.swift');
    expect(stdout).toContain(`${outside}:6:35 error`);
  });

  it('prints no secret that stands on the line of a finding', async () => {
    const secret = 'q8Zt2LxV0pWm4Rk7Yc1N';
    await folder.write('A.swift', `store("${secret}", level: kSecAttrAccessibleAlways)\n`);
    const { status, stdout } = await folder.run('check', 'A.swift');
    expect(status).toBe(1);
    expect(stdout).toContain('store("•••", level: kSecAttrAccessibleAlways)');
    const json = await folder.run('check', '--format', 'json', 'A.swift');
    expect(stdout + json.stdout).not.toContain(secret);
  });

  it('obeys suppressions', async () => {
    const comment = '    // sessionlint-disable-next-line keychain/always-accessible -- a test\n';
    await folder.write(
      'A.swift',
      WEAK.replace(/^.*Always,$/m, (line) => comment + line),
    );
    const { report } = await folder.runJson('.');
    expect(report.findings.map(({ rule }: { rule: string }) => rule)).not.toContain(
      'keychain/always-accessible',
    );
  });

  it('colours for a terminal', async () => {
    await folder.write('A.swift', WEAK);
    const { stdout } = await folder.runWith({ color: true }, 'check', '.');
    expect(stdout).toContain('\u001b[31merror\u001b[39m');
  });

  it('says which grammar file is missing', async () => {
    await folder.write('A.swift', CLEAN);
    const grammars = pathToFileURL(join(folder.path, 'nowhere/'));
    // The runtime of the parser was started by the tests before, so only the grammar itself is asked for.
    const { status, stdout, stderr } = await folder.runWith({ grammars }, 'check', '.');
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('tree-sitter-swift.wasm');
  });
});
