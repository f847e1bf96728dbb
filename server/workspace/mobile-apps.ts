import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isMobilePackage } from '../knowledge/mobile-packages.js';
import { languageOf } from '../language.js';

/** Whether TypeScript and JavaScript are analysed: where they are part of an app for phones, always, or never. */
export type TypeScriptMode = 'auto' | 'on' | 'off';

/**
 * Tells the TypeScript of apps for phones from that of web sites and servers. The nearest package.json decides that
 * names any dependencies, so the packages of a monorepo are told apart. What was read is kept.
 */
export class MobileApps {
  private readonly folders = new Map<string, Promise<boolean>>();

  /** Whether a file is to be analysed. Swift always is. @param file absolute */
  async wants(file: string, mode: TypeScriptMode): Promise<boolean> {
    if (languageOf(file) === 'swift' || mode === 'on') return true;
    return mode === 'auto' && this.holds(dirname(file));
  }

  /** Whether a folder belongs to an app for phones. @param folder absolute */
  holds(folder: string): Promise<boolean> {
    let known = this.folders.get(folder);
    if (!known) this.folders.set(folder, (known = this.look(folder)));
    return known;
  }

  /** What was read counts no more: a package.json has changed. */
  forget(): void {
    this.folders.clear();
  }

  private async look(folder: string): Promise<boolean> {
    const names = await dependenciesIn(join(folder, 'package.json'));
    if (names) return names.some(isMobilePackage);
    const above = dirname(folder);
    return above !== folder && this.holds(above);
  }
}

/** The packages that a package.json depends on; undefined when it is not there, broken, or names none. */
async function dependenciesIn(file: string): Promise<readonly string[] | undefined> {
  try {
    const content: unknown = JSON.parse(await readFile(file, 'utf8'));
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
