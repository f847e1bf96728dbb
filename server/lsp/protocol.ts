// What the client and the server say to each other beyond the language server protocol: types and nothing else, so
// that the client, which takes them from here, gets nothing of the server.
import type { Location, Range, TextEdit } from 'vscode-languageserver';
import type { EntryStates } from '../guide/state.js';
import type { Severity } from '../finding.js';
import type { PolicyContent } from '../policy/schema.js';
import type { InventoryItem } from '../workspace/inventory.js';

export type { EntryState } from '../guide/state.js';
export type { Severity } from '../finding.js';
export type {
  Guide,
  GuideBranch,
  GuideEntry,
  GuideLeaf,
  GuideTable,
  GuideTree,
  NeverRow,
  PolicyEntry,
  PolicyOptions,
  PolicyValue,
} from '../knowledge/guide/model.js';
export type { Snippet } from '../knowledge/snippets.js';

/** Notification `sessionlint/analysed`: one document was analysed. */
export interface AnalysisReport {
  readonly uri: string;
  /** The version of the document that was analysed. */
  readonly version: number;
  readonly milliseconds: number;
  readonly findings: number;
}

/** Notification `sessionlint/status`: whether the server has all that it needs. */
export interface EngineStatus {
  readonly state: 'ok' | 'degraded';
  readonly message: string;
}

/** A place as the client shows it. */
export interface ShownPlace {
  readonly location: Location;
  /** The function or property it stands in. */
  readonly within?: string;
  /** The path below its folder and the line, for people: `Session/Store.swift:12`. */
  readonly where: string;
  readonly level?: string;
  readonly atSignOut?: boolean;
  readonly wipes?: boolean;
}

/** A credential as the client shows it. */
export interface ShownItem extends Pick<
  InventoryItem,
  'kind' | 'name' | 'storeName' | 'key' | 'clearing' | 'unknown'
> {
  readonly kindName: string;
  readonly levels: readonly string[];
  readonly cleared: string;
  readonly writes: readonly ShownPlace[];
  readonly reads: readonly ShownPlace[];
  readonly clears: readonly ShownPlace[];
  readonly beyond: readonly ShownPlace[];
}

/** Answer to `sessionlint/inventory`: what each workspace folder keeps. */
export interface ShownFolder {
  readonly uri: string;
  /** False while its files are being read. */
  readonly ready: boolean;
  readonly items: readonly ShownItem[];
}

/** Answer to `sessionlint/guideState`. */
export interface GuideStateAnswer {
  /** `none`: no folder; `reading`: its files are not read yet; `ready`; `off`: they are not to be read. */
  readonly workspace: 'none' | 'off' | 'reading' | 'ready';
  readonly folder?: string;
  readonly policy: PolicyState;
  readonly entries: EntryStates;
}

export interface PolicyState {
  readonly state: 'missing' | 'ok' | 'broken';
  readonly uri?: string;
  /** What is wrong with a broken one. */
  readonly problem?: string;
}

/** One answer to `sessionlint/places`. */
export interface PlaceAnswer {
  readonly uri: string;
  readonly range: Range;
  readonly path: string;
  readonly title: string;
  readonly rule?: string;
  readonly severity?: Severity;
}

/** Request `sessionlint/policy`: what holds for a document or folder. */
export interface PolicyParams {
  readonly uri: string;
}

export interface PolicyAnswer {
  /** What holds, in the form of a policy file that leaves out nothing that has a default. */
  readonly policy: PolicyContent;
  /** What the file says itself, as far as it is valid. */
  readonly written: PolicyContent;
  /** The policy file; null where there is none and the defaults hold. */
  readonly uri: string | null;
  /** The file cannot be read as it is; what holds is what it said before. */
  readonly broken: boolean;
  readonly problems: readonly { readonly range: Range; readonly message: string }[];
}

/** Request `sessionlint/policyEdit`: how to change the policy for a document or folder. Nothing is written. */
export interface PolicyEditParams {
  readonly uri: string;
  readonly changes: readonly {
    readonly path: readonly (string | number)[];
    /** Left out, what is there is removed. */
    readonly value?: unknown;
  }[];
}

export interface PolicyEditAnswer {
  /** The policy file, which is to be created when it does not exist. */
  readonly uri: string;
  readonly exists: boolean;
  /** The edits of an existing file. */
  readonly edits?: readonly TextEdit[];
  /** The version that the edits are for; null for a file that is not open. */
  readonly version?: number | null;
  /** The whole text of a new file. */
  readonly text?: string;
}

/** Notification `sessionlint/policyChanged`: policies say something else now, or came or went. */
export interface PolicyChanged {
  /** Of the policy files. */
  readonly uris: readonly string[];
}
