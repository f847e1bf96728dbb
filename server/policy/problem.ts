import type { Fix } from '../finding.js';
import type { Span } from '../span.js';

/** Something that is wrong with a policy file; offsets are UTF-16 units. */
export interface PolicyProblem {
  readonly span: Span;
  readonly message: string;
  readonly fixes: readonly Fix[];
}
