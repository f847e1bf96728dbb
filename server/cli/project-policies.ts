import { dirname, join, resolve } from 'node:path';
import { Policies, type PolicyInForce } from '../policy/policies.js';
import { POLICY_FILE } from '../policy/schema.js';
import type { Reading } from '../facts/reading.js';
import { MobileApps } from '../workspace/mobile-apps.js';
import type { ProjectChoice } from '../workspace/discover.js';
import type { Membership } from '../policy/scope.js';
import { isBelow } from './inputs.js';

/** What holds for all files of a folder. */
interface FolderPolicy {
  /** The folder of their project, absolute. */
  readonly root: string;
  readonly inForce: PolicyInForce;
  /** One for all files of which it is the same, so that threads are told each of them once. */
  readonly readings: Map<string, Reading>;
}

/** The policies of what a command line names. None of them changes during a run, so each folder is asked about once. */
export class NamedPolicies implements ProjectChoice {
  private readonly policies: Policies;
  private readonly apps = new MobileApps();
  private readonly roots: readonly string[];
  private readonly folders = new Map<string, FolderPolicy>();

  /**
   * @param cwd the project of all files below it; a file elsewhere belongs to the folder that was named
   * @param note takes a line for people
   */
  constructor(
    private readonly cwd: string,
    paths: readonly string[],
    note: (line: string) => void,
  ) {
    this.policies = new Policies(note);
    this.roots = paths.map((path) => resolve(cwd, path));
  }

  /** The policy for a file; absolute. */
  for(file: string): PolicyInForce {
    return this.inFolder(dirname(file)).inForce;
  }

  /** What of the policy for a file, and of its package.json, its facts depend on; absolute. */
  readingOf(file: string): Reading {
    const { inForce, readings } = this.inFolder(dirname(file));
    const included = this.membership(file) === 'in';
    const securePackages = this.apps.securePackages(file);
    const key = [included, ...securePackages].join();
    let reading = readings.get(key);
    if (!reading) {
      reading = { names: inForce.policy.names, included, securePackages };
      readings.set(key, reading);
    }
    return reading;
  }

  membership(file: string): Membership {
    const { inForce, root } = this.inFolder(dirname(file));
    return inForce.file === undefined ? 'default' : this.policies.membership(file, root);
  }

  reachesFurther(folder: string, policies: readonly string[]): boolean {
    const above = this.inFolder(folder).inForce;
    return [above, ...policies.map((file) => this.for(file))].some(
      ({ policy }) => policy.files.include.length > 0,
    );
  }

  /** The text of a policy file that is there. */
  textOf(file: string): string {
    return this.policies.textOf(file, this.inFolder(dirname(file)).root) ?? '';
  }

  private inFolder(folder: string): FolderPolicy {
    let known = this.folders.get(folder);
    if (!known) {
      const root = this.rootOf(folder);
      const hasOwn = this.policies.textOf(join(folder, POLICY_FILE), root) !== undefined;
      // The folder above is of the same project, and most likely known.
      const inForce =
        hasOwn || folder === root ? this.policies.at(folder, root) : this.inFolder(dirname(folder)).inForce;
      known = { root, inForce, readings: new Map() };
      this.folders.set(folder, known);
    }
    return known;
  }

  private rootOf(folder: string): string {
    if (isBelow(folder, this.cwd)) return this.cwd;
    const named = this.roots.filter((root) => isBelow(folder, root));
    return named.toSorted((a, b) => a.length - b.length)[0] ?? folder;
  }
}
