import { execFile } from 'node:child_process';
import { chmod, mkdir, readdir, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appWith, IN_SECURE_STORE, PLAIN_TOKEN } from '../server/plain-storage.js';
import { Folder, PROGRAM, WEAK } from './folder.js';

const FIXED = WEAK.replace('kSecAttrAccessibleAlways', 'kSecAttrAccessibleAfterFirstUnlock');

/** A secret in a log, whose fixes need a person. */
const LOGGED = `func finish(accessToken: String) {
    print("signed in with \\(accessToken)")
}
`;

let folder: Folder;

beforeEach(async () => {
  folder = await Folder.make();
});

afterEach(() => folder.remove());

describe('check --fix', () => {
  it('makes the safe fixes, says so, and reports what is left', async () => {
    await folder.write('ios/A.swift', WEAK);
    await folder.write('ios/B.swift', LOGGED);
    const { status, stdout, stderr } = await folder.run('check', '--fix', '.');
    expect(await folder.read('ios/A.swift')).toBe(FIXED);
    expect(await folder.read('ios/B.swift')).toBe(LOGGED);
    expect(stderr).toBe('sessionlint: ios/A.swift: fixed 1 × keychain/always-accessible\n');
    expect(status).toBe(1);
    expect(stdout).not.toContain('A.swift');
    expect(stdout).toContain('B.swift:2:');
  });

  it('leaves nothing for a second run', async () => {
    await folder.write('A.swift', `${WEAK}${WEAK.replace('query', 'other')}`);
    await folder.run('check', '--fix', '.');
    const once = await folder.read('A.swift');
    expect(once).toBe(`${FIXED}${FIXED.replace('query', 'other')}`);
    expect((await folder.run('check', '--fix', '.')).stderr).toBe('');
    expect(await folder.read('A.swift')).toBe(once);
  });

  it('keeps mode, line ends, byte order mark and encoding', async () => {
    const windows = `\ufeff${WEAK.replace(/\n/g, '\r\n')}`;
    await folder.write('Utf8.swift', windows);
    await folder.write('Utf16.swift', Buffer.from(windows, 'utf16le'));
    await chmod(join(folder.path, 'Utf8.swift'), 0o640);
    await folder.run('check', '--fix', '.');
    const fixed = `\ufeff${FIXED.replace(/\n/g, '\r\n')}`;
    expect(await folder.read('Utf8.swift')).toBe(fixed);
    expect(Buffer.from(await folder.bytes('Utf16.swift'))).toEqual(Buffer.from(fixed, 'utf16le'));
    expect((await stat(join(folder.path, 'Utf8.swift'))).mode & 0o777).toBe(0o640);
  });

  it('fixes the file that a symbolic link leads to, and leaves the link', async () => {
    await folder.write('real/A.swift', WEAK);
    await symlink(join('real', 'A.swift'), join(folder.path, 'Link.swift'));
    await folder.run('check', '--fix', 'Link.swift');
    expect(await folder.read('real/A.swift')).toBe(FIXED);
    expect(await folder.links()).toEqual(['Link.swift']);
  });

  it('leaves a file alone whose bytes are no text, and says so', async () => {
    const odd = Buffer.concat([Buffer.from('// '), Buffer.from([0xff, 0xfe, 0x0a]), Buffer.from(WEAK)]);
    await folder.write('A.swift', odd);
    await folder.write('B.swift', WEAK);
    const { status, stdout, stderr } = await folder.run('check', '--fix', '.');
    expect(Buffer.from(await folder.bytes('A.swift'))).toEqual(odd);
    expect(await folder.read('B.swift')).toBe(FIXED);
    expect(status).toBe(2);
    expect(stdout).toContain('A.swift:7:35 error');
    expect(stderr).toContain('sessionlint: A.swift: not fixed: it holds bytes that are no UTF-8\n');
  });

  it('leaves a file alone that has changed in the meantime', async () => {
    await folder.write('A.swift', LOGGED);
    const later = `${LOGGED}// from elsewhere\n`;
    const ask = async (): Promise<string> => {
      await writeFile(join(folder.path, 'A.swift'), later);
      return 'y';
    };
    const { status, stderr } = await folder.runWith({ ask }, 'check', '--fix=review', '.');
    expect(await folder.read('A.swift')).toBe(later);
    expect(status).toBe(2);
    expect(stderr).toContain('A.swift: not fixed: it has changed in the meantime');
  });

  it('is not kept from writing by what a run of the same number has left behind', async () => {
    await folder.write('A.swift', WEAK);
    await mkdir(join(folder.path, `.A.swift.${process.pid}.tmp`));
    const { stderr } = await folder.run('check', '--fix', '.');
    expect(stderr).not.toContain('not fixed');
    expect(await folder.read('A.swift')).toBe(FIXED);
  });

  it.runIf(process.platform === 'linux')('leaves the file whole on a full disk', async () => {
    const disk = join(folder.path, 'disk');
    await mkdir(disk);
    const large = `${WEAK}// ${'x'.repeat(40_000)}\n`;
    await folder.write('Large.swift', large);
    const script = [
      'mount -t tmpfs -o size=64k none disk && cp Large.swift disk/A.swift',
      '"$0" "$1" check --no-cache --fix disk; echo "status $?"',
      'cmp Large.swift disk/A.swift && ls -A disk',
    ].join('\n');
    const { stdout, stderr } = await promisify(execFile)(
      'unshare',
      ['--map-root-user', '--mount', 'sh', '-c', script, process.execPath, PROGRAM],
      { cwd: folder.path },
    );
    expect(stderr).toBe('sessionlint: disk/A.swift: not fixed: the disk is full\n');
    expect(stdout).toMatch(/\nstatus 2\nA\.swift\n$/);
  });

  it('leaves no file of its own behind', async () => {
    await folder.write('A.swift', WEAK);
    await folder.run('check', '--fix', '.');
    expect(await readdir(folder.path)).toEqual(['A.swift']);
  });
});

describe('check --fix=review', () => {
  it('moves a token to the library that the nearest package.json names', async () => {
    await folder.write('package.json', appWith('react-native-keychain'));
    await folder.write('app/package.json', appWith('expo-secure-store'));
    await folder.write('app/src/session.ts', PLAIN_TOKEN);
    const { status } = await folder.runWith({ ask: async () => 'y' }, 'check', '--fix=review', '.');
    expect(await folder.read('app/src/session.ts')).toBe(IN_SECURE_STORE);
    expect(status).toBe(0);
  });

  it('asks before each fix that a person has to look at, and shows what it changes', async () => {
    await folder.write('A.swift', `${LOGGED}${LOGGED.replace('finish', 'resume')}`);
    const questions: string[] = [];
    const answers = ['no', 'yes'];
    const ask = async (question: string): Promise<string | undefined> => {
      questions.push(question);
      return answers.shift();
    };
    const { stderr } = await folder.runWith({ ask }, 'check', '--fix=review', '.');
    expect(questions).toHaveLength(2);
    expect(questions[0]).toContain('A.swift:2:');
    expect(questions[0]).toContain('  -     print("signed in with');
    expect(questions[0]).toMatch(/\? \[y\]es, \[n\]o, \[q\]uit: $/);
    const [first, second] = (await folder.read('A.swift')).split('func resume');
    expect(first).toBe(LOGGED);
    expect(second).not.toContain('\\(accessToken)');
    expect(stderr).toBe('sessionlint: A.swift: fixed 1 × logging/credential-logged\n');
  });

  it('stops asking when told to, or when nobody answers', async () => {
    for (const answer of ['q', undefined]) {
      await folder.write('A.swift', `${LOGGED}${LOGGED}`);
      let count = 0;
      const ask = async (): Promise<string | undefined> => {
        count += 1;
        return answer;
      };
      await folder.runWith({ ask }, 'check', '--fix=review', '.');
      expect(count).toBe(1);
      expect(await folder.read('A.swift')).toBe(`${LOGGED}${LOGGED}`);
    }
  });

  it('changes nothing when it is interrupted', async () => {
    await folder.write('A.swift', `${WEAK}${LOGGED}`);
    const interrupt = new AbortController();
    const ask = async (): Promise<string> => {
      interrupt.abort();
      return 'y';
    };
    const { status, stderr } = await folder.runWith(
      { ask, signal: interrupt.signal },
      'check',
      '--fix=review',
      '.',
    );
    expect(status).toBe(130);
    expect(stderr).toContain('interrupted');
    expect(await folder.read('A.swift')).toBe(`${WEAK}${LOGGED}`);
  });
});
