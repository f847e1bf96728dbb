import { dirname, join } from 'node:path';
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import { contentOf } from '../policy/effective.js';
import type { PolicyChange } from '../finding.js';
import { changedPolicy, policyEdits } from '../policy/edit.js';
import { isFolder, Policies, type PolicyInForce } from '../policy/policies.js';
import { POLICY_FILE } from '../policy/schema.js';
import type { Membership } from '../policy/scope.js';
import type { ProjectChoice } from '../workspace/discover.js';
import { applyChanges } from './changes.js';
import { innermost } from './paths.js';
import { editsOf, rangeOf } from './positions.js';
import type { PolicyAnswer, PolicyEditAnswer } from './protocol.js';

/** A policy, and where its file is for the client. */
export interface PlacedPolicy extends PolicyInForce {
  readonly uri?: string;
}

/** The policies of the workspace folders: as they are on disk or, where one is being edited, as it is there. */
export class ProjectPolicies {
  private readonly policies: Policies;
  private readonly documents = new Map<string, TextDocument>();
  private folders: readonly string[] = [];

  /** @param log takes a line for the log; it never holds what a file says */
  constructor(log: (message: string) => void) {
    this.policies = new Policies(log);
  }

  setFolders(uris: readonly string[]): void {
    this.folders = uris.filter(isOnDisk);
  }

  /** The policy for a document or folder. What is nowhere yet is judged as if it were in the first folder. */
  for(uri: string): PolicyInForce {
    const { folder, root } = this.placeOf(uri);
    return this.policies.at(folder, root);
  }

  /** The policy for a document, or for what is in a folder. */
  at(uri: string): PlacedPolicy {
    const inForce = this.for(insideOf(uri));
    return { ...inForce, ...(inForce.file !== undefined && { uri: uriOf(inForce.file) }) };
  }

  /** What the project says of a file: whether it is to be looked at. */
  membership(uri: string): Membership {
    return isOnDisk(uri) ? this.policies.membership(fileOf(uri), this.placeOf(uri).root) : 'default';
  }

  /** What the project says of the files of a workspace folder. */
  choice(folder: string): ProjectChoice {
    const root = fileOf(folder);
    return {
      membership: (file) => this.policies.membership(file, root),
      reachesFurther: (path, files) =>
        [path, ...files.map((file) => dirname(file))].some(
          (each) => this.policies.at(each, root).policy.files.include.length > 0,
        ),
    };
  }

  /** Whether a document is a policy file that is on disk, or may be. */
  isPolicy(uri: string): boolean {
    return isOnDisk(uri) && URI.parse(uri).path.endsWith(`/${POLICY_FILE}`);
  }

  /** A policy file that the client has open. */
  document(uri: string): TextDocument | undefined {
    return this.documents.get(uri);
  }

  get open(): readonly string[] {
    return [...this.documents.keys()];
  }

  /** @returns whether anything is decided differently */
  opened(document: TextDocument): boolean {
    this.documents.set(document.uri, document);
    return this.edit(document);
  }

  edited(uri: string, events: readonly TextDocumentContentChangeEvent[], version: number): boolean {
    const document = this.documents.get(uri);
    if (!document) return false;
    applyChanges(document, events, version);
    return this.edit(document);
  }

  closed(uri: string): boolean {
    this.documents.delete(uri);
    return this.policies.release(fileOf(uri), this.placeOf(uri).root);
  }

  /** Something happened to a file or folder on disk. @returns the policy files that are different now */
  changed(uri: string): readonly string[] {
    if (!isOnDisk(uri)) return [];
    return this.policies.changed(fileOf(uri), this.placeOf(uri).root).map((file) => uriOf(file));
  }

  /** What holds for a document or folder, as the client is told. */
  answer(asked: string): PolicyAnswer {
    const { policy, content, problems, broken, file } = this.for(insideOf(asked));
    const document = file === undefined ? undefined : this.textDocument(uriOf(file));
    const text = document ?? TextDocument.create('', 'jsonc', 0, '');
    return {
      policy: contentOf(policy),
      written: content,
      uri: file === undefined ? null : (document?.uri ?? uriOf(file)),
      broken,
      problems: problems.map(({ span, message }) => ({ range: rangeOf(text, span), message })),
    };
  }

  /**
   * How to change the policy for a document or folder: the file that holds there, else a new one at the top of the
   * workspace folder.
   * @throws {UnreadablePolicyError} when the file is broken
   */
  edits(asked: string, changes: readonly PolicyChange[]): PolicyEditAnswer {
    const uri = insideOf(asked);
    const { root } = this.placeOf(uri);
    const target = uriOf(this.for(uri).file ?? join(root, POLICY_FILE));
    const document = this.textDocument(target);
    if (!document) return { uri: target, exists: false, text: changedPolicy('', changes) };
    const edits = editsOf(document, policyEdits(document.getText(), changes));
    return {
      uri: document.uri,
      exists: true,
      edits,
      version: this.documents.has(document.uri) ? document.version : null,
    };
  }

  /** A policy file as it is in the editor, else on disk. */
  private textDocument(uri: string): TextDocument | undefined {
    const open = this.openAt(uri);
    if (open) return open;
    const text = this.policies.textOf(fileOf(uri), this.placeOf(uri).root);
    return text === undefined ? undefined : TextDocument.create(uri, 'jsonc', 0, text);
  }

  /** Clients write one file's address in several ways. */
  private openAt(uri: string): TextDocument | undefined {
    const file = fileOf(uri);
    return [...this.documents.values()].find((document) => fileOf(document.uri) === file);
  }

  private edit(document: TextDocument): boolean {
    return this.policies.edit(fileOf(document.uri), document.getText(), this.placeOf(document.uri).root);
  }

  private placeOf(uri: string): { readonly folder: string; readonly root: string } {
    const [first] = this.folders;
    if (!isOnDisk(uri)) {
      const folder = first === undefined ? fileOf('file:///') : fileOf(first);
      return { folder, root: folder };
    }
    const project = innermost(uri, this.folders);
    const folder = dirname(fileOf(uri));
    return { folder, root: project === undefined ? folder : fileOf(project) };
  }
}

/** A document, or what would be the policy file of a folder: it lies where what is asked for does. */
function insideOf(uri: string): string {
  return isOnDisk(uri) && isFolder(fileOf(uri)) ? uriOf(join(fileOf(uri), POLICY_FILE)) : uri;
}

function isOnDisk(uri: string): boolean {
  return URI.parse(uri).scheme === 'file';
}

function fileOf(uri: string): string {
  const path = URI.parse(uri).fsPath;
  return path.length > 1 ? path.replace(/[/\\]$/, '') : path;
}

function uriOf(file: string): string {
  return URI.file(file).toString();
}
