import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Folder, WEAK } from '../cli/folder.js';
import { findingsIn } from '../rules/analyzer.js';

const MEGABYTES = 5 * 1024 * 1024;
const DEEP = 10_000;

/** Texts that are built to hurt whoever reads them. */
const BOMBS: Readonly<Record<string, string>> = {
  'calls within calls': `print(${'f('.repeat(DEEP)}token${')'.repeat(DEEP)})`,
  'brackets that nothing closes': '['.repeat(DEEP),
  'blocks within blocks': `${'func f() {'.repeat(DEEP)}${'}'.repeat(DEEP)}`,
  'a text within texts': `let token = ${'"\\('.repeat(DEEP)}1${')"'.repeat(DEEP)}`,
  'a chain of members': `token${'.value'.repeat(DEEP)}`,
  'a sum': `let token = ${'"a" + '.repeat(DEEP)}"b"`,
  'conditions within conditions': `let token = ${'a ? b : '.repeat(DEEP)}c`,
  'names of names': Array.from({ length: 3000 }, (_, i) => `let token${i} = token${i + 1}`).join('\n'),
  'a circle of names': 'let tokenA = tokenB\nlet tokenB = tokenA\nprint(tokenA)',
  'spaces that a pattern could go back over': `let token = "${' '.repeat(100_000)}`,
  'slashes and stars': '/*'.repeat(50_000),
  quotes: '"'.repeat(50_001),
  'words that look like keys': `let token = "${'aA0_-'.repeat(20_000)}"`,
};

/** Memory (megabytes) beyond which nothing that is analysed may drive this process. */
const MOST_MEMORY = 3000;

describe.each(['Example.swift', 'Example.ts', 'Example.tsx'])('hostile source in %s', (path) => {
  it.each(Object.entries(BOMBS))('is survived: %s', (_, text) => {
    expect(findingsIn(text, path)).toBeInstanceOf(Array);
    expect(process.memoryUsage().rss / 1024 / 1024).toBeLessThan(MOST_MEMORY);
  });
});

describe('a hostile folder', () => {
  let folder: Folder;

  beforeEach(async () => {
    folder = await Folder.make();
  });
  afterEach(() => folder.remove());

  it('with a line of five megabytes is scanned in all the rest', async () => {
    await folder.write('Long.swift', `let token = "${'x'.repeat(MEGABYTES)}"`);
    await folder.write('Weak.swift', WEAK);
    const { report, stderr } = await folder.runJson('.');
    expect(report.findings).toHaveLength(1);
    expect(stderr).toContain('Long.swift: skipped');
  });

  it.each([
    ['control characters', 'A\u0007\u001b[31mB.swift'],
    ['marks that turn the direction', 'A\u202etfiws.B.swift'],
    ['a scheme', 'javascript:alert(1).swift'],
    ['mark-up', '<img src=x onerror=alert(1)>.swift'],
    ['line ends', 'A\nB.swift'],
    ['a percent sign and a command', '%0a::error::B.swift'],
  ])('with %s in a name stays readable in every format', async (_, name) => {
    await writeFile(join(folder.path, name), WEAK);
    for (const format of ['pretty', 'github', 'xcode']) {
      const { stdout, status } = await folder.run('check', '--format', format, '--no-cache', '.');
      expect(status, `${format}`).toBe(1);
      // eslint-disable-next-line no-control-regex
      expect(stdout, `${format}`).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e]/);
      // A line break in a name would begin a command of its own.
      expect(stdout.split('\n').filter((line) => line.startsWith('::')).length, `${format}`).toBeLessThan(2);
    }
  });

  it('with links that lead out of it is not left', async () => {
    const outside = await Folder.make();
    try {
      await outside.write('Secret.swift', WEAK);
      await symlink(outside.path, join(folder.path, 'out'));
      await symlink(join(outside.path, 'Secret.swift'), join(folder.path, 'Link.swift'));
      await symlink('.', join(folder.path, 'around'));
      await folder.write('Own.swift', WEAK);
      const { report } = await folder.runJson('.');
      expect(report.findings.map(({ path }: { path: string }) => path)).toEqual(['Own.swift']);
    } finally {
      await outside.remove();
    }
  });

  it.each([
    ['nested beyond measure', '['.repeat(DEEP) + ']'.repeat(DEEP)],
    ['with the keys of prototypes', '{"__proto__": {"rules": "off"}, "constructor": 1, "toString": {}}'],
    ['with a huge list', `{"exclude": [${'"a/**",'.repeat(50_000)}"b"]}`],
    ['with paths that lead out', '{"exclude": ["../../**"], "include": ["../../../etc/**", "/etc/**"]}'],
    ['that is no JSON', '\u0000\u0001<policy/>'],
  ])('with a policy %s is checked all the same', async (_, policy) => {
    await folder.write('sessionlint.json', policy);
    await folder.write('Weak.swift', WEAK);
    const { report, status } = await folder.runJson('.');
    expect(status).toBe(1);
    expect(report.findings.map(({ rule }: { rule: string }) => rule)).toContain('keychain/always-accessible');
  });
});
