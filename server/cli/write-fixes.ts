import { writeReasonOf } from '../workspace/read-error.js';
import { replaceSource } from '../workspace/replace-file.js';
import type { FixedText } from './fix.js';

/** What became of a file that was to be fixed. */
export interface WrittenFix {
  readonly file: string;
  readonly text: FixedText;
  /** Why it was left as it is. */
  readonly failure?: string;
}

/**
 * Writes fixed texts to their files, each wholly or not at all. One that cannot be written does not keep the others
 * from being fixed.
 */
export function writeFixes(fixed: ReadonlyMap<string, FixedText>): readonly WrittenFix[] {
  return Array.from(fixed, ([file, text]) => {
    const failure = write(file, text);
    return { file, text, ...(failure !== undefined && { failure }) };
  });
}

function write(file: string, { before, after }: FixedText): string | undefined {
  try {
    return replaceSource(file, before, after);
  } catch (error) {
    return writeReasonOf(error);
  }
}

/** `2 × keychain/always-accessible, 1 × logging/credential-logged`. */
export function fixedRules(rules: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const rule of rules) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return Array.from(counts, ([rule, count]) => `${count} × ${rule}`).join(', ');
}
