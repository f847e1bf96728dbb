import type { Span } from './span.js';

/** How loud a finding is; `off` never leaves the rules. */
export type Severity = 'error' | 'warning' | 'information';

/** A replacement of a stretch of the analysed text. */
export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}

/**
 * A repair. *safe* keeps what the code does apart from the fault and may run on save; *review* changes
 * behaviour in ways a person has to look at.
 */
export interface Fix {
  readonly title: string;
  readonly safety: 'safe' | 'review';
  /** The repair that most people want; at most one of a finding. */
  readonly preferred?: boolean;
  /** A person has to fill in what it leaves open; the finding stays until then. */
  readonly isDraft?: boolean;
  readonly edits: readonly TextEdit[];
  /** What it writes down in the policy that holds for the text, instead of changing the text. */
  readonly policy?: readonly PolicyChange[];
}

/** One change of a policy file: the value at a path of members, or its removal. */
export interface PolicyChange {
  readonly path: readonly (string | number)[];
  /** Any value of JSON; undefined removes what is there. */
  readonly value?: unknown;
}

/** Another place that a finding speaks of. */
export interface Related {
  /** The file it is in, as facts name it; undefined for the analysed text itself. */
  readonly path?: string;
  readonly span: Span;
  readonly message: string;
}

/** One thing a rule has to say about a text. Its message and fixes never hold a secret's value. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly span: Span;
  readonly related: readonly Related[];
  readonly fixes: readonly Fix[];
  readonly deprecated: boolean;
}
