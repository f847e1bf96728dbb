import type { SuppressedFinding } from '../analysis.js';
import type { Finding } from '../finding.js';

/** A finding that is not to be shown, and why. */
export interface HiddenFinding extends Pick<SuppressedFinding, 'finding'> {
  /** Where it is said that it is hidden: in a comment of the text, or in a file beside it. */
  readonly by: 'comment' | 'baseline';
  readonly reason?: string;
}

/** Another file that a finding speaks of. */
export interface OtherFile {
  readonly path: string;
  readonly text: string;
}

/** What was found in one file. */
export interface FileReport {
  /** As it is shown: relative to the working directory when below it, with forward slashes. */
  readonly path: string;
  /** Absolute, as the operating system writes it. */
  readonly file: string;
  readonly text: string;
  /** In the order of the text. */
  readonly findings: readonly Finding[];
  readonly hidden: readonly HiddenFinding[];
  /** The file that facts name by a path. */
  readonly other: (path: string) => OtherFile | undefined;
}

/** A path that was asked for and could not be analysed. */
export interface PathError {
  readonly path: string;
  readonly message: string;
}

/** What there is to say when all files are done. */
export interface Summary {
  /** How many files were analysed. */
  readonly files: number;
  readonly errors: readonly PathError[];
  /** How many findings the baseline hides; undefined without one. */
  readonly inBaseline?: number;
}

/** Writes a run out. The parts are text to print, in order. */
export interface Reporter {
  /** Takes a file in which there is something. */
  file(report: FileReport): string;
  /** Takes the end of the run. */
  end(summary: Summary): string;
}
