import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { globSync } from 'tinyglobby';
import { isMobilePackage } from '../knowledge/mobile-packages.js';
import { readManifest, readPathTargets, readPnpmWorkspace, type Manifest } from './manifest.js';

/** A package of a monorepo. */
interface Package {
  /** Absolute. */
  readonly folder: string;
  readonly manifest: Manifest;
}

/** Where packages lie that no workspace lists: an app reaches them by their paths. */
const NEAR_THE_TOP = ['*', '*/*'];

/**
 * Tells which packages of a monorepo apps for phones are made of, although they depend on nothing for phones
 * themselves. An app brings them in by their names in a workspace, by a path (`file:../auth`), or by the `paths` of its
 * tsconfig.json; they may bring in others. What was read is kept.
 */
export class LocalPackages {
  private readonly used = new Map<string, ReadonlySet<string>>();

  /** Whether an app uses the package of a folder. @param folder absolute */
  isOfApp(folder: string): boolean {
    const root = rootAround(folder);
    if (!root) return false;
    let used = this.used.get(root.folder);
    if (!used) this.used.set(root.folder, (used = usedByApps(packagesBelow(root))));
    return used.has(folder);
  }

  /** What was read counts no more. */
  forget(): void {
    this.used.clear();
  }
}

interface Root {
  readonly folder: string;
  readonly patterns: readonly string[];
}

/** The workspace that a package may belong to, else the repository. */
function rootAround(folder: string): Root | undefined {
  for (let at = dirname(folder); ; at = dirname(at)) {
    const patterns =
      readPnpmWorkspace(join(at, 'pnpm-workspace.yaml')) ??
      readManifest(join(at, 'package.json'))?.workspaces ??
      (existsSync(join(at, '.git')) ? NEAR_THE_TOP : undefined);
    if (patterns) return { folder: at, patterns };
    if (dirname(at) === at) return undefined;
  }
}

function packagesBelow({ folder, patterns }: Root): readonly Package[] {
  const isExcluding = (pattern: string): boolean => pattern.startsWith('!');
  const manifestsOf = (pattern: string): string => `${pattern.replace(/^!|\/+$/g, '')}/package.json`;
  const files = globSync(patterns.filter((pattern) => !isExcluding(pattern)).map(manifestsOf), {
    cwd: folder,
    absolute: true,
    followSymbolicLinks: false,
    expandDirectories: false,
    ignore: ['**/node_modules/**', ...patterns.filter(isExcluding).map(manifestsOf)],
  });
  return files.flatMap((file) => {
    const manifest = readManifest(file);
    return manifest ? [{ folder: resolve(dirname(file)), manifest }] : [];
  });
}

/** The folders of what apps use, and what that uses in turn. */
function usedByApps(packages: readonly Package[]): ReadonlySet<string> {
  const used = new Set<string>();
  const pending = packages.filter(({ manifest }) => [...manifest.dependencies.keys()].some(isMobilePackage));
  for (let next = pending.pop(); next; next = pending.pop()) {
    for (const one of usedBy(next, packages)) {
      if (used.has(one.folder)) continue;
      used.add(one.folder);
      pending.push(one);
    }
  }
  return used;
}

function usedBy({ folder, manifest }: Package, packages: readonly Package[]): readonly Package[] {
  const places = [
    ...[...manifest.dependencies.values()].flatMap(
      (version) => /^(?:file|link|portal):(.+)$/.exec(version)?.[1] ?? [],
    ),
    ...readPathTargets(join(folder, 'tsconfig.json')),
  ].map((place) => resolve(folder, place.replace(/\*.*$/, '')));
  return packages.filter(
    (one) =>
      one.folder !== folder &&
      ((one.manifest.name !== undefined && manifest.dependencies.has(one.manifest.name)) ||
        places.some((place) => isIn(place, one.folder))),
  );
}

function isIn(place: string, folder: string): boolean {
  const path = relative(folder, place);
  return path === '' || (path !== '..' && !path.startsWith(`..${sep}`) && resolve(folder, path) === place);
}
