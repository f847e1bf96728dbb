import type { FileFacts } from '../facts/model.js';
import type { StoreUse } from '../facts/storage/storage-model.js';
import { takesAway } from '../knowledge/sign-out.js';
import { type Span, spanOf } from '../span.js';
import { keptItems } from './kept-items.js';
import type { Program } from './program.js';
import type { Placed } from './removals.js';
import { mainSignOut, signOutPaths } from './sign-out.js';

/** A credential that the app writes and, as far as all its files tell, never takes out again. */
export interface KeptCredential {
  readonly write: StoreUse;
  readonly writtenIn: FileFacts;
  /** Where the deletion is missing. */
  readonly file: FileFacts;
  readonly span: Span;
  /** The removal of another item that stands there, as a pattern for the one that is missing. */
  readonly sibling?: StoreUse;
  readonly functionName: string;
}

/** Every file of a program asks for the same answer. */
const KNOWN = new WeakMap<Program, readonly KeptCredential[]>();

/** Credentials without a deletion anywhere, each with the place where one is missing. */
export function keptCredentials(program: Program): readonly KeptCredential[] {
  const known = KNOWN.get(program);
  if (known) return known;
  const kept = keptItems(program)
    .filter(({ clearing }) => clearing === 'never')
    .flatMap(({ writes: [write] }) => {
      const place = write && placeFor(write, program);
      return place ? [{ write: write.use, writtenIn: write.file, ...place }] : [];
    });
  KNOWN.set(program, kept);
  return kept;
}

type Place = Pick<KeptCredential, 'file' | 'span' | 'sibling' | 'functionName'>;

/** Beside the removal of a neighbour where there is one, else in the function that ends the session. */
function placeFor({ use, file }: Placed, program: Program): Place | undefined {
  const paths = signOutPaths(program);
  const neighbours = program.usesIn(file).filter((removal) => {
    const isNeighbour = removal.store === use.store && removal.operation === 'remove';
    if (!isNeighbour || !removal.owner || removal.keyParameter !== undefined) return false;
    // Elsewhere an item is replaced or moved, which is no place to sign out.
    const owner = file.session.functions.find((one) => one.start === removal.owner?.start);
    return takesAway(removal.owner.name) || (owner !== undefined && paths.reaches(owner));
  });
  const sibling = neighbours.find((one) => one.owner?.type === use.owner?.type) ?? neighbours[0];
  if (sibling?.owner) return { file, span: spanOf(sibling), sibling, functionName: sibling.owner.name };
  const { roots } = paths;
  const near = roots.find((root) => root.file === file && root.fact.owner.type === use.owner?.type);
  const root = near ?? roots.find((one) => one.file === file) ?? mainSignOut(program, file.language);
  return root && { file: root.file, span: spanOf(root.fact), functionName: root.fact.owner.name };
}
