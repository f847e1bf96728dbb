import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Policies } from '../../server/policy/policies.js';
import { LONGEST_POLICY } from '../../server/policy/read.js';

let root: string;
let logged: string[];
let policies: Policies;

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'sessionlint-policies-')));
  logged = [];
  policies = new Policies((line) => logged.push(line));
});

afterEach(() => rm(root, { recursive: true, force: true }));

async function write(path: string, text: string): Promise<string> {
  const file = join(root, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  return file;
}

function modelAt(path: string, top = root): string | undefined {
  return policies.at(join(root, path), top).policy.sessions.model;
}

function withModel(model: string): string {
  return `{ "sessions": { "model": "${model}" } }`;
}

describe('the nearest policy file', () => {
  it('decides, up to the root and no further', async () => {
    await write('sessionlint.json', withModel('single'));
    await write('Apps/One/sessionlint.json', withModel('registry'));
    expect(modelAt('Apps/One/Sources/Deep')).toBe('registry');
    expect(modelAt('Apps/Two')).toBe('single');
    expect(modelAt('Apps/Two', join(root, 'Apps'))).toBeUndefined();
    expect(modelAt('../elsewhere')).toBeUndefined();
  });

  it('is not a folder, not a link out of the project, and not a very large file; which is said', async () => {
    await write('outside/sessionlint.json', withModel('single'));
    await mkdir(join(root, 'app/a/sessionlint.json'), { recursive: true });
    await mkdir(join(root, 'app/b'));
    await symlink(join(root, 'outside/sessionlint.json'), join(root, 'app/b/sessionlint.json'));
    await write('app/c/sessionlint.json', `{}${' '.repeat(LONGEST_POLICY * 3)}`);
    const app = join(root, 'app');
    for (const folder of ['a', 'b', 'c']) expect(modelAt(`app/${folder}`, app)).toBeUndefined();
    expect(logged).toHaveLength(3);
    await write('app/real.json', withModel('multiAccount'));
    await mkdir(join(root, 'app/d'));
    await symlink(join(root, 'app/real.json'), join(root, 'app/d/sessionlint.json'));
    expect(modelAt('app/d', app)).toBe('multiAccount');
  });

  it('stays the same object while nothing is decided differently', async () => {
    const file = await write('sessionlint.json', withModel('single'));
    const { policy } = policies.at(root, root);
    await writeFile(file, `// why\n${withModel('single')}`);
    policies.changed(file, root);
    expect(policies.at(root, root).policy).toBe(policy);
  });

  it('goes with its folder', async () => {
    await write('App/sessionlint.json', withModel('single'));
    expect(modelAt('App')).toBe('single');
    await rm(join(root, 'App'), { recursive: true });
    expect(policies.changed(join(root, 'App'), root)).toEqual([join(root, 'App/sessionlint.json')]);
    expect(modelAt('App')).toBeUndefined();
  });

  it('goes on to hold while it is broken, and is the default when it always was', async () => {
    const file = await write('sessionlint.json', '{ "sessions": ');
    expect(policies.at(root, root)).toMatchObject({ broken: true, policy: { sessions: {} } });
    policies.edit(file, withModel('registry'), root);
    policies.edit(file, `${withModel('single')} oops`, root);
    expect(modelAt('')).toBe('registry');
    expect(logged.length).toBe(2);
  });
});

describe('what a policy says of files', () => {
  it('is told by patterns relative to its own folder', async () => {
    await write(
      'App/sessionlint.json',
      '{ "exclude": ["Legacy", "*.old.swift", "./Gen/**"], "include": ["Legacy/Auth/**", "AppTests"] }',
    );
    const of = (path: string): string => policies.membership(join(root, path), root);
    expect(of('App/Legacy/A.swift')).toBe('out');
    expect(of('App/Legacy/Auth/A.swift')).toBe('in');
    expect(of('App/Sub/Legacy/A.swift')).toBe('out');
    expect(of('App/x/A.old.swift')).toBe('out');
    expect(of('App/Gen/x/A.swift')).toBe('out');
    expect(of('App/AppTests/A.swift')).toBe('in');
    expect(of('App/A.swift')).toBe('default');
    expect(of('Legacy/A.swift')).toBe('default');
  });
});
