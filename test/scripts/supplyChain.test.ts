import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { notices, NOTICES, shippedPackages } from '../../scripts/docs/notices.mjs';
import { root } from '../../scripts/paths.mjs';

interface Locked {
  readonly version: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
}

interface Lockfile {
  readonly lockfileVersion: number;
  readonly packages: Readonly<Record<string, Locked>>;
}

const lockfile = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lockfile;
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly devDependencies: Readonly<Record<string, string>>;
};
const packages = Object.entries(lockfile.packages).filter(([path]) => path !== '');

describe('Every package in the lockfile', () => {
  it('is there', () => {
    expect(lockfile.lockfileVersion).toBe(3);
    expect(packages.length).toBeGreaterThan(Object.keys(manifest.devDependencies).length);
  });

  it('is held to its content', () => {
    const loose = packages.filter(([, { integrity }]) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? ''));
    expect(loose.map(([path]) => path)).toEqual([]);
  });

  it('comes from wherever the user’s own registry is, and from no other place', () => {
    expect(packages.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
    expect(packages.filter(([, { link }]) => link)).toEqual([]);
  });

  it('runs nothing when it is installed', () => {
    const settings = readFileSync(join(root, '.npmrc'), 'utf8');
    expect(settings).toMatch(/^ignore-scripts=true$/m);
    expect(settings).not.toMatch(/registry\s*=/);
  });
});

describe('What the project asks for', () => {
  it('is one version of each package, and the one that is locked', () => {
    for (const [name, version] of Object.entries(manifest.devDependencies)) {
      expect(lockfile.packages[`node_modules/${name}`]?.version, name).toBe(version);
    }
  });
});

describe('What ships of other people’s', () => {
  it('is listed with its licences', async () => {
    expect(readFileSync(join(root, NOTICES), 'utf8')).toBe(await notices());
  });

  it('has no scripts that an installation would run', async () => {
    const shipped = await shippedPackages();
    expect(shipped).toContain('node_modules/vscode-languageserver');
    expect(shipped).toContain('node_modules/web-tree-sitter');
    const locked = shipped.map((path) => [path, lockfile.packages[path]] as const);
    expect(locked.filter(([, entry]) => entry === undefined)).toEqual([]);
    // The grammars have scripts that build what is not used: they are built here, from their sources.
    const scripted = locked.filter(([, entry]) => entry?.hasInstallScript).map(([path]) => path);
    expect(scripted).toEqual(['node_modules/tree-sitter-swift', 'node_modules/tree-sitter-typescript']);
  });
});

describe('The repository', () => {
  it('holds no program, library or archive that nobody can read', () => {
    const tracked = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).trim().split('\n');
    const opaque = tracked.filter((path) =>
      /\.(wasm|node|so|dylib|dll|exe|jar|zip|tgz|gz|vsix|min\.js)$/.test(path),
    );
    expect(opaque).toEqual([]);
  });
});
