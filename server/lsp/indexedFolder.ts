import { join, relative } from 'node:path';
import { URI } from 'vscode-uri';
import { discoverSources, type Source } from '../workspace/discover.js';
import { type FileEvent, planFor } from '../workspace/index-changes.js';
import { FolderIndex } from '../workspace/index-folder.js';
import { readFacts } from '../workspace/index-reader.js';
import type { MobileApps, TypeScriptMode } from '../workspace/mobile-apps.js';
import { describeFailure } from './failure.js';
import { uriBelow } from './paths.js';
import type { ProjectPolicies } from './projectPolicies.js';
import { type Reading, readingKey } from '../facts/reading.js';
import type { TextAnalyzer } from './openDocument.js';
import type { Progress } from './progress.js';

/** Events are taken in together when so much time has passed since the first of them (milliseconds). */
const GATHERING = 100;

/** As many files as this take a while, so the user is told. */
const MANY_FILES = 100;

/** What the index of a folder needs of the server. */
export interface IndexHost {
  /** The analysis core; undefined when it cannot be had. */
  analyzer(): Promise<TextAnalyzer | undefined>;
  /** The core with the grammar of a text at a path; undefined when there is none. */
  analyzerFor(path: string): Promise<TextAnalyzer | undefined>;
  /** Whether a folder is to be indexed. */
  wanted(folder: string): Promise<boolean>;
  /** Whether the TypeScript of a folder is to be indexed. */
  typescript(folder: string): Promise<TypeScriptMode>;
  progress(): Promise<Progress | undefined>;
  /** Told when documents may be judged differently. */
  changed(): void;
  /** Takes a line for the log; it never holds source text. */
  log(message: string): void;
}

/**
 * - `off`: not wanted, or there is no grammar yet;
 * - `reading`: not complete yet, so nothing is judged by it;
 * - `ready`: kept up to date;
 * - `cancelled`: the user did not want to wait.
 */
type State = 'off' | 'reading' | 'ready' | 'cancelled' | 'closed';

/** A workspace folder and the facts of its files, read in the background and kept up to date. */
export class IndexedFolder {
  readonly index = new FolderIndex();
  private state: State = 'off';
  private decided = false;
  private typescript: TypeScriptMode = 'auto';
  private events: FileEvent[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private work: Promise<void> = Promise.resolve();
  /** Why files and folders are not in the index, by path. */
  private readonly leftOut = new Map<string, string>();
  /** What the facts of each file were read by. */
  private readonly readBy = new Map<string, string>();

  /** @param inside the paths of workspace folders in this one, whose files are theirs */
  constructor(
    readonly uri: string,
    readonly inside: readonly string[],
    private readonly host: IndexHost,
    private readonly apps: MobileApps,
    private readonly policies: Pick<ProjectPolicies, 'for' | 'membership' | 'choice'>,
  ) {}

  /** Whether documents are judged by what is indexed. */
  get ready(): boolean {
    return this.state === 'ready';
  }

  /** How far the reading is, as a person would say. */
  get progress(): 'off' | 'reading' | 'ready' {
    if (this.state === 'ready') return 'ready';
    return this.state === 'reading' || !this.decided ? 'reading' : 'off';
  }

  /** Begins or ends the indexing, as settings have it. What was cancelled stays so until it was off. */
  configure(): void {
    this.enqueue(async () => {
      const analyzer = await this.host.analyzer();
      const wanted = analyzer !== undefined && (await this.host.wanted(this.uri));
      this.decided = true;
      const before = this.typescript;
      this.typescript = await this.host.typescript(this.uri);
      if (wanted && this.state === 'off') await this.readAll();
      else if (this.typescript !== before) await this.catchUp(true);
      if (!wanted) this.turnOff();
    });
  }

  /** Takes in what happened to files below this folder, a little later and all at once. */
  note(events: readonly FileEvent[]): void {
    this.events.push(...events);
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.enqueue(() => this.catchUp());
    }, GATHERING);
  }

  /**
   * Policies decide which files there are, and what the names in them mean; so what is not in the index, or was read
   * by other names, is read.
   */
  policiesChanged(): void {
    this.enqueue(async () => {
      const analyzer = await this.host.analyzer();
      if (this.state !== 'ready' || !analyzer) return;
      const sources = await this.discover();
      const there = new Set(sources.map(({ path }) => path));
      const gone = this.index.paths.filter((path) => !there.has(path));
      const toRead = sources.filter(({ path }) => this.isOutdated(path));
      if (toRead.length === 0 && gone.length === 0) return;
      await this.read(toRead, gone, undefined);
      this.host.changed();
    });
  }

  /** Whether a file is not in the index, or was read by what counts no more. */
  private isOutdated(path: string): boolean {
    return !this.index.has(path) || this.readBy.get(path) !== readingKey(this.readingOf(path));
  }

  private readingOf(path: string): Reading {
    const uri = uriBelow(this.uri, path);
    return {
      names: this.policies.for(uri).policy.names,
      included: this.policies.membership(uri) === 'in',
      securePackages: this.apps.securePackages(this.source(path).file),
    };
  }

  close(): void {
    this.state = 'closed';
    clearTimeout(this.timer);
  }

  /** One thing after another. */
  private enqueue(act: () => Promise<void>): void {
    this.work = this.work
      .then(() => (this.state === 'closed' ? undefined : act()))
      .catch((error: unknown) => this.host.log(`SessionLint, indexing: ${describeFailure(error)}`));
  }

  private turnOff(): void {
    if (this.state === 'off') return this.host.changed();
    this.state = 'off';
    this.index.refresh([], this.index.paths);
    this.leftOut.clear();
    this.host.changed();
  }

  private async readAll(): Promise<void> {
    this.state = 'reading';
    this.events = [];
    const progress = await this.host.progress();
    try {
      await this.read(await this.discover(), [], progress);
    } finally {
      progress?.done();
    }
    // Whoever cancelled or closed has said so in the meantime.
    if (this.state === 'reading') this.state = 'ready';
    this.host.changed();
  }

  /** @param lookAround whether there may be other files than before, whatever was told */
  private async catchUp(lookAround = false): Promise<void> {
    const analyzer = await this.host.analyzer();
    const events = this.events.splice(0);
    if (this.state !== 'ready' || !analyzer) return;
    const told = planFor(events, [...this.index.paths, ...this.leftOut.keys()]);
    const plan = { ...told, lookAround: told.lookAround || lookAround };
    const changed = new Set(plan.changed);
    const sources = plan.lookAround ? await this.discover() : plan.changed.map((path) => this.source(path));
    const toRead = sources.filter(({ path }) => changed.has(path) || this.isOutdated(path));
    const there = plan.lookAround && new Set(sources.map(({ path }) => path));
    const gone = there ? this.index.paths.filter((path) => !there.has(path)) : plan.gone;
    if (toRead.length === 0 && gone.length === 0) return;
    const progress = toRead.length < MANY_FILES ? undefined : await this.host.progress();
    try {
      await this.read(toRead, gone, progress);
    } finally {
      progress?.done();
    }
    this.host.changed();
  }

  /** Reads files into the index, all at once or, when that is cancelled, not at all. */
  private async read(
    sources: readonly Source[],
    gone: readonly string[],
    progress: Progress | undefined,
  ): Promise<void> {
    const failed = new Map<string, string>();
    const files = await readFacts(sources, {
      factsOf: async (path, text) => {
        const analyzer = await this.host.analyzerFor(path);
        if (!analyzer) throw new Error('There is no grammar for it.');
        return analyzer.facts(path, text, this.readingOf(path));
      },
      isOver: () => this.state === 'closed' || progress?.isCancelled() === true,
      progress: (done) => progress?.report(done, sources.length),
      leftOut: ({ path }, reason) => failed.set(path, reason),
    });
    if (progress?.isCancelled()) return this.cancel();
    const read = new Set(files.map(({ path }) => path));
    for (const path of read) this.readBy.set(path, readingKey(this.readingOf(path)));
    for (const path of gone) this.readBy.delete(path);
    const lost = sources.map(({ path }) => path).filter((path) => !read.has(path));
    this.index.refresh(files, [...gone, ...lost]);
    for (const path of [...gone, ...read]) this.leftOut.delete(path);
    for (const [path, reason] of failed) this.leaveOut(path, reason);
  }

  private cancel(): void {
    this.state = 'cancelled';
    this.index.refresh([], this.index.paths);
    this.host.log(
      'Indexing was cancelled. Files are judged one by one until the server is started again or the window is reloaded.',
    );
  }

  private async discover(): Promise<readonly Source[]> {
    const root = URI.parse(this.uri).fsPath;
    const { sources, problems } = await discoverSources(root, {
      typescript: this.typescript,
      apps: this.apps,
      choice: this.policies.choice(this.uri),
    });
    for (const { file, reason } of problems) this.leaveOut(relative(root, file) || '.', reason);
    return sources.filter(({ path }) => !this.inside.some((folder) => path.startsWith(`${folder}/`)));
  }

  private leaveOut(path: string, reason: string): void {
    if (this.leftOut.get(path) !== reason) this.host.log(`${path} is left out: ${reason}`);
    this.leftOut.set(path, reason);
  }

  private source(path: string): Source {
    return { file: join(URI.parse(this.uri).fsPath, ...path.split('/')), path };
  }
}
