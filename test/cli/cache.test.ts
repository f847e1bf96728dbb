import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appWith, PLAIN_TOKEN } from '../server/plain-storage.js';
import { CALLER, WRAPPER } from '../server/project.js';
import { Folder, PROGRAM, WEAK } from './folder.js';

const SECRET = 'q8Zt2LxV0pWm4Rk7Yc1N';

let folder: Folder;

beforeEach(async () => {
  folder = await Folder.make();
  await folder.write('ios/A.swift', WEAK);
  await folder.write('ios/Wrapper.swift', WRAPPER);
  await folder.write('ios/Caller.swift', CALLER);
});

afterEach(() => folder.remove());

const CACHE = 'kept';

const check = (...args: readonly string[]) =>
  folder.execute(['check', '--stats', '--cache-location', CACHE, ...args, 'ios']);

/** How many files' facts were known from earlier. */
function known({ stderr }: { readonly stderr: string }): number {
  return Number(/(\d+) of them known from earlier/.exec(stderr)?.[1]);
}

async function cacheFiles(): Promise<readonly string[]> {
  return (await readdir(join(folder.path, CACHE))).map((name) => join(folder.path, CACHE, name));
}

describe('the cache', () => {
  it('gives the same report without reading anything anew', async () => {
    const first = await check();
    const second = await check();
    expect([known(first), known(second)]).toEqual([0, 3]);
    expect(second.stdout).toBe(first.stdout);
    expect(first.stdout).toContain('A.swift:6:35');
    expect(first.stdout).toContain('Caller.swift');
  });

  it('reads anew what has changed, or lies elsewhere', async () => {
    await check();
    await folder.write('ios/A.swift', `\n${WEAK}`);
    await folder.write('ios/Moved.swift', WEAK);
    const again = await check();
    expect(known(again)).toBe(2);
    expect(again.stdout).toContain('A.swift:7:35');
    expect(again.stdout).toContain('Moved.swift:6:35');
  });

  it('is not used by another build of the product', async () => {
    await check();
    const args = ['check', '--cache-location', CACHE, '--stats', 'ios'];
    expect(known(await folder.runWith({ build: () => 'another' }, ...args))).toBe(0);
    expect(known(await folder.runWith({ build: () => 'another' }, ...args))).toBe(3);
    expect(known(await check())).toBe(3);
  });

  it('is not used when the package.json names another library to keep credentials in', async () => {
    await folder.write('ios/package.json', appWith());
    await folder.write('ios/session.ts', PLAIN_TOKEN);
    await check();
    await folder.write('ios/package.json', appWith('expo-camera'));
    expect(known(await check())).toBe(4);
    await folder.write('ios/package.json', appWith('expo-secure-store'));
    const other = await check('--format', 'json');
    expect(known(other)).toBe(3);
    expect(other.stdout).toContain('Move to expo-secure-store');
  });

  it('is not used when the policy has given names another meaning', async () => {
    await folder.write(
      'ios/Own.swift',
      'func keep(boardingPass: String) {\n  UserDefaults.standard.set(boardingPass, forKey: "pass")\n}\n',
    );
    const names = (...values: readonly string[]) =>
      folder.write(
        'ios/sessionlint.json',
        JSON.stringify({ names: { credentials: { accessToken: values } } }),
      );
    const before = await check();
    await names('boardingPass');
    const after = await check();
    expect(before.stdout).not.toContain('Own.swift');
    expect(after.stdout).toContain('Own.swift:2:');
    expect([known(after), known(await check())]).toEqual([0, 4]);
    await names();
    expect((await check()).stdout).toBe(before.stdout);
  });

  it.each<readonly [string, (bytes: Buffer) => Uint8Array]>([
    ['empty', () => Buffer.alloc(0)],
    ['cut off', (bytes) => bytes.subarray(0, bytes.length / 2)],
    ['something else', (bytes) => Buffer.alloc(bytes.length, 7)],
    [
      'damaged in the middle',
      (bytes) => bytes.map((byte, at) => (at > 200 && at % 50 === 0 ? byte ^ 255 : byte)),
    ],
    ['damaged in its table', (bytes) => bytes.map((byte, at) => (at > 20 && at < 60 ? 255 : byte))],
  ])('is made anew when it is %s', async (_, spoil) => {
    const sound = await check();
    const [file = ''] = await cacheFiles();
    await writeFile(file, spoil(await readFile(file)));
    const spoilt = await check();
    expect(spoilt.stdout).toBe(sound.stdout);
    expect(spoilt.status).toBe(1);
    expect(known(spoilt)).toBeLessThan(3);
    const again = await check();
    expect([known(again), again.stdout]).toEqual([3, sound.stdout]);
  });

  it('holds no text of the sources', async () => {
    await folder.write(
      'ios/Secrets.swift',
      `let apiKey = "${SECRET}"\nenum Keys { static let hidden = "${SECRET}" }\n// ${SECRET}\n` +
        `func save() { UserDefaults.standard.set("${SECRET}", forKey: "accessToken") }\n`,
    );
    const { stdout } = await check();
    expect(stdout).toContain('Secrets.swift');
    for (const file of await cacheFiles()) {
      const bytes = await readFile(file);
      for (const word of [SECRET, 'accessToken', 'UserDefaults', 'Secrets.swift'])
        expect(bytes.includes(word)).toBe(false);
    }
  });

  it('survives runs at the same time', async () => {
    const runs = await Promise.all([check(), check(), check(), check()]);
    expect(new Set(runs.map(({ stdout }) => stdout)).size).toBe(1);
    expect(await cacheFiles()).toHaveLength(1);
    expect(known(await check())).toBe(3);
  });

  it('forgets nothing that other paths need', async () => {
    await folder.write('tv/B.swift', WEAK);
    const tv = ['check', '--stats', '--cache-location', CACHE, 'tv'];
    await check();
    await folder.execute(tv);
    expect(known(await check())).toBe(3);
    expect(known(await folder.execute(tv))).toBe(1);
  });

  it('is in node_modules where there are any, else in the user’s folder', async () => {
    await folder.execute(['check', 'ios']);
    expect(await readdir(join(folder.path, '.user-cache', 'sessionlint'))).toHaveLength(1);
    await folder.write('node_modules/other/package.json', '{}');
    await folder.execute(['check', 'ios']);
    expect(await readdir(join(folder.path, 'node_modules', '.cache', 'sessionlint'))).toHaveLength(1);
  });

  it('is not made with --no-cache, and no error where it cannot be', async () => {
    await folder.execute(['check', '--no-cache', 'ios']);
    await expect(readdir(join(folder.path, '.user-cache'))).rejects.toThrow('ENOENT');
    await copyFile(PROGRAM, join(folder.path, CACHE));
    expect(await check()).toMatchObject({ status: 1, stdout: expect.stringContaining('A.swift:6:35') });
  });
});

describe('threads', () => {
  beforeEach(async () => {
    const filler = Array.from(
      { length: 60 },
      (_, index) => `func token${index}() { print("token ${index}") }\n`,
    );
    for (let index = 0; index < 300; index += 1)
      await folder.write(`ios/Part${index % 7}/File${index}.swift`, `${WEAK}${filler.join('')}`);
  });

  it('find what one thread finds', async () => {
    const run = (jobs: string) =>
      folder.execute(['check', '--no-cache', '--stats', '--format', 'json', '--jobs', jobs, 'ios']);
    const [one, three] = [await run('1'), await run('3')];
    expect(one.stderr).not.toContain('several threads');
    expect(three.stderr).toContain('several threads');
    expect(JSON.parse(one.stdout).findings.length).toBeGreaterThan(300);
    expect(three.stdout).toBe(one.stdout);
  });

  it('tell of what cannot be read as one thread does, in the order of the files', async () => {
    for (let part = 6; part >= 0; part -= 1) {
      await folder.write(`ios/Part${part}/Binary.swift`, 'let token = 1\0');
      await folder.write(`ios/Part${part}/Large.swift`, '//'.repeat(1024 * 1024 + 1));
    }
    const run = (jobs: string) => folder.execute(['check', '--no-cache', '--jobs', jobs, 'ios']);
    const [one, three] = [await run('1'), await run('3')];
    expect(one.stderr.match(/Part\d\/\w+\.swift: skipped/g)).toHaveLength(14);
    expect(three).toEqual(one);
  });

  it('keep the same facts as one thread does', async () => {
    const run = (...more: string[]) =>
      folder.execute(['check', '--stats', '--cache-location', CACHE, ...more, 'ios']);
    await run('--jobs', '3');
    expect(known(await run('--jobs', '1'))).toBe(303);
  });
});
