import { lstatSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { policyOf } from './effective.js';
import { DEFAULT_POLICY, type Policy } from './policy.js';
import type { PolicyProblem } from './problem.js';
import { LONGEST_POLICY, type PolicyReading, readPolicy } from './read.js';
import { POLICY_FILE, type PolicyContent } from './schema.js';
import { FileScope, type Membership } from './scope.js';

/** The policy that holds at a place. */
export interface PolicyInForce {
  /** The same object as long as nothing is decided differently. */
  readonly policy: Policy;
  /** The file that it comes from, absolute; undefined where there is none, so that the defaults hold. */
  readonly file?: string;
  /** What that file says, as far as it is valid. */
  readonly content: PolicyContent;
  readonly problems: readonly PolicyProblem[];
  /** The file cannot be read as it is; what holds is what it said before. */
  readonly broken: boolean;
}

const NONE: PolicyInForce = { policy: DEFAULT_POLICY, content: {}, problems: [], broken: false };

/** A policy file that has been looked for. */
interface KnownFile {
  /** undefined: it is not there. */
  readonly text: string | undefined;
  readonly inForce: PolicyInForce | undefined;
}

/**
 * The policy files of a project. The one nearest to a file decides for it: in its own folder, or in one above, up to
 * the root. Files are read once, when first asked for; whoever sees one change says so.
 */
export class Policies {
  private readonly files = new Map<string, KnownFile>();
  /** Texts in an editor, which count instead of those on disk. */
  private readonly edited = new Map<string, string>();
  private readonly scopes = new WeakMap<Policy, FileScope>();

  /** @param log takes a line for people; it never holds what a file says */
  constructor(private readonly log: (message: string) => void) {}

  /**
   * The policy for what is in a folder.
   * @param folder absolute
   * @param root the folder of the project, absolute; what lies above or elsewhere does not count
   */
  at(folder: string, root: string): PolicyInForce {
    for (const each of foldersUpTo(folder, root)) {
      const { inForce } = this.known(join(each, POLICY_FILE), root);
      if (inForce) return inForce;
    }
    return NONE;
  }

  /**
   * What the policy for a file says of it.
   * @param file absolute
   */
  membership(file: string, root: string): Membership {
    const { policy, file: from } = this.at(dirname(file), root);
    if (from === undefined) return 'default';
    const scope = this.scopes.get(policy) ?? new FileScope(policy.files);
    this.scopes.set(policy, scope);
    return scope.of(relative(dirname(from), file).split(sep).join('/'));
  }

  /** The text of a policy file, as it is edited or on disk; undefined when there is none. */
  textOf(file: string, root: string): string | undefined {
    return this.known(file, root).text;
  }

  /** Takes a text that is being edited. Returns whether anything is decided differently. */
  edit(file: string, text: string, root: string): boolean {
    this.edited.set(file, text);
    return this.renew(file, root);
  }

  /** What is on disk counts again. */
  release(file: string, root: string): boolean {
    return this.edited.delete(file) && this.renew(file, root);
  }

  /** Something happened to a file or a folder on disk. Returns the policy files that are different now. */
  changed(path: string, root: string): readonly string[] {
    const affected = new Set([...this.files.keys()].filter((file) => file === path || isBelow(file, path)));
    if (basename(path) === POLICY_FILE) affected.add(path);
    return [...affected].filter((file) => this.renew(file, root));
  }

  private known(file: string, root: string): KnownFile {
    const known = this.files.get(file);
    if (known) return known;
    this.renew(file, root);
    return this.files.get(file) ?? { text: undefined, inForce: undefined };
  }

  private renew(file: string, root: string): boolean {
    const before = this.files.get(file);
    const text = this.edited.get(file) ?? this.readFrom(file, root);
    if (before && before.text === text) return false;
    const inForce = text === undefined ? undefined : inForceAfter(before?.inForce, file, readPolicy(text));
    if (inForce?.broken && !before?.inForce?.broken)
      this.log(`${file} cannot be read as it is; the last policy that could be read holds.`);
    this.files.set(file, { text, inForce });
    return true;
  }

  private readFrom(file: string, root: string): string | undefined {
    const text = readInside(file, root);
    if (text !== undefined && typeof text !== 'string') {
      this.log(`${file} is left out: ${text.leftOut}.`);
      return undefined;
    }
    return text;
  }
}

/** What cannot be read as a whole leaves the policy as it was. */
function inForceAfter(
  before: PolicyInForce | undefined,
  file: string,
  { content, problems, broken }: PolicyReading,
): PolicyInForce {
  if (broken) {
    const { policy, content: last } = before ?? NONE;
    return { policy, file, content: last, problems, broken };
  }
  // Comments and blanks decide nothing, so they do not have everything judged anew.
  const isSame = before && JSON.stringify(before.content) === JSON.stringify(content);
  return { policy: isSame ? before.policy : policyOf(content), file, content, problems, broken };
}

/** A folder and those above it, up to the root; none for what is not in it. */
function* foldersUpTo(folder: string, root: string): Generator<string> {
  if (folder !== root && !isBelow(folder, root)) return;
  for (let each = folder; ; each = dirname(each)) {
    yield each;
    if (each === root || each === dirname(each)) return;
  }
}

function isBelow(path: string, folder: string): boolean {
  const inside = relative(folder, path);
  return inside !== '' && inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside);
}

/** Whether there is a folder at a path. */
export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** undefined: it is not there. A link may not lead out of the project, whose files nobody else decides about. */
function readInside(file: string, root: string): string | { readonly leftOut: string } | undefined {
  try {
    // Nearly every folder has none, and an exception costs ten times the question.
    const found = lstatSync(file, { throwIfNoEntry: false });
    if (!found) return undefined;
    if (found.isSymbolicLink() && !isBelow(realpathSync(file), realpathSync(root)))
      return { leftOut: 'it is a link that leads out of the project' };
    const status = lstatSync(realpathSync(file));
    if (!status.isFile()) return { leftOut: 'it is not a regular file' };
    // A character takes at most three bytes per UTF-16 unit.
    if (status.size > LONGEST_POLICY * 3) return { leftOut: 'it is too large' };
    return readFileSync(file, 'utf8').replace(/^\ufeff/, '');
  } catch (error) {
    const code = error instanceof Error ? Reflect.get(error, 'code') : undefined;
    return code === 'ENOENT' || code === 'ENOTDIR' ? undefined : { leftOut: 'it cannot be read' };
  }
}
