import { readFileSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import * as v from 'valibot';
import type { Finding } from '../finding.js';
import { Lines } from '../lines.js';
import { fingerprintOf } from '../report/fingerprint.js';
import { reasonOf, writeReasonOf } from '../workspace/read-error.js';
import { replaceFile } from '../workspace/replace-file.js';

const ENTRY = v.object({
  path: v.string(),
  rule: v.string(),
  fingerprint: v.string(),
  count: v.pipe(v.number(), v.integer(), v.minValue(1)),
});
const FILE = v.object({ version: v.literal(1), findings: v.array(ENTRY) });

/** So many findings of a rule on lines of equal code, in one file. */
type Entry = v.InferOutput<typeof ENTRY>;

/** A baseline that cannot be used; the message is for the user. */
export class BaselineError extends Error {}

/**
 * Findings that were there before and are to be hidden, by file, rule and the code of their lines. As many findings
 * are hidden as are counted; another one on equal code shows.
 */
export class Baseline {
  /** How many findings it has hidden. */
  hidden = 0;
  private readonly left = new Map<string, Entry>();
  private readonly found = new Map<string, Entry>();
  private readonly folder: string;

  private constructor(
    private readonly file: string,
    entries: readonly Entry[],
  ) {
    this.folder = dirname(file);
    for (const entry of entries) this.left.set(keyOf(entry), { ...entry });
  }

  /**
   * @param mayBeMissing there need be no file yet
   * @throws {BaselineError} when the file cannot be read, or is no baseline
   */
  static read(file: string, mayBeMissing: boolean): Baseline {
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch (error) {
      if (mayBeMissing && (error as NodeJS.ErrnoException).code === 'ENOENT') return new Baseline(file, []);
      throw new BaselineError(reasonOf(error));
    }
    try {
      return new Baseline(file, v.parse(FILE, JSON.parse(text)).findings);
    } catch {
      throw new BaselineError('it is not a baseline of SessionLint');
    }
  }

  /** Splits the findings of one file into those that are new and those that were there before. */
  split(file: string, text: string, findings: readonly Finding[]): { fresh: Finding[]; known: Finding[] } {
    const lines = new Lines(text);
    const path = this.pathOf(file);
    const fresh: Finding[] = [];
    const known: Finding[] = [];
    for (const finding of findings) {
      const fingerprint = fingerprintOf(finding, text, lines);
      const entry: Entry = { path, rule: finding.rule, fingerprint, count: 1 };
      const counted = this.found.get(keyOf(entry));
      if (counted) counted.count += 1;
      else this.found.set(keyOf(entry), entry);
      const left = this.left.get(keyOf(entry));
      if (left && left.count > 0) {
        left.count -= 1;
        known.push(finding);
      } else fresh.push(finding);
    }
    this.hidden += known.length;
    return { fresh, known };
  }

  /**
   * The entries of files that were judged, or are gone, for which there are no findings any more.
   * @param isCovered whether this run would have come across a file
   */
  obsolete(isCovered: (file: string) => boolean): readonly Entry[] {
    return [...this.left.values()].filter(({ path, count }) => count > 0 && isCovered(this.fileOf(path)));
  }

  /**
   * Writes what was found instead. Entries of files that this run did not come across stay.
   * @returns how many findings the file now names
   * @throws {BaselineError} when it cannot be written
   */
  update(isCovered: (file: string) => boolean): number {
    const others = [...this.left.values()].filter(({ path }) => !isCovered(this.fileOf(path)));
    const entries = [...others.filter(({ count }) => count > 0), ...this.found.values()].toSorted(inOrder);
    try {
      replaceFile(this.file, `${JSON.stringify({ version: 1, findings: entries }, null, 2)}\n`);
    } catch (error) {
      throw new BaselineError(writeReasonOf(error));
    }
    return entries.reduce((sum, { count }) => sum + count, 0);
  }

  /** Paths are relative to the baseline, so that it means the same wherever the tool is started. */
  private pathOf(file: string): string {
    const path = relative(this.folder, file);
    return (isAbsolute(path) ? file : path).split(sep).join('/');
  }

  private fileOf(path: string): string {
    return resolve(this.folder, path);
  }
}

function keyOf({ path, rule, fingerprint }: Entry): string {
  return JSON.stringify([path, rule, fingerprint]);
}

function inOrder(a: Entry, b: Entry): number {
  const [one, other] = [keyOf(a), keyOf(b)];
  return one < other ? -1 : one > other ? 1 : 0;
}
