import * as fs from 'node:fs';
import { posix, resolve, sep } from 'node:path';
import { glob } from 'tinyglobby';
import { EXTENSIONS, isForeignName, isSourceName, languageOf, READ_EXTENSIONS } from '../language.js';
import type { Membership } from '../policy/scope.js';
import { GitIgnore } from './gitignore.js';
import { MobileApps, type TypeScriptMode } from './mobile-apps.js';
import { reasonOf } from './read-error.js';

/** A file to analyse, or one in Objective-C, to know what the others are about. */
export interface Source {
  /** Absolute, as the operating system writes it. */
  readonly file: string;
  /** What the analysis knows it as: relative to the folder that was asked for, with forward slashes. */
  readonly path: string;
}

/** A file or folder that could not be read. */
export interface ReadProblem {
  /** Absolute. */
  readonly file: string;
  readonly reason: string;
}

export interface Discovery {
  /** In the order of their paths. */
  readonly sources: readonly Source[];
  readonly problems: readonly ReadProblem[];
}

/** What the project itself says of its files. */
export interface ProjectChoice {
  /** @param file absolute */
  membership(file: string): Membership;
  /** Whether a policy at or below the folder wants files looked at that are left out otherwise. */
  reachesFurther(folder: string, policies: readonly string[]): boolean;
}

const NO_CHOICE: ProjectChoice = { membership: () => 'default', reachesFurther: () => false };

/** What decides which files are looked for. */
export interface DiscoveryOptions {
  /** Whether TypeScript is looked for, and which of it. */
  readonly typescript?: TypeScriptMode;
  readonly apps?: MobileApps;
  readonly choice?: ProjectChoice;
}

/** The project's decisions about its own files. */
const POLICY_NAME = 'sessionlint.json';

const SCRIPTS = EXTENSIONS.filter((extension) => extension !== 'swift');

/** Folders of other people's code, build products and generated code. */
const EXCLUDED_FOLDERS: readonly string[] = [
  'Pods',
  'Carthage',
  'DerivedData',
  'SourcePackages',
  'node_modules',
  'generated',
  'Generated',
  '__generated__',
];

/** The same for TypeScript and JavaScript, with tests and what only they use. */
const WITHOUT_SCRIPTS: readonly string[] = [
  'dist',
  'build',
  'coverage',
  'e2e',
  '__tests__',
  '__mocks__',
  'vendor',
  'public',
  'www',
];

/** Declarations, packed code, generated code, tests and stories. */
const NO_OWN_SCRIPT = /\.(d|min|bundle|chunk|generated|gen|pb|test|spec|stories|story|e2e)\.\w+$/;

const EXCLUDED = [
  '**/.*/**',
  ...EXCLUDED_FOLDERS.map((folder) => `**/${folder}/**`),
  '**/*.{generated,pb,grpc,graphql}.swift',
];

const EXCLUDED_SCRIPTS = WITHOUT_SCRIPTS.map((folder) => `**/${folder}/**/*.{${SCRIPTS.join(',')}}`);

/** Whether a script, told by its place, is one that people of the project wrote for the app. */
function isOwnScript(path: string): boolean {
  return !NO_OWN_SCRIPT.test(path) && !path.split('/').some((part) => WITHOUT_SCRIPTS.includes(part));
}

/**
 * Whether what has come to a path may bring sources with it: a source file, or a folder, which is told by its
 * name alone. What .gitignore says is left open, and whether a script is part of an app for phones.
 * @param path relative to the folder that is looked through, with forward slashes
 */
export function mayHoldSources(path: string): boolean {
  const parts = path.split('/');
  if (parts.some((part) => part.startsWith('.') || EXCLUDED_FOLDERS.includes(part))) return false;
  const name = parts.at(-1) ?? '';
  if (name.endsWith('.swift') || isForeignName(name)) return true;
  return isSourceName(name) ? isOwnScript(path) : !/\.\w{1,5}$/.test(name);
}

/**
 * Finds the source files below a folder that are the project's own: what .gitignore names is left out, and so
 * are packages, build products, generated code, hidden folders and symbolic links; of TypeScript and JavaScript also
 * tests, and whatever is no part of an app for phones. All as far as the project says nothing else.
 */
export async function discoverSources(
  folder: string,
  { typescript = 'auto', apps = new MobileApps(), choice = NO_CHOICE }: DiscoveryOptions = {},
): Promise<Discovery> {
  const problems: ReadProblem[] = [];
  const found = await find(folder, typescript, [...EXCLUDED, ...EXCLUDED_SCRIPTS], problems);
  const gitignores = found.filter((path) => /(^|\/)\.gitignore$/.test(path));
  const root = resolve(folder);
  const rules = await GitIgnore.read(
    root,
    gitignores.map((path) => sourceIn(root, path).file),
  );
  const own = found
    .filter(isRead)
    .map((path) => sourceIn(root, path))
    .filter(({ file, path }) => {
      const membership = choice.membership(file);
      if (membership !== 'default') return membership === 'in';
      return (languageOf(path) !== 'typescript' || isOwnScript(path)) && !rules.ignores(file);
    });
  const policies = found.filter((path) => posix.basename(path) === POLICY_NAME);
  const further = choice.reachesFurther(
    root,
    policies.map((path) => sourceIn(root, path).file),
  )
    ? await leftOutAndWanted(folder, typescript, new Set(found), choice)
    : [];
  const candidates = [...own, ...further].toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return { sources: candidates.filter(({ file }) => apps.wants(file, typescript)), problems };
}

/** Files in packages and the like that the project wants looked at all the same. */
async function leftOutAndWanted(
  folder: string,
  typescript: TypeScriptMode,
  known: ReadonlySet<string>,
  choice: ProjectChoice,
): Promise<readonly Source[]> {
  const found = await find(folder, typescript, ['**/.git/**'], []);
  return found
    .filter((path) => isRead(path) && !known.has(path))
    .map((path) => sourceIn(resolve(folder), path))
    .filter(({ file }) => choice.membership(file) === 'in');
}

function find(
  folder: string,
  typescript: TypeScriptMode,
  ignore: readonly string[],
  problems: ReadProblem[],
): Promise<string[]> {
  const extensions = READ_EXTENSIONS.filter((one) => typescript !== 'off' || !SCRIPTS.includes(one));
  return glob([`**/*.{${extensions.join(',')}}`, '**/.gitignore', `**/${POLICY_NAME}`], {
    cwd: folder,
    dot: true,
    expandDirectories: false,
    followSymbolicLinks: false,
    ignore: [...ignore],
    fs: { ...fs, readdir: reportingReaddir(problems) },
  });
}

function isRead(path: string): boolean {
  return isSourceName(path) || isForeignName(path);
}

/**
 * @param folder absolute
 * @param path as the walk writes it, without a `..` in it: joining thousands of them is to cost nothing
 */
function sourceIn(folder: string, path: string): Source {
  const inside = path.split('/').join(sep);
  return { file: folder.endsWith(sep) ? `${folder}${inside}` : `${folder}${sep}${inside}`, path };
}

/** The walk passes over folders that it cannot read; the user is to know of them. */
function reportingReaddir(problems: ReadProblem[]): typeof fs.readdir {
  const readdir = (path: string, options: { withFileTypes: true }, done: ReaddirDone): void =>
    fs.readdir(path, options, (error, entries) => {
      if (error) problems.push({ file: withoutEnd(resolve(path)), reason: reasonOf(error) });
      done(error, entries);
    });
  return readdir as typeof fs.readdir;
}

type ReaddirDone = (error: NodeJS.ErrnoException | null, entries: fs.Dirent[]) => void;

function withoutEnd(path: string): string {
  return path.length > 1 && path.endsWith(sep) ? path.slice(0, -1) : path;
}
