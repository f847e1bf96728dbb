import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** What a run of the suites is to take on: `npm run test:trust` asks for the full one. */
export const isFull = process.env.SESSIONLINT_TRUST === 'full';

/** A folder with checkouts of real apps to take on as well. */
export const corpus = process.env.SESSIONLINT_CORPUS;

/** Chooses the count for this run. */
export function scaled(counts: { readonly full: number; readonly short: number }): number {
  return isFull ? counts.full : counts.short;
}

/** Prints a figure for people, and keeps it for the summary that the runner prints at the end. */
export function figure(suite: string, name: string, value: number | string): void {
  const file = process.env.SESSIONLINT_FIGURES;
  if (file === undefined) return;
  mkdirSync(dirname(file), { recursive: true });
  appendFileSync(file, `${JSON.stringify({ suite, name, value })}\n`);
}
