import { NO_NAMES, type OwnNames } from '../knowledge/own-names.js';

/** What of a project's policy decides about the facts of a text. */
export interface Reading {
  readonly names: OwnNames;
  /** The project wants the text looked at, even if it is a test. */
  readonly included: boolean;
}

export const PLAIN_READING: Reading = { names: NO_NAMES, included: false };

/** The same text for readings that give the same facts; empty for the plain one. */
export function readingKey({ names, included }: Reading): string {
  return names === NO_NAMES && !included ? '' : JSON.stringify([names, included]);
}
