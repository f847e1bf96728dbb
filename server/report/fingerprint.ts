import { createHash } from 'node:crypto';
import type { Finding } from '../finding.js';
import type { Lines } from '../lines.js';
import { slice } from '../span.js';
import { redact } from './redact.js';

const LENGTH = 16;

/**
 * What a finding is known by from run to run: its rule and the code of its line, whatever stands above it and however
 * it is indented. Two findings of a rule on equal lines have the same fingerprint. No secret can be guessed from it,
 * since the line is taken without its secrets.
 */
export function fingerprintOf({ rule, span }: Finding, text: string, lines: Lines): string {
  const line = slice(text, lines.spanOf(lines.lineAt(span.start)));
  const code = redact(line).replace(/\s+/g, ' ').trim();
  return createHash('sha256').update(`${rule}\n${code}`).digest('hex').slice(0, LENGTH);
}

/** Numbers findings of the same fingerprint from 1 on, in the order in which they are asked for. */
export class Occurrences {
  private readonly counts = new Map<string, number>();

  next(fingerprint: string): number {
    const count = (this.counts.get(fingerprint) ?? 0) + 1;
    this.counts.set(fingerprint, count);
    return count;
  }
}
