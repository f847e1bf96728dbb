import type { Finding } from '../finding.js';

/** What was found in one file. */
export interface FileReport {
  /** As it is shown: relative to the working directory when below it, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** In the order of the text; at least one. */
  readonly findings: readonly Finding[];
}

/** A path that was asked for and could not be analysed. */
export interface PathError {
  readonly path: string;
  readonly message: string;
}

/** Writes a run out. The parts are text to print, in order. */
export interface Reporter {
  /** Takes a file with findings. */
  file(report: FileReport): string;
  /** Takes the end of the run; `files` is how many were analysed. */
  end(files: number, errors: readonly PathError[]): string;
}
