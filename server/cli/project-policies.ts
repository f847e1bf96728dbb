import { dirname, resolve } from 'node:path';
import { Policies, type PolicyInForce } from '../policy/policies.js';
import type { Reading } from '../facts/reading.js';
import { MobileApps } from '../workspace/mobile-apps.js';
import type { ProjectChoice } from '../workspace/discover.js';
import type { Membership } from '../policy/scope.js';
import { isBelow } from './inputs.js';

/** The policies of what a command line names. */
export class NamedPolicies implements ProjectChoice {
  private readonly policies: Policies;
  private readonly apps = new MobileApps();
  private readonly roots: readonly string[];

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
    return this.policies.at(dirname(file), this.rootOf(file));
  }

  /** What of the policy for a file, and of its package.json, its facts depend on; absolute. */
  readingOf(file: string): Reading {
    return {
      names: this.for(file).policy.names,
      included: this.membership(file) === 'in',
      securePackages: this.apps.securePackages(file),
    };
  }

  membership(file: string): Membership {
    return this.policies.membership(file, this.rootOf(file));
  }

  reachesFurther(folder: string, policies: readonly string[]): boolean {
    const above = this.policies.at(folder, this.rootOf(`${folder}/x`));
    return [above, ...policies.map((file) => this.for(file))].some(
      ({ policy }) => policy.files.include.length > 0,
    );
  }

  /** The text of a policy file that is there. */
  textOf(file: string): string {
    return this.policies.textOf(file, this.rootOf(file)) ?? '';
  }

  private rootOf(file: string): string {
    if (isBelow(file, this.cwd)) return this.cwd;
    const named = this.roots.filter((root) => root !== file && isBelow(file, root));
    return named.toSorted((a, b) => a.length - b.length)[0] ?? dirname(file);
  }
}
