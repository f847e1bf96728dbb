import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isMobilePackage, SECURE_PACKAGES, type SecurePackage } from '../knowledge/mobile-packages.js';
import { languageOf } from '../language.js';

/** Whether TypeScript and JavaScript are analysed: where they are part of an app for phones, always, or never. */
export type TypeScriptMode = 'auto' | 'on' | 'off';

/** What the package.json of a file says of the project. */
interface Manifest {
  readonly isMobile: boolean;
  readonly securePackages: readonly SecurePackage[];
}

const NO_MANIFEST: Manifest = { isMobile: false, securePackages: [] };

/**
 * Tells the TypeScript of apps for phones from that of web sites and servers, and what such an app keeps credentials
 * with. The nearest package.json decides that names any dependencies, so the packages of a monorepo are told apart.
 * What was read is kept.
 */
export class MobileApps {
  private readonly folders = new Map<string, Manifest>();

  /** Whether a file is to be read. Swift and Objective-C always are. @param file absolute */
  wants(file: string, mode: TypeScriptMode): boolean {
    if (languageOf(file) === 'swift' || mode === 'on') return true;
    return mode === 'auto' && this.manifestOf(dirname(file)).isMobile;
  }

  /** What the project of a file depends on to keep credentials in; nothing for Swift. @param file absolute */
  securePackages(file: string): readonly SecurePackage[] {
    return languageOf(file) === 'swift' ? [] : this.manifestOf(dirname(file)).securePackages;
  }

  /** What was read counts no more: a package.json has changed. */
  forget(): void {
    this.folders.clear();
  }

  private manifestOf(folder: string): Manifest {
    let known = this.folders.get(folder);
    if (!known) this.folders.set(folder, (known = this.look(folder)));
    return known;
  }

  private look(folder: string): Manifest {
    const names = dependenciesIn(join(folder, 'package.json'));
    if (names)
      return {
        isMobile: names.some(isMobilePackage),
        securePackages: SECURE_PACKAGES.filter((name) => names.includes(name)),
      };
    const above = dirname(folder);
    return above === folder ? NO_MANIFEST : this.manifestOf(above);
  }
}

/** The packages that a package.json depends on; undefined when it is not there, broken, or names none. */
function dependenciesIn(file: string): readonly string[] | undefined {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const lists = ['dependencies', 'devDependencies', 'peerDependencies'].map((name) =>
      member(content, name),
    );
    const names = lists.flatMap((list) => (isObject(list) ? Object.keys(list) : []));
    return names.length > 0 ? names : undefined;
  } catch {
    return undefined;
  }
}

function member(value: unknown, name: string): unknown {
  return isObject(value) ? Reflect.get(value, name) : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
