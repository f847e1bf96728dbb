import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Folder, WEAK } from './folder.js';

const TWO = `${WEAK}${WEAK.replace('query', 'other')}`;

let folder: Folder;

beforeEach(async () => {
  folder = await Folder.make();
});

afterEach(() => folder.remove());

const update = (...args: readonly string[]) =>
  folder.run('check', '--baseline', 'known.json', '--update-baseline', ...args);
const check = (...args: readonly string[]) => folder.run('check', '--baseline', 'known.json', ...args);

describe('check --baseline', () => {
  it('hides what was there, and says how much that is', async () => {
    await folder.write('ios/A.swift', WEAK);
    expect(await update('.')).toMatchObject({
      status: 0,
      stderr: 'sessionlint: known.json: 1 finding written\n',
    });
    expect(await check('.')).toEqual({
      status: 0,
      stdout: 'No findings; 1 file checked, 1 in the baseline.\n',
      stderr: '',
    });
  });

  it('shows what has come since, also on a line like one that was there', async () => {
    await folder.write('A.swift', WEAK);
    await update('.');
    await folder.write('A.swift', TWO);
    const { status, stdout } = await check('.');
    expect(status).toBe(1);
    expect(stdout).toContain('A.swift:13:35 error');
    expect(stdout).not.toContain('A.swift:6:35');
    expect(stdout).toMatch(/1 file checked, 1 in the baseline\.\n$/);
  });

  it('finds its way when lines are moved or indented anew', async () => {
    await folder.write('A.swift', TWO);
    await update('.');
    await folder.write('A.swift', `// more\n\n${TWO.replace(/^ {4}/gm, '\t')}`);
    expect(await check('.')).toMatchObject({ status: 0 });
  });

  it('names what is there no more, and forgets it when it is written anew', async () => {
    await folder.write('A.swift', TWO);
    await folder.write('Gone.swift', WEAK);
    await update('.');
    await folder.write('A.swift', WEAK);
    await folder.delete('Gone.swift');
    const { status, stderr } = await check('.');
    expect(status).toBe(0);
    expect(stderr.split('\n')).toEqual([
      'sessionlint: known.json: 1 × keychain/always-accessible in A.swift is there no more',
      'sessionlint: known.json: 1 × keychain/always-accessible in Gone.swift is there no more',
      '',
    ]);
    await update('.');
    expect(await check('.')).toMatchObject({ status: 0, stderr: '' });
  });

  it('is the same file whatever the order, and holds neither places nor secrets', async () => {
    const secret = 'q8Zt2LxV0pWm4Rk7Yc1N';
    await folder.write('B.swift', `store("${secret}", level: kSecAttrAccessibleAlways)\n`);
    await folder.write('A.swift', WEAK);
    await update('B.swift', 'A.swift');
    const one = await folder.read('known.json');
    await update('.');
    expect(await folder.read('known.json')).toBe(one);
    expect(one).not.toContain(secret);
    expect(JSON.parse(one).findings.map(({ path }: { path: string }) => path)).toEqual([
      'A.swift',
      'B.swift',
    ]);
    expect(Object.keys(JSON.parse(one).findings[0])).toEqual(['path', 'rule', 'fingerprint', 'count']);
  });

  it('leaves entries of files that were not looked at', async () => {
    await folder.write('ios/A.swift', WEAK);
    await folder.write('tv/B.swift', WEAK);
    await update('.');
    const both = await folder.read('known.json');
    expect(await check('ios')).toMatchObject({ status: 0, stderr: '' });
    await update('ios');
    expect(await folder.read('known.json')).toBe(both);
  });

  it('means the same from another folder', async () => {
    await folder.write('ios/A.swift', WEAK);
    await update('.');
    const cwd = `${folder.path}/ios`;
    expect(await folder.runWith({ cwd }, 'check', '--baseline', '../known.json', '.')).toMatchObject({
      status: 0,
    });
  });

  it('says what it cannot use', async () => {
    await folder.write('A.swift', WEAK);
    expect(await check('.')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'sessionlint: known.json: no such file or folder\n',
    });
    await folder.write('known.json', '{"version": 2}');
    expect((await check('.')).stderr).toBe('sessionlint: known.json: it is not a baseline of SessionLint\n');
  });

  it('tells a JSON report how many it hides, and carries them in SARIF', async () => {
    await folder.write('A.swift', WEAK);
    await update('.');
    const json = JSON.parse((await check('--format', 'json', '.')).stdout);
    expect(json).toMatchObject({ findings: [], inBaseline: 1 });
    const sarif = JSON.parse((await check('--format', 'sarif', '.')).stdout);
    expect(sarif.runs[0].results[0].suppressions).toEqual([
      { kind: 'external', justification: 'In the baseline' },
    ]);
  });
});
