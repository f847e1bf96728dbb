import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cp, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv-draft-04';
import type { Log, Result } from 'sarif';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { version } from '../../package.json';
import { RULES } from '../../server/rules/index.js';
import { CLEAN, Folder, WEAK } from './folder.js';

const SAMPLE_APP = fileURLToPath(new URL('../sample-app/', import.meta.url));
const ALWAYS = 'keychain/always-accessible';

let folder: Folder;

beforeEach(async () => {
  folder = await Folder.make();
});

afterEach(() => folder.remove());

describe('check --format sarif', () => {
  const schema = createRequire(import.meta.url).resolve(
    '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
  );
  const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(
    JSON.parse(readFileSync(schema, 'utf8')) as object,
  );

  async function sarif(...args: readonly string[]): Promise<Log> {
    const { stdout } = await folder.run('check', '--format', 'sarif', ...args);
    return JSON.parse(stdout) as Log;
  }

  async function results(...args: readonly string[]): Promise<readonly Result[]> {
    return (await sarif(...args)).runs[0]?.results ?? [];
  }

  it('is valid by the standard’s schema, for a whole app, for nothing and for what cannot be read', async () => {
    await cp(SAMPLE_APP, join(folder.path, 'app'), { recursive: true });
    await folder.write('Clean.swift', CLEAN);
    for (const paths of [['app'], ['Clean.swift'], ['gone.swift', 'app']]) {
      const log = await sarif(...paths);
      validate(log);
      expect(validate.errors ?? []).toEqual([]);
    }
  });

  it('tells the rules with their help, their severities and the weaknesses they are about', async () => {
    await folder.write('A.swift', CLEAN);
    const { driver } = (await sarif('.')).runs[0]!.tool;
    expect(driver).toMatchObject({ name: 'SessionLint', semanticVersion: version });
    expect(driver.rules?.map(({ id }) => id)).toEqual(RULES.map(({ id }) => id));
    for (const rule of driver.rules ?? []) {
      expect(rule.help?.markdown).toContain('## What to do');
      expect(rule.helpUri).toMatch(/^https:/);
    }
    const inDefaults = driver.rules?.find(({ id }) => id === 'storage/token-in-user-defaults');
    expect(inDefaults?.defaultConfiguration).toEqual({ level: 'error' });
    expect(inDefaults?.properties?.tags).toEqual(
      expect.arrayContaining(['security', 'external/cwe/cwe-312', 'MASVS-STORAGE-1']),
    );
  });

  it('gives each finding its place, in columns of UTF-16 units, and its fixes', async () => {
    await folder.write('ios/Ä b.swift', `// 🔑\n${WEAK}`);
    const log = await sarif('.');
    const result = log.runs[0]!.results!.find(({ ruleId }) => ruleId === ALWAYS)!;
    expect(log.runs[0]!.columnKind).toBe('utf16CodeUnits');
    expect(log.runs[0]!.tool.driver.rules![result.ruleIndex!]!.id).toBe(ALWAYS);
    expect(result.level).toBe('error');
    const { artifactLocation, region } = result.locations![0]!.physicalLocation!;
    expect(artifactLocation).toEqual({ uri: 'ios/%C3%84%20b.swift', uriBaseId: '%SRCROOT%' });
    expect(region).toEqual({ startLine: 7, startColumn: 35, endLine: 7, endColumn: 59 });
    const [fix] = result.fixes!;
    expect(fix!.artifactChanges[0]!.replacements[0]).toEqual({
      deletedRegion: region,
      insertedContent: { text: 'kSecAttrAccessibleAfterFirstUnlock' },
    });
  });

  it('knows a finding again when lines come above it, or the whole project is elsewhere', async () => {
    const prints = async (path: string) =>
      (await results(path)).map(({ ruleId, partialFingerprints }) => [ruleId, partialFingerprints]);
    await folder.write('one/A.swift', WEAK);
    const before = await prints('one/A.swift');
    await folder.write('one/A.swift', `// more\n\n${WEAK.replace(/^ {4}/gm, '\t')}`);
    expect(await prints('one/A.swift')).toEqual(before);
    await rename(join(folder.path, 'one'), join(folder.path, 'other'));
    expect(await prints('other/A.swift')).toEqual(before);
  });

  it('tells findings on equal lines apart', async () => {
    await folder.write('A.swift', `${WEAK}${WEAK.replace('query', 'other')}`);
    const prints = (await results('.'))
      .filter(({ ruleId }) => ruleId === ALWAYS)
      .map(({ partialFingerprints }) => partialFingerprints!['primaryLocationLineHash']);
    expect(prints).toHaveLength(2);
    expect(prints[0]!.split(':')[0]).toBe(prints[1]!.split(':')[0]);
    expect(new Set(prints).size).toBe(2);
  });

  it('carries what a comment hides, with the reason that it gives', async () => {
    const comment = `    // sessionlint-disable-next-line ${ALWAYS} -- shown in a table\n`;
    await folder.write(
      'A.swift',
      WEAK.replace(/^.*Always,$/m, (line) => comment + line),
    );
    const hidden = (await results('.')).filter(({ ruleId }) => ruleId === ALWAYS);
    expect(hidden.map(({ suppressions }) => suppressions)).toEqual([
      [{ kind: 'inSource', justification: 'shown in a table' }],
    ]);
    expect(await folder.run('check', '--format', 'sarif', '.')).toMatchObject({ status: 0 });
  });

  it('says what could not be read, and that the run was not complete', async () => {
    const { invocations } = (await sarif('gone.swift')).runs[0]!;
    expect(invocations![0]!.executionSuccessful).toBe(false);
    expect(invocations![0]!.toolExecutionNotifications![0]!.message.text).toBe('no such file or folder');
  });

  it('holds no secret', async () => {
    const secret = 'q8Zt2LxV0pWm4Rk7Yc1N';
    await folder.write('A.swift', `store("${secret}", level: kSecAttrAccessibleAlways)\n`);
    await folder.write(
      'B.swift',
      `let clientSecret = "${secret}"\nlet apiKey = "AIzaSyA${secret}${secret}"\n`,
    );
    const { stdout } = await folder.run('check', '--format', 'sarif', '.');
    expect((JSON.parse(stdout) as Log).runs[0]!.results!.length).toBeGreaterThan(1);
    expect(stdout).not.toContain(secret);
  });
});

describe('check --format github', () => {
  it('prints one annotation for each finding, with signs of its own escaped', async () => {
    await folder.write('a,b:c/100%.swift', WEAK);
    const { status, stdout } = await folder.run('check', '--format', 'github', '.');
    expect(status).toBe(1);
    const annotation = stdout.split('\n').find((line) => line.includes(`title=${ALWAYS}`));
    expect(annotation).toMatch(
      /^::error file=a%2Cb%3Ac\/100%25\.swift,line=6,endLine=6,col=35,endColumn=59,title=keychain\/always-accessible::\S/,
    );
    for (const line of stdout.trimEnd().split('\n')) expect(line).toMatch(/^::(error|warning|notice) file=/);
  });

  it('prints nothing for clean code, and an error for what cannot be read', async () => {
    await folder.write('A.swift', CLEAN);
    expect((await folder.run('check', '--format', 'github', '.')).stdout).toBe('');
    expect((await folder.run('check', '--format', 'github', 'gone')).stdout).toBe(
      '::error file=gone::gone: no such file or folder\n',
    );
  });
});

describe('check --format xcode', () => {
  it('prints lines that Xcode shows beside the code', async () => {
    await folder.write('ios/A.swift', WEAK);
    const { stdout } = await folder.run('check', '--format', 'xcode', '.');
    expect(stdout).toContain(`${join(folder.path, 'ios', 'A.swift')}:6:35: error: `);
    for (const line of stdout.trimEnd().split('\n'))
      expect(line).toMatch(/^\/.*:\d+:\d+: (error|warning|note): .* \[\w+\/[\w-]+\]$/);
  });
});

describe('check --quiet', () => {
  it('prints findings, but no summary and no notes', async () => {
    await folder.write('A.swift', WEAK);
    await folder.write('Binary.swift', Buffer.from([0, 1, 2, 3]));
    const { status, stdout, stderr } = await folder.run('check', '--quiet', '.', 'gone');
    expect(status).toBe(2);
    expect(stdout).toContain('A.swift:6:35 error');
    expect(stdout).not.toContain('checked');
    expect(stderr).toBe('sessionlint: gone: no such file or folder\n');
  });
});

describe('check --max-severity', () => {
  it.each([
    ['none', 1],
    ['information', 1],
    ['warning', 1],
    ['error', 0],
  ])('%s, where there are errors', async (limit, status) => {
    await folder.write('A.swift', WEAK);
    expect(await folder.run('check', '--max-severity', limit, '.')).toMatchObject({
      status,
      stdout: expect.stringContaining('A.swift:6:35 error'),
    });
  });

  it('lets what is mild through, and still fails for what cannot be read', async () => {
    await folder.write(
      'A.swift',
      '// sessionlint-disable-file keychain/always-accessible -- nothing\nlet a = 1\n',
    );
    expect(await folder.run('check', '.')).toMatchObject({ status: 1 });
    expect(await folder.run('check', '--max-severity', 'information', '.')).toMatchObject({ status: 0 });
    expect(await folder.run('check', '--max-severity', 'error', '.', 'gone')).toMatchObject({ status: 2 });
  });
});
