import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** The patterns of one .gitignore, which speak of what is below its folder. */
interface IgnoreFile {
  /** Absolute. */
  readonly folder: string;
  readonly patterns: Ignore;
}

/** Decides as git does which files below a folder are ignored. */
export class GitIgnore {
  private readonly folders = new Map<string, boolean>();

  private constructor(
    private readonly root: string,
    /** The innermost first: what it says wins. */
    private readonly files: readonly IgnoreFile[],
  ) {}

  /**
   * Reads .gitignore files.
   * @param root the folder that is looked through; it is never ignored itself, since somebody asked for it
   * @param below the .gitignore files in it and below it, absolute
   */
  static async read(root: string, below: readonly string[]): Promise<GitIgnore> {
    const above = await Promise.all(ancestorsInRepository(root).map(readIgnoreFile));
    const own = await Promise.all(below.map((file) => readIgnoreFile(dirname(file))));
    const outer = above.filter((file) => file !== undefined);
    const rules = new GitIgnore(dirname(root), outer.toSorted(innermostFirst));
    const applicable = rules.ignoresFolder(root) ? [] : outer;
    const all = [...applicable, ...own.filter((file) => file !== undefined)];
    return new GitIgnore(root, all.toSorted(innermostFirst));
  }

  /** Whether a file below the root is ignored, itself or one of its folders. */
  ignores(file: string): boolean {
    return this.ignoresFolder(dirname(file)) || this.decide(file, false);
  }

  /** What is in an ignored folder stays ignored, whatever the patterns in it say. */
  private ignoresFolder(folder: string): boolean {
    if (folder === this.root || folder === dirname(folder)) return false;
    const known = this.folders.get(folder);
    if (known !== undefined) return known;
    const ignored = this.ignoresFolder(dirname(folder)) || this.decide(folder, true);
    this.folders.set(folder, ignored);
    return ignored;
  }

  private decide(path: string, isFolder: boolean): boolean {
    for (const { folder, patterns } of this.files) {
      const below = folder.endsWith(sep) ? folder : `${folder}${sep}`;
      if (!path.startsWith(below)) continue;
      const inside = path.slice(below.length).split(sep).join('/');
      const { ignored, unignored } = patterns.test(isFolder ? `${inside}/` : inside);
      if (ignored || unignored) return ignored;
    }
    return false;
  }
}

function innermostFirst(a: IgnoreFile, b: IgnoreFile): number {
  return b.folder.length - a.folder.length;
}

/** The folders above one, up to the root of its repository; none where there is no repository. */
function ancestorsInRepository(folder: string): readonly string[] {
  const above: string[] = [];
  for (let current = folder; ; current = dirname(current)) {
    if (current !== folder) above.push(current);
    if (existsSync(join(current, '.git'))) return above;
    if (basename(current) === '') return [];
  }
}

async function readIgnoreFile(folder: string): Promise<IgnoreFile | undefined> {
  try {
    const text = await readFile(join(folder, '.gitignore'), 'utf8');
    return { folder, patterns: ignore().add(text) };
  } catch {
    return undefined; // There is none, or git could not read it either.
  }
}
