import type { CredentialKind } from '../credentials.js';
import type { LogoutItem } from '../decisions.js';

/**
 * The decisions that the session code of an app comes down to, as data: four trees, what must never be done, and
 * tables to look things up in. Texts are plain sentences; `backticks` mark code.
 */
export interface Guide {
  readonly trees: readonly GuideTree[];
  readonly never: readonly NeverRow[];
  readonly tables: readonly GuideTable[];
}

export type TreeId = 'storage' | 'refresh' | 'sessions' | 'logout';

/** A question with its answers. */
export interface GuideTree {
  readonly id: TreeId;
  readonly title: string;
  readonly question: string;
  /** What to know before answering. */
  readonly intro: string;
  /**
   * - `each`: every answer is a decision of its own, so all of them hold at once;
   * - `one`: a project takes one of the answers;
   * - `checklist`: things to do, each of which is done or not.
   */
  readonly choice: 'each' | 'one' | 'checklist';
  readonly branches: readonly GuideBranch[];
  /** The mistake that people make here. */
  readonly trap: GuideTrap;
}

/** Answers that belong together. A tree without a second question has one branch without a title. */
export interface GuideBranch {
  readonly id: string;
  readonly title?: string;
  readonly leaves: readonly GuideLeaf[];
}

export interface GuideTrap {
  readonly title: string;
  readonly text: string;
  /** The entry of the guide that says what to do instead. */
  readonly entry: string;
}

/** What the rules, the policy and the snippets know of an entry. */
export interface GuideEntry {
  /** `tree/answer`, `never/what`: commands and links name an entry by it. */
  readonly id: string;
  /** The rules that find code which does otherwise. */
  readonly rules: readonly string[];
  /** The snippets that do it. */
  readonly snippets: readonly string[];
  readonly sources: readonly Source[];
}

export interface GuideLeaf extends GuideEntry {
  /** When it applies: what one looks for. */
  readonly situation: string;
  /** The answer in a few words. */
  readonly answer: string;
  readonly what: string;
  readonly why: string;
  readonly how: readonly string[];
  /** What else has to be true then. */
  readonly follows: readonly string[];
  /** The answer as each API spells it. */
  readonly spellings: readonly Spelling[];
  /** What `sessionlint.json` says when a project takes this answer. */
  readonly policy: readonly PolicyEntry[];
  /** Other values that a project may write instead of the recommended one. */
  readonly options?: PolicyOptions;
  /** The kind of credential it is about; its findings and facts are those of that kind. */
  readonly kind?: CredentialKind;
  /** What a sign-out has to reach for the item to count as cleared. */
  readonly item?: LogoutItem;
}

export interface PolicyEntry {
  /** The members from the top of `sessionlint.json` to the value. */
  readonly path: readonly string[];
  readonly value: PolicyValue;
}

export type PolicyValue = string | number | boolean | readonly string[];

/** The values that one place in the policy can have. */
export interface PolicyOptions {
  readonly path: readonly string[];
  readonly label: string;
  /** The value to take when nothing speaks against it. */
  readonly recommended: string;
  readonly values: readonly PolicyOption[];
}

export interface PolicyOption {
  readonly value: string;
  readonly title: string;
  readonly note: string;
}

export interface Spelling {
  readonly api: string;
  readonly code: string;
}

export interface Source {
  readonly title: string;
  readonly url: string;
}

/** A thing that must not be done, beside what to do instead. */
export interface NeverRow extends GuideEntry {
  readonly title: string;
  readonly wrong: string;
  readonly right: string;
  readonly why: string;
}

export interface GuideTable {
  readonly id: string;
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly GuideTableRow[];
}

export interface GuideTableRow {
  readonly id: string;
  readonly cells: readonly string[];
  /** The entry of the guide that says more. */
  readonly entry?: string;
}
