import type { CredentialKind } from './credentials.js';
import type { OwnNames } from './own-names.js';
import { ownNames } from './vocabulary.js';

/** Runs of words, each with what it means in the project. */
type Meanings = readonly (readonly [run: string, CredentialKind | 'none'])[];

const KNOWN = new WeakMap<OwnNames, Meanings>();

/**
 * What a project says of a name: the kind of credential that it holds, or that it holds `none`; undefined where the
 * project says nothing. A name counts wherever its words stand in another: `sid` in `userSid`.
 */
export function ownMeaning(identifier: string, wordsOf: WordsOf): CredentialKind | 'none' | undefined {
  const meanings = meaningsOf(wordsOf);
  if (meanings.length === 0) return undefined;
  const name = ` ${wordsOf(identifier).join(' ')} `;
  return meanings.find(([run]) => name.includes(run))?.[1];
}

type WordsOf = (identifier: string) => readonly string[];

function meaningsOf(wordsOf: WordsOf): Meanings {
  const names = ownNames();
  const known = KNOWN.get(names);
  if (known) return known;
  const run = (name: string): string => ` ${wordsOf(name).join(' ')} `;
  const none = names.notCredentials.map((name) => [run(name), 'none'] as const);
  const kinds = Object.entries(names.credentials) as [CredentialKind, readonly string[]][];
  const own = kinds.flatMap(([kind, list]) => list.map((name) => [run(name), kind] as const));
  // The longest says most: `seed token` is none where `token` is one.
  const meanings = [...none, ...own]
    .filter(([each]) => each.trim() !== '')
    .toSorted(([a], [b]) => b.length - a.length);
  KNOWN.set(names, meanings);
  return meanings;
}
