import { readFileSync } from 'node:fs';
import { parse } from 'jsonc-parser';

/** What a package.json says, as far as it concerns which packages belong together. */
export interface Manifest {
  readonly name?: string;
  /** What it depends on, with the versions or places that it asks for. */
  readonly dependencies: ReadonlyMap<string, string>;
  /** The patterns of the packages of its workspace; undefined when it is the root of none. */
  readonly workspaces?: readonly string[];
}

/** Reads a package.json; undefined when it is not there, or broken. */
export function readManifest(file: string): Manifest | undefined {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const lists = ['dependencies', 'devDependencies', 'peerDependencies'].map((list) =>
      member(content, list),
    );
    const name = member(content, 'name');
    const workspaces = member(content, 'workspaces');
    const patterns = textsIn(Array.isArray(workspaces) ? workspaces : member(workspaces, 'packages'));
    return {
      ...(typeof name === 'string' && { name }),
      dependencies: new Map(
        lists.flatMap((list) =>
          isObject(list) ? Object.entries(list).map(([key, value]) => [key, String(value)] as const) : [],
        ),
      ),
      ...(patterns && { workspaces: patterns }),
    };
  } catch {
    return undefined;
  }
}

/** The patterns of pnpm-workspace.yaml: the list below `packages:`. Undefined when there is no such file. */
export function readPnpmWorkspace(file: string): readonly string[] | undefined {
  try {
    const [, list = ''] =
      /^packages:[ \t]*\r?\n((?:[ \t]*(?:-.*|#.*)?\r?\n?)*)/m.exec(readFileSync(file, 'utf8')) ?? [];
    return [...list.matchAll(/^[ \t]*-[ \t]*(['"]?)([^'"#\r\n]+?)\1[ \t]*(?:#.*)?$/gm)].flatMap(
      ([, , pattern]) => pattern ?? [],
    );
  } catch {
    return undefined;
  }
}

/** The places that the `paths` of a tsconfig.json lead to, as it writes them; none when it has no such file. */
export function readPathTargets(file: string): readonly string[] {
  try {
    const content: unknown = parse(readFileSync(file, 'utf8'));
    const options = member(content, 'compilerOptions');
    const [base, paths] = [member(options, 'baseUrl'), member(options, 'paths')];
    const targets = isObject(paths) ? Object.values(paths).flatMap((list) => textsIn(list) ?? []) : [];
    return targets.map((target) => (typeof base === 'string' ? `${base}/${target}` : target));
  } catch {
    return [];
  }
}

function textsIn(list: unknown): readonly string[] | undefined {
  return Array.isArray(list) ? list.filter((each) => typeof each === 'string') : undefined;
}

function member(value: unknown, name: string): unknown {
  return isObject(value) ? Reflect.get(value, name) : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
