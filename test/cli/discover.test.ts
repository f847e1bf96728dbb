import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { discoverSources } from '../../server/workspace/discover.js';
import { LARGEST_SOURCE, readSource } from '../../server/workspace/source.js';

let root: string;

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'sessionlint-files-')));
});

afterEach(() => rm(root, { recursive: true, force: true }));

async function write(path: string, content: string | Uint8Array = ''): Promise<string> {
  const file = join(root, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
  return file;
}

async function discover(folder = ''): Promise<readonly string[]> {
  const { sources, problems } = await discoverSources(join(root, folder));
  expect(problems).toEqual([]);
  return sources.map(({ path }) => path);
}

describe('a folder', () => {
  it('gives its Swift files in order, with forward slashes', async () => {
    for (const path of ['b/C.swift', 'b/a b/ü.swift', 'A.swift', 'swift', 'x.swift.txt']) await write(path);
    expect(await discover()).toEqual(['A.swift', 'b/C.swift', 'b/a b/ü.swift']);
    expect(await discover('b')).toEqual(['C.swift', 'a b/ü.swift']);
    const { sources } = await discoverSources(join(root, 'b'));
    expect(sources[0]!.file).toBe(join(root, 'b', 'C.swift'));
  });

  it('has the Objective-C beside the Swift, but not that of packages', async () => {
    for (const path of ['A.swift', 'a/Session.m', 'a/Bridge.mm', 'a/Keys.h', 'Pods/K/K.m', 'C.c'])
      await write(path);
    expect(await discover()).toEqual(['A.swift', 'a/Bridge.mm', 'a/Keys.h', 'a/Session.m']);
  });

  it('leaves out packages, build products, generated code and hidden folders', async () => {
    const others = [
      'Pods',
      'Carthage',
      'DerivedData',
      '.build',
      'SourcePackages',
      'node_modules',
      'Generated',
      '.git',
    ];
    for (const folder of others) {
      await write(`${folder}/X.swift`);
      await write(`ios/${folder}/deep/X.swift`);
    }
    for (const name of ['R.generated.swift', 'Api.pb.swift', 'Query.graphql.swift']) await write(name);
    await write('ios/PodsHelper/X.swift');
    expect(await discover()).toEqual(['ios/PodsHelper/X.swift']);
    expect(await discover('Pods')).toEqual(['X.swift']);
  });

  it('takes names with the signs of patterns as they are', async () => {
    await write('[a]{b}(c)/*/X!.swift');
    expect(await discover('[a]{b}(c)')).toEqual(['*/X!.swift']);
  });

  it('follows no symbolic links', async () => {
    await write('real/X.swift');
    await symlink(join(root, 'real'), join(root, 'link'));
    await symlink(root, join(root, 'real', 'loop'));
    expect(await discover()).toEqual(['real/X.swift']);
  });
});

describe('.gitignore', () => {
  it('is followed, also a nested one, whose word is the last', async () => {
    await write('.gitignore', 'build/\n*.tmp.swift\n/Top.swift\n');
    await write('ios/.gitignore', '!Kept.tmp.swift\nLocal.swift\n');
    for (const path of ['Top.swift', 'a.tmp.swift', 'build/X.swift', 'ios/build/X.swift']) await write(path);
    for (const path of ['ios/Top.swift', 'ios/Kept.tmp.swift', 'ios/b.tmp.swift', 'ios/Local.swift'])
      await write(path);
    await write('Local.swift');
    expect(await discover()).toEqual(['Local.swift', 'ios/Kept.tmp.swift', 'ios/Top.swift']);
  });

  it('cannot bring back what is in an ignored folder', async () => {
    await write('.gitignore', 'out/\n!out/X.swift\n');
    await write('out/.gitignore', '!X.swift\n');
    await write('out/X.swift');
    expect(await discover()).toEqual([]);
  });

  it('counts above the folder too, as far as the repository goes', async () => {
    await write('.gitignore', 'Outside.swift\n');
    await write('repository/.gitignore', 'Secret.swift\n/ios/Anchored.swift\n');
    await mkdir(join(root, 'repository', '.git'));
    for (const name of ['Outside', 'Secret', 'Anchored', 'X']) await write(`repository/ios/${name}.swift`);
    expect(await discover('repository/ios')).toEqual(['Outside.swift', 'X.swift']);
  });

  it('above the folder counts for nothing without a repository', async () => {
    await write('.gitignore', '*.swift\n');
    await write('ios/X.swift');
    expect(await discover('ios')).toEqual(['X.swift']);
  });

  it('does not hide a folder that was asked for', async () => {
    await mkdir(join(root, '.git'));
    await write('.gitignore', 'build/\n');
    await write('build/ios/X.swift');
    expect(await discover()).toEqual([]);
    expect(await discover('build/ios')).toEqual(['X.swift']);
  });
});

it('a folder that is not there is a problem with a reason', async () => {
  const { sources, problems } = await discoverSources(join(root, 'missing'));
  expect(sources).toEqual([]);
  expect(problems).toEqual([{ file: join(root, 'missing'), reason: 'no such file or folder' }]);
});

describe('the text of a file', () => {
  it.each([
    ['UTF-8', Buffer.from('let ü = "🔑"'), 'let ü = "🔑"'],
    ['without its byte order mark', Buffer.from('\ufefflet a = 1'), 'let a = 1'],
    ['UTF-16, little end first', Buffer.from('\ufefflet ü', 'utf16le'), 'let ü'],
    ['UTF-16, big end first', Buffer.from('\ufefflet ü', 'utf16le').swap16(), 'let ü'],
    ['with bytes that are no UTF-8', Buffer.from([0x61, 0xff, 0x62]), 'a\ufffdb'],
    ['with the line ends it has', Buffer.from('a\r\nb\n'), 'a\r\nb\n'],
    ['none', Buffer.from(''), ''],
  ])('%s', async (_, bytes, text) => {
    expect(await readSource(await write('X.swift', bytes))).toEqual({ text });
  });

  it('is not read from binary and from huge files', async () => {
    expect(await readSource(await write('X.swift', Buffer.from([1, 2, 0, 3])))).toEqual({
      skipped: 'a binary file',
    });
    const most = Buffer.alloc(LARGEST_SOURCE, ' ');
    expect(await readSource(await write('X.swift', most))).toHaveProperty('text');
    const more = Buffer.alloc(LARGEST_SOURCE + 1, ' ');
    expect(await readSource(await write('X.swift', more))).toEqual({ skipped: 'larger than 2 MB' });
  });

  it('cannot be read from what is no file', async () => {
    await expect(readSource(root)).rejects.toThrow('not a regular file');
    await expect(readSource(join(root, 'missing.swift'))).rejects.toThrow('ENOENT');
  });
});

describe('TypeScript and JavaScript', () => {
  const APP = JSON.stringify({ dependencies: { 'react-native': '0.85.0' } });
  const WEB = JSON.stringify({ dependencies: { react: '19.0.0', 'expo-server-sdk': '5.0.0' } });

  it('are those of an app for phones, by the nearest package.json that names dependencies', async () => {
    await write('apps/mobile/package.json', APP);
    await write('apps/web/package.json', WEB);
    await write('apps/mobile/src/package.json', '{ "type": "module" }');
    for (const app of ['mobile', 'web'])
      for (const name of ['a.ts', 'b.tsx', 'c.js', 'd.jsx', 'e.mjs', 'f.cjs', 'g.mts', 'h.cts'])
        await write(`apps/${app}/src/${name}`);
    const names = ['a.ts', 'b.tsx', 'c.js', 'd.jsx', 'e.mjs', 'f.cjs', 'g.mts', 'h.cts'];
    expect(await discover()).toEqual(names.map((name) => `apps/mobile/src/${name}`));
  });

  describe('of packages that depend on nothing for phones', () => {
    const AUTH = JSON.stringify({ name: '@acme/auth', dependencies: { axios: '1.0.0' } });

    async function monorepo(app: object, workspaces?: readonly string[]): Promise<void> {
      await write('package.json', JSON.stringify({ devDependencies: { turbo: '2.0.0' }, workspaces }));
      await write('apps/mobile/package.json', JSON.stringify({ dependencies: { expo: '54.0.0', ...app } }));
      await write('apps/web/package.json', WEB);
      await write('packages/auth/package.json', AUTH);
      await write('packages/base/package.json', '{ "name": "@acme/base" }');
      await write(
        'packages/server/package.json',
        JSON.stringify({ name: 'server', dependencies: { pg: '8' } }),
      );
      for (const folder of ['apps/mobile', 'apps/web', 'packages/auth', 'packages/base', 'packages/server'])
        await write(`${folder}/src/a.ts`);
    }

    it.each(['workspace:*', '^1.0.0', '*'])(
      'are where an app of the workspace uses them: %s',
      async (version) => {
        await monorepo({ '@acme/auth': version }, ['apps/*', 'packages/*']);
        expect(await discover()).toEqual(['apps/mobile/src/a.ts', 'packages/auth/src/a.ts']);
        expect(await discover('packages/auth')).toEqual(['src/a.ts']);
      },
    );

    it('are where what an app uses needs them', async () => {
      await monorepo({ '@acme/auth': 'workspace:^' });
      await write(
        'pnpm-workspace.yaml',
        `packages:\n  # all\n  - 'apps/*'\n  - "packages/*"\ncatalog:\n  - x\n`,
      );
      const auth = { name: '@acme/auth', dependencies: { '@acme/base': 'workspace:*' } };
      await write('packages/auth/package.json', JSON.stringify(auth));
      expect(await discover()).toEqual([
        'apps/mobile/src/a.ts',
        'packages/auth/src/a.ts',
        'packages/base/src/a.ts',
      ]);
    });

    it('are where an app names their place', async () => {
      await monorepo({ auth: 'file:../../packages/auth' });
      await write('.git/HEAD');
      const paths = { '@base/*': ['../packages/base/src/*'] };
      await write(
        'apps/mobile/tsconfig.json',
        `{ // of the app\n  "compilerOptions": { "baseUrl": "..", "paths": ${JSON.stringify(paths)} } }`,
      );
      expect(await discover()).toEqual([
        'apps/mobile/src/a.ts',
        'packages/auth/src/a.ts',
        'packages/base/src/a.ts',
      ]);
    });

    it('are none where only others use them', async () => {
      await monorepo({}, ['apps/*', 'packages/*']);
      const web = { dependencies: { react: '19.0.0', '@acme/auth': '*' } };
      await write('apps/web/package.json', JSON.stringify(web));
      expect(await discover()).toEqual(['apps/mobile/src/a.ts']);
    });

    it('are none where the workspace leaves the app out', async () => {
      await monorepo({ '@acme/auth': '*' }, ['packages/*', 'apps/*', '!apps/mobile']);
      expect(await discover()).toEqual(['apps/mobile/src/a.ts']);
    });
  });

  it('leave out declarations, packed and generated code, tests, stories and build products', async () => {
    await write('package.json', APP);
    const others = ['a.d.ts', 'a.min.js', 'a.test.ts', 'a.spec.tsx', 'a.stories.tsx', 'a.generated.ts'];
    for (const name of others) await write(`src/${name}`);
    for (const folder of [
      'dist',
      'build',
      'ios/build',
      '.expo',
      '__tests__',
      '__mocks__',
      'e2e',
      '.storybook',
    ])
      await write(`${folder}/a.ts`);
    await write('src/a.ts');
    expect(await discover()).toEqual(['src/a.ts']);
  });

  it('are all or none when that is asked for', async () => {
    await write('package.json', WEB);
    await write('a.ts');
    await write('B.swift');
    const found = async (typescript: 'on' | 'off'): Promise<readonly string[]> =>
      (await discoverSources(root, { typescript })).sources.map(({ path }) => path);
    expect(await discover()).toEqual(['B.swift']);
    expect(await found('on')).toEqual(['B.swift', 'a.ts']);
    expect(await found('off')).toEqual(['B.swift']);
  });

  it('are left alone without a package.json, and with one that is broken', async () => {
    await write('a.ts');
    await write('broken/package.json', '{');
    await write('broken/b.ts');
    expect(await discover()).toEqual([]);
  });
});
