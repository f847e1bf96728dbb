import type { SecurePackage } from '../knowledge/mobile-packages.js';
import { NO_NAMES, type OwnNames } from '../knowledge/own-names.js';

/** What of a project, its policy above all, decides about the facts of a text. */
export interface Reading {
  readonly names: OwnNames;
  /** The project wants the text looked at, even if it is a test. */
  readonly included: boolean;
  /** What the project of a TypeScript file depends on to keep credentials in. */
  readonly securePackages: readonly SecurePackage[];
}

export const PLAIN_READING: Reading = { names: NO_NAMES, included: false, securePackages: [] };

/** The same text for readings that give the same facts; empty for the plain one. */
export function readingKey({ names, included, securePackages }: Reading): string {
  const isPlain = names === NO_NAMES && !included && securePackages.length === 0;
  return isPlain ? '' : JSON.stringify([names, included, securePackages]);
}
