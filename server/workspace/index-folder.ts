import type { FileFacts } from '../facts/model.js';
import type { StoreUse } from '../facts/storage/storage-model.js';
import { comparePaths, Declarations, declareTheSame } from './index-names.js';
import { Program } from './program.js';

/** What a file on disk came to; undefined facts: nothing in it concerns any rule. */
export interface IndexedFile {
  readonly path: string;
  readonly facts: FileFacts | undefined;
}

/** The facts of all files of one folder: as they are on disk or, where one is being edited, as it is there. */
export class FolderIndex {
  private readonly onDisk = new Map<string, FileFacts | undefined>();
  private readonly edited = new Map<string, FileFacts>();
  private readonly declared = Declarations.of([]);
  private resolved = new WeakMap<FileFacts, readonly StoreUse[]>();
  private current: Program | undefined;

  /** The paths of the files on disk. */
  get paths(): readonly string[] {
    return [...this.onDisk.keys()];
  }

  has(path: string): boolean {
    return this.onDisk.has(path);
  }

  /** The facts that a file is known by. */
  facts(path: string): FileFacts | undefined {
    return this.onDisk.has(path) ? (this.edited.get(path) ?? this.onDisk.get(path)) : undefined;
  }

  /** All files put together; the same one until something changes. */
  get program(): Program {
    this.current ??= new Program(this.files(), this.declared, this.resolved);
    return this.current;
  }

  /** All files, one of them as it would be with these facts; undefined when there is no such file. */
  programWith(facts: FileFacts): Program | undefined {
    if (!this.has(facts.path)) return undefined;
    const before = this.facts(facts.path);
    const files = [...this.files().filter((file) => file !== before), facts].toSorted(comparePaths);
    const resolved = declareTheSame(before, facts) ? this.resolved : undefined;
    return new Program(files, this.declared.with(before, facts), resolved);
  }

  /** Takes in what was read from disk, and forgets the files that are gone. */
  refresh(read: Iterable<IndexedFile>, gone: Iterable<string>): void {
    for (const { path, facts } of read) this.change(path, () => this.onDisk.set(path, facts));
    for (const path of gone) this.change(path, () => this.onDisk.delete(path));
  }

  /** Takes in the facts of a file as it is being edited. Returns whether they are new. */
  edit(facts: FileFacts): boolean {
    const { path } = facts;
    if (this.edited.get(path) === facts) return false;
    this.change(path, () => this.edited.set(path, facts));
    return true;
  }

  /** A file is edited no more; what is on disk counts again. */
  release(path: string): void {
    this.change(path, () => this.edited.delete(path));
  }

  private change(path: string, act: () => void): void {
    const before = this.facts(path);
    act();
    const after = this.facts(path);
    if (before === after) return;
    this.declared.replace(before, after);
    if (!declareTheSame(before, after)) this.resolved = new WeakMap();
    this.current = undefined;
  }

  private files(): readonly FileFacts[] {
    const files = this.paths.map((path) => this.facts(path)).filter((facts) => facts !== undefined);
    return files.toSorted(comparePaths);
  }
}
