import type { FileFacts } from '../facts/model.js';
import type { Severity } from '../finding.js';
import type { Span } from '../span.js';

/** A place in the code that an entry of the guide is about. */
export interface GuidePlace {
  readonly file: FileFacts;
  readonly span: Span;
  /** What is there, in a sentence; it never holds a secret's value. */
  readonly title: string;
  /** The finding's rule and severity; a place without them is a fact, and no fault. */
  readonly finding?: { readonly rule: string; readonly severity: Severity };
}
