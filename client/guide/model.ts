// What the server answers about the decision guide, as far as the sidebar shows it.

/** Answer to `sessionlint/guide`. */
export interface Guide {
  readonly trees: readonly Tree[];
  readonly never: readonly NeverRow[];
  readonly tables: readonly Table[];
}

export interface Tree {
  readonly id: string;
  readonly title: string;
  readonly question: string;
  readonly intro: string;
  readonly choice: 'each' | 'one' | 'checklist';
  readonly branches: readonly Branch[];
  readonly trap: { readonly title: string; readonly text: string; readonly entry: string };
}

export interface Branch {
  readonly id: string;
  readonly title?: string;
  readonly leaves: readonly Leaf[];
}

export interface Entry {
  readonly id: string;
  readonly rules: readonly string[];
  readonly snippets: readonly string[];
  readonly sources: readonly { readonly title: string; readonly url: string }[];
}

export interface Leaf extends Entry {
  readonly situation: string;
  readonly answer: string;
  readonly what: string;
  readonly why: string;
  readonly how: readonly string[];
  readonly follows: readonly string[];
  readonly spellings: readonly { readonly api: string; readonly code: string }[];
  readonly policy: readonly PolicyEntry[];
  readonly options?: Options;
  readonly item?: string;
}

export type PolicyValue = string | number | boolean | readonly string[];

export interface PolicyEntry {
  readonly path: readonly string[];
  readonly value: PolicyValue;
}

export interface Options {
  readonly path: readonly string[];
  readonly label: string;
  readonly recommended: string;
  readonly values: readonly { readonly value: string; readonly title: string; readonly note: string }[];
}

export interface NeverRow extends Entry {
  readonly title: string;
  readonly wrong: string;
  readonly right: string;
  readonly why: string;
}

export interface Table {
  readonly id: string;
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly id: string;
    readonly cells: readonly string[];
    readonly entry?: string;
  }[];
}

export type Severity = 'error' | 'warning' | 'information';

/** What is known of one entry in the workspace. */
export interface EntryState {
  readonly findings: number;
  readonly worst?: Severity;
  readonly facts: number;
  /** How the answer stands in `sessionlint.json`. */
  readonly standing?: { readonly state: 'chosen' | 'default' | 'other'; readonly value?: PolicyValue };
  readonly option?: string;
  /** What the ways out of the session do about it. */
  readonly item?: 'cleared' | 'missed' | 'unused' | 'unknown' | 'noSignOut';
}

/** Answer to `sessionlint/guideState`. */
export interface GuideState {
  readonly workspace: 'none' | 'off' | 'reading' | 'ready';
  readonly folder?: string;
  readonly policy: {
    readonly state: 'missing' | 'ok' | 'broken';
    readonly uri?: string;
    readonly problem?: string;
  };
  readonly entries: Readonly<Record<string, EntryState>>;
}

/** One answer to `sessionlint/places`. */
export interface Place {
  readonly uri: string;
  readonly range: {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
  };
  readonly path: string;
  readonly title: string;
  readonly rule?: string;
  readonly severity?: Severity;
}

export type ServerHealth = 'starting' | 'running' | 'stopped';

/** From the extension to the page. */
export type ToPage =
  | { readonly type: 'guide'; readonly guide: Guide }
  | { readonly type: 'state'; readonly state: GuideState }
  | { readonly type: 'server'; readonly health: ServerHealth }
  /** Opens an entry and puts the focus on it. */
  | { readonly type: 'reveal'; readonly id: string }
  /** Puts the focus where one begins to read. */
  | { readonly type: 'focus' }
  /** Says something to whoever listens to a screen reader. */
  | { readonly type: 'say'; readonly text: string };
