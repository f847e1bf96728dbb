import { FileChangeType, type FileEvent as WatchedEvent } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import { ALONE, type Surroundings } from '../analysis.js';
import type { FileFacts } from '../facts/model.js';
import { languageOf } from '../language.js';
import type { SecurePackage } from '../knowledge/mobile-packages.js';
import type { PolicyInForce } from '../policy/policies.js';
import type { Membership } from '../policy/scope.js';
import type { FileEvent } from '../workspace/index-changes.js';
import { MobileApps } from '../workspace/mobile-apps.js';
import type { Program } from '../workspace/program.js';
import { IndexedFolder, type IndexHost } from './indexedFolder.js';
import type { ProjectPolicies } from './projectPolicies.js';
import { innermost, nameOf, pathBelow, uriBelow } from './paths.js';

/** What an open document is judged by. */
export interface DocumentSurroundings {
  /** Other files get to know what the document holds. */
  readonly live: Surroundings;
  /** The same, for a text that is only tried out. */
  readonly trial: Surroundings;
}

/** A workspace folder and the facts of its files. */
export interface FolderProgram {
  readonly uri: string;
  /** False until all its files have been read. */
  readonly ready: boolean;
  readonly program: Program;
}

/** What is known of the files around a document. */
export interface Surrounded {
  /** `none`: no folder is open; `off`: its files are not to be read; `reading`: not all of them are read yet. */
  readonly state: 'none' | 'off' | 'reading' | 'ready';
  /** The name of the folder. */
  readonly name?: string;
  /** All files of the folder, once they are read. */
  readonly program?: Program;
  readonly uriOf: (path: string) => string;
}

/** The other document that a finding speaks of, by the path that facts know it by. */
export type Elsewhere = (path: string) => TextDocument | undefined;

const KINDS: Readonly<Record<FileChangeType, FileEvent['kind']>> = {
  [FileChangeType.Created]: 'created',
  [FileChangeType.Changed]: 'changed',
  [FileChangeType.Deleted]: 'deleted',
};

/**
 * The workspace folders, each with the facts of its files. A folder is a program of its own, as it is for the
 * command line; of folders in each other the inner one has the file.
 */
export class Workspace {
  /** Which TypeScript belongs to apps for phones. */
  readonly apps = new MobileApps();
  private folders: ReadonlyMap<string, IndexedFolder> = new Map();
  private readonly trials = new WeakMap<FileFacts, Program>();

  /** @param policies what documents are judged by at this moment */
  constructor(
    private readonly host: IndexHost,
    private readonly policies: Pick<ProjectPolicies, 'for' | 'membership' | 'choice'>,
  ) {}

  /** Whether any documents are judged by what is indexed. */
  get ready(): boolean {
    return [...this.folders.values()].some((folder) => folder.ready);
  }

  /** The folders with all files of each put together. */
  get programs(): readonly FolderProgram[] {
    return [...this.folders.values()].map((folder) => programIn(folder));
  }

  /** The folder that a document belongs to and is judged in. */
  programOf(uri: string): FolderProgram | undefined {
    const folder = this.folderOf(uri);
    const path = folder && pathBelow(uri, folder.uri);
    return folder && path !== undefined && folder.index.has(path) ? programIn(folder) : undefined;
  }

  setFolders(uris: readonly string[]): void {
    const onDisk = [...new Set(uris)].filter((uri) => URI.parse(uri).scheme === 'file');
    const folders = new Map(onDisk.map((uri) => [uri, this.folderAt(uri, onDisk)]));
    for (const folder of this.folders.values()) if (folders.get(folder.uri) !== folder) folder.close();
    this.folders = folders;
  }

  /** Begins or ends the indexing, as settings have it. */
  configure(): void {
    for (const folder of this.folders.values()) folder.configure();
  }

  /** What the files of the folders are judged by may be different now. */
  policiesChanged(): void {
    for (const folder of this.folders.values()) folder.policiesChanged();
    this.host.changed();
  }

  /** Whether the project does not want a file looked at. */
  leavesOut(uri: string): boolean {
    return this.policies.membership(uri) === 'out';
  }

  dispose(): void {
    for (const folder of this.folders.values()) folder.close();
    this.folders = new Map();
  }

  surroundings(uri: string): DocumentSurroundings {
    const policyFor = (each: string): PolicyInForce => this.policies.for(each);
    const securePackagesOf = (each: string): readonly SecurePackage[] => this.securePackages(each);
    const membershipOf = (each: string): Membership => this.policies.membership(each);
    return {
      live: {
        get policy() {
          return policyFor(uri).policy;
        },
        get included() {
          return membershipOf(uri) === 'in';
        },
        get securePackages() {
          return securePackagesOf(uri);
        },
        place: (facts) => {
          const folder = this.folderOf(uri);
          if (folder?.index.edit(facts)) this.host.changed();
          return folder?.index.has(facts.path) ? folder.index.program : ALONE.place(facts);
        },
      },
      trial: {
        get policy() {
          return policyFor(uri).policy;
        },
        get included() {
          return membershipOf(uri) === 'in';
        },
        get securePackages() {
          return securePackagesOf(uri);
        },
        place: (facts) => {
          const program = this.trials.get(facts) ?? this.folderOf(uri)?.index.programWith(facts);
          if (!program) return ALONE.place(facts);
          this.trials.set(facts, program);
          return program;
        },
      },
    };
  }

  /** What has no place on disk belongs to no project. */
  private securePackages(uri: string): readonly SecurePackage[] {
    const { scheme, fsPath } = URI.parse(uri);
    return scheme === 'file' ? this.apps.securePackages(fsPath) : [];
  }

  /** The folder that holds a document, else the first one. */
  around(uri: string | undefined): Surrounded {
    const [first] = this.folders.values();
    const folder = (uri === undefined ? undefined : this.folderOf(uri)) ?? first;
    if (!folder) return { state: 'none', uriOf: (path) => path };
    return {
      state: folder.progress,
      name: nameOf(folder.uri),
      ...(folder.ready && { program: folder.index.program }),
      uriOf: (path) => uriBelow(folder.uri, path),
    };
  }

  /** Where the findings of a document may point to. */
  elsewhere(uri: string): Elsewhere {
    return (path) => {
      const folder = this.folderOf(uri);
      const text = folder?.index.facts(path)?.text;
      return folder && text !== undefined
        ? TextDocument.create(uriBelow(folder.uri, path), languageOf(path), 0, text)
        : undefined;
    };
  }

  /** A document is open no more: what is on disk counts again. */
  released(uri: string): void {
    const folder = this.folderOf(uri);
    const path = folder && pathBelow(uri, folder.uri);
    if (path === undefined) return;
    folder?.index.release(path);
    folder?.note([{ path, kind: 'changed' }]);
  }

  /**
   * Takes in what the client saw happen to files.
   * @returns whether what is known of apps for phones may be different now
   */
  filesChanged(changes: readonly WatchedEvent[]): boolean {
    const isAboutPackages = changes.some(({ uri }) => uri.endsWith('/package.json'));
    if (isAboutPackages) this.apps.forget();
    const events = new Map<IndexedFolder, FileEvent[]>();
    for (const { uri, type } of changes) {
      for (const folder of this.folders.values()) {
        const path = pathBelow(uri, folder.uri);
        if (path === undefined) continue;
        const own = events.get(folder) ?? [];
        own.push({ path, kind: KINDS[type] });
        events.set(folder, own);
      }
    }
    for (const [folder, own] of events) folder.note(own);
    return isAboutPackages;
  }

  /** The folder that is there already, unless other folders in it have come or gone. */
  private folderAt(uri: string, all: readonly string[]): IndexedFolder {
    const inside = all.map((other) => pathBelow(other, uri)).filter((path) => path !== undefined);
    const known = this.folders.get(uri);
    const isSame = known?.inside.toSorted().join('\n') === inside.toSorted().join('\n');
    return known && isSame ? known : new IndexedFolder(uri, inside, this.host, this.apps, this.policies);
  }

  private folderOf(uri: string): IndexedFolder | undefined {
    const folder = innermost(uri, [...this.folders.keys()]);
    return folder === undefined ? undefined : this.folders.get(folder);
  }
}

function programIn({ uri, ready, index }: IndexedFolder): FolderProgram {
  return { uri, ready, program: index.program };
}
