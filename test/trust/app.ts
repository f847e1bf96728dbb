import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { judge } from '../../server/analysis.js';
import type { FileFacts } from '../../server/facts/model.js';
import { PLAIN_READING, type Reading } from '../../server/facts/reading.js';
import type { Finding } from '../../server/finding.js';
import { DEFAULT_POLICY } from '../../server/policy/policy.js';
import { discoverSources } from '../../server/workspace/discover.js';
import { comparePaths } from '../../server/workspace/index-names.js';
import { MobileApps } from '../../server/workspace/mobile-apps.js';
import { Program } from '../../server/workspace/program.js';
import { readSourceNow } from '../../server/workspace/source.js';
import { analyzer } from '../rules/analyzer.js';
import { corpus } from './figures.js';
import { SAMPLE_APP } from './material.js';

/** A file of an app, as the product reads it. */
interface AppFile {
  readonly path: string;
  readonly text: string;
  readonly reading: Reading;
}

/** All files of one app as the command line tool reads them, any of which can be tried with another text. */
export class App {
  private readonly files = new Map<string, AppFile>();
  private readonly facts = new Map<string, FileFacts>();
  private whole: Program | undefined;
  private readonly known = new Map<string, readonly Finding[]>();

  private constructor(readonly name: string) {}

  static async in(folder: string): Promise<App> {
    const app = new App(basename(folder));
    const apps = new MobileApps();
    const { sources } = await discoverSources(folder, { apps });
    for (const { file, path } of sources) {
      const read = readSourceNow(file);
      if (!('text' in read)) continue;
      const reading = { ...PLAIN_READING, securePackages: apps.securePackages(file) };
      const facts = analyzer.facts(path, read.text, reading);
      if (!facts) continue;
      app.files.set(path, { path, text: read.text, reading });
      app.facts.set(path, facts);
    }
    return app;
  }

  /** The files with something in them that concerns a rule. */
  get paths(): readonly string[] {
    return [...this.files.keys()];
  }

  textOf(path: string): string {
    return this.fileAt(path).text;
  }

  findings(path: string): readonly Finding[] {
    const facts = this.facts.get(path);
    if (!facts) return [];
    let found = this.known.get(path);
    if (!found) {
      this.whole ??= this.programWith();
      found = judge(facts, DEFAULT_POLICY, this.whole);
      this.known.set(path, found);
    }
    return found;
  }

  /** What would be found in a file, were its text another. */
  findingsWith(path: string, text: string): readonly Finding[] {
    const facts = analyzer.facts(path, text, this.fileAt(path).reading);
    return facts ? judge(facts, DEFAULT_POLICY, this.programWith(facts)) : [];
  }

  /** Gives a file another text for good. */
  replace(path: string, text: string): void {
    const file = { ...this.fileAt(path), text };
    this.files.set(path, file);
    const facts = analyzer.facts(path, text, file.reading);
    if (facts) this.facts.set(path, facts);
    else this.facts.delete(path);
    this.whole = undefined;
    this.known.clear();
  }

  private fileAt(path: string): AppFile {
    const file = this.files.get(path);
    if (!file) throw new Error(`There is no ${path} in ${this.name}.`);
    return file;
  }

  private programWith(changed?: FileFacts): Program {
    const others = [...this.facts.values()].filter(({ path }) => path !== changed?.path);
    return new Program([...others, ...(changed ? [changed] : [])].toSorted(comparePaths));
  }
}

/** A folder that is no checkout itself holds checkouts, each an app of its own. */
function appFolders(folder: string): readonly string[] {
  if (existsSync(join(folder, '.git'))) return [folder];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => join(folder, name));
}

/** The apps to try everything on: the sample app, and those that were given for this run. */
export const APP_FOLDERS: readonly string[] = [
  SAMPLE_APP,
  ...(corpus === undefined ? [] : appFolders(corpus)),
];
