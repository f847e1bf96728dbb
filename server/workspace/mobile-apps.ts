import { dirname, join } from 'node:path';
import { isMobilePackage, SECURE_PACKAGES, type SecurePackage } from '../knowledge/mobile-packages.js';
import { languageOf } from '../language.js';
import { LocalPackages } from './local-packages.js';
import { readManifest } from './manifest.js';

/** Whether TypeScript and JavaScript are analysed: where they are part of an app for phones, always, or never. */
export type TypeScriptMode = 'auto' | 'on' | 'off';

/** What the package.json of a file says of the project. */
interface Project {
  readonly isMobile: boolean;
  readonly securePackages: readonly SecurePackage[];
}

const NO_PROJECT: Project = { isMobile: false, securePackages: [] };

/**
 * Tells the TypeScript of apps for phones from that of web sites and servers, and what such an app keeps credentials
 * with. The nearest package.json decides that names any dependencies, so the packages of a monorepo are told apart; one
 * that names none for phones belongs to an app that uses it. What was read is kept.
 */
export class MobileApps {
  private readonly folders = new Map<string, Project>();
  private readonly packages = new LocalPackages();

  /** Whether a file is to be read. Swift and Objective-C always are. @param file absolute */
  wants(file: string, mode: TypeScriptMode): boolean {
    if (languageOf(file) === 'swift' || mode === 'on') return true;
    return mode === 'auto' && this.projectOf(dirname(file)).isMobile;
  }

  /** What the project of a file depends on to keep credentials in; nothing for Swift. @param file absolute */
  securePackages(file: string): readonly SecurePackage[] {
    return languageOf(file) === 'swift' ? [] : this.projectOf(dirname(file)).securePackages;
  }

  /** What was read counts no more: a package.json has changed. */
  forget(): void {
    this.folders.clear();
    this.packages.forget();
  }

  private projectOf(folder: string): Project {
    let known = this.folders.get(folder);
    if (!known) this.folders.set(folder, (known = this.look(folder)));
    return known;
  }

  private look(folder: string): Project {
    const manifest = readManifest(join(folder, 'package.json'));
    const names = [...(manifest?.dependencies.keys() ?? [])];
    const isMobile = names.some(isMobilePackage) || (manifest !== undefined && this.packages.isOfApp(folder));
    if (isMobile || names.length > 0)
      return { isMobile, securePackages: SECURE_PACKAGES.filter((name) => names.includes(name)) };
    const above = dirname(folder);
    return above === folder ? NO_PROJECT : this.projectOf(above);
  }
}
