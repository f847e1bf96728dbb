import type { FileFacts } from '../facts/model.js';
import type { Owner, StoreUse } from '../facts/storage/storage-model.js';
import { isRemoving } from '../knowledge/sign-out.js';
import { type Span, spanOf } from '../span.js';
import { type ForeignExit, foreignExits, NATIVE_STORES, placeIn } from './foreign-exits.js';
import { isKnown, KeyIndex, tellingNames } from './key-index.js';
import type { Program } from './program.js';
import {
  isDropped,
  isOwnWrite,
  isWipeAtSignOut,
  keysPassed,
  keysUnset,
  type OpenRemoval,
  openRemovals,
  type Placed,
} from './removals.js';
import { type PlacedFunction, signOutPaths } from './sign-out.js';
import { clearsOfUnknownStorage } from './unseen-removals.js';

/** Why an item may be deleted, though nothing says so plainly. */
export interface Doubt {
  /** One or two sentences for people. */
  readonly sentence: string;
  /** Where to look, as far as that is known. */
  readonly places: readonly DoubtPlace[];
}

export interface DoubtPlace {
  readonly file: FileFacts;
  readonly span: Span;
  /** The function or property that it stands in. */
  readonly owner?: Owner;
}

/** Where only the file is known. */
const START: Span = { start: 0, end: 0 };

/** So many places are named in a sentence. */
const MOST_NAMED = 3;

/** What in one app may delete a credential without saying so. */
export class Doubts {
  /** The functions that end the session; those of Objective-C are followed in part only. */
  private readonly roots: readonly PlacedFunction[];
  private readonly wipes: readonly Placed[];
  private readonly open: readonly OpenRemoval[];
  /** Removals in Objective-C of which not even the name of the key is known. */
  private readonly vague: readonly Placed[];
  /** Which files put credentials into which stores: a removal there is about these. */
  private readonly writers: ReadonlySet<string>;
  /** Keys that are handed to functions which may delete what is under them. */
  private readonly handed: KeyIndex;
  private readonly dropped: ReadonlySet<string>;
  private readonly unset: ReadonlyMap<StoreUse['store'], KeyIndex>;
  private readonly exits: readonly ForeignExit[];
  private readonly unknownStorages: readonly ForeignExit[];

  /** @param files those of the app, without its tests */
  constructor(
    files: readonly FileFacts[],
    private readonly program: Program,
  ) {
    const own = new Set(files);
    this.roots = signOutPaths(program).roots.filter(({ file }) => own.has(file));
    const uses = files.flatMap((file) => program.usesIn(file).map((use) => ({ use, file })));
    // A removal in a wrapper is judged where the wrapper is called.
    const removing = uses.filter(({ use }) => use.operation === 'remove' && use.keyParameter === undefined);
    const isVague = ({ use, file }: Placed): boolean =>
      file.language === 'objectiveC' && NATIVE_STORES.has(use.store) && tellingNames(use.key).length === 0;
    const untold = removing.filter(({ use }) => !isKnown(use.key));
    this.vague = untold.filter(isVague);
    this.open = [
      ...untold.filter((one) => !isVague(one)).map(({ use, file }) => ({ store: use.store, file, use })),
      ...files.flatMap(openRemovals),
    ];
    this.wipes = uses.filter((one) => isWipeAtSignOut(one, program));
    const written = uses.filter((one) => isOwnWrite(one) && isKnown(one.use.key));
    this.writers = new Set(written.map(({ use, file }) => groupOf(use.store, file)));
    const calls = files.flatMap(({ storage }) => storage.calls).filter(({ name }) => isRemoving(name));
    this.handed = new KeyIndex(calls.flatMap(keysPassed));
    this.dropped = new Set(files.flatMap(({ session }) => session.functions.flatMap((one) => one.dropped)));
    this.unset = keysUnset(uses, this.dropped);
    this.exits = foreignExits(program).filter(({ file }) => own.has(file));
    this.unknownStorages = clearsOfUnknownStorage(files, program);
  }

  /** Whether any function ends the session, and whether its code is one that is followed. */
  get signsOut(): 'seen' | 'foreign' | 'never' {
    if (this.roots.length === 0) return 'never';
    return this.roots.some(({ file }) => file.language !== 'objectiveC') ? 'seen' : 'foreign';
  }

  /** Why the item of a write, or of a read where no write is seen, may be deleted. */
  *about(placed: Placed): Generator<Doubt> {
    if (NATIVE_STORES.has(placed.use.store)) yield* this.ofNativeCode(placed.use);
    yield* this.ofUnknownStorages();
    yield* this.ofKeys(placed);
    yield* this.ofStore(placed);
    if (this.signsOut === 'foreign')
      yield {
        sentence: `Only Objective-C signs out, which is followed in part: ${this.roots.map(({ file, fact }) => placeIn(file, fact.start)).join(', ')}.`,
        places: this.roots.map(({ file, fact }) => ({ file, span: spanOf(fact), owner: fact.owner })),
      };
  }

  /** What may delete it in code that is not analysed. */
  private *ofNativeCode({ store }: StoreUse): Generator<Doubt> {
    for (const { use, file } of this.vague.filter((one) => one.use.store === store))
      yield {
        sentence: `Objective-C deletes something from ${use.storeName} at ${placeIn(file, use.start)}; under which key could not be told.`,
        places: [placeOf({ use, file })],
      };
    if (this.exits.length > 0)
      yield {
        sentence: `The way out of the session goes on in code that is not analysed: ${listed(this.exits)}. What that deletes is not known.`,
        places: placesOf(this.exits),
      };
  }

  private *ofUnknownStorages(): Generator<Doubt> {
    if (this.unknownStorages.length > 0)
      yield {
        sentence: `A way out of the session clears a storage of which it is not known what it holds: ${listed(this.unknownStorages)}.`,
        places: placesOf(this.unknownStorages),
      };
  }

  private *ofKeys({ use, file }: Placed): Generator<Doubt> {
    if (isDropped(use, this.dropped) || this.unset.get(use.store)?.has(use.key))
      yield { sentence: 'The property that keeps it is set to nothing somewhere.', places: [] };
    if (this.handed.has(use.key))
      yield {
        sentence: 'Its key is handed to a function that may delete it; what that function does is not known.',
        places: [],
      };
    const { type } = use.owner ?? {};
    if (use.operation === 'write' && type !== undefined && this.program.isMadeElsewhere(type, file))
      yield {
        sentence: `${type}, which writes it, is made by code for other systems only.`,
        places: [],
      };
  }

  private *ofStore({ use: { store, storeName }, file }: Placed): Generator<Doubt> {
    const open = this.open.filter(
      (one) => one.store === store && (one.file === file || !this.writers.has(groupOf(store, one.file))),
    );
    if (open.length > 0)
      yield {
        sentence: `Something is deleted from the same store under a key that could not be told: ${named(open.map(({ use, file: at }) => (use ? placeIn(at, use.start) : at.path)))}.`,
        places: open.map(({ use, file: at }) =>
          use ? placeOf({ use, file: at }) : { file: at, span: START },
        ),
      };
    const wipes = this.wipes.filter((wipe) => wipe.use.store === store && wipe.file !== file);
    if (wipes.length > 0)
      yield {
        sentence: `Another file wipes ${storeName} at sign-out; whether this item is in what it wipes is not known.`,
        places: wipes.map(placeOf),
      };
  }
}

/** What stands for a store as one file uses it. */
function groupOf(store: StoreUse['store'], file: FileFacts): string {
  return `${store} ${file.path}`;
}

function placesOf(exits: readonly ForeignExit[]): readonly DoubtPlace[] {
  return exits.map(({ file, span = START }) => {
    const owner = file.session.functions.find(({ start }) => start === span.start)?.owner;
    return { file, span, ...(owner && { owner }) };
  });
}

function placeOf({ use, file }: Placed): DoubtPlace {
  return { file, span: spanOf(use), ...(use.owner && { owner: use.owner }) };
}

function listed(exits: readonly ForeignExit[]): string {
  return named(exits.map(({ names, place: at }) => `${names.join(', ')} (${at})`));
}

/** The first of several places, and how many more there are. */
function named(places: readonly string[]): string {
  const more = places.length - MOST_NAMED;
  const shown = places.slice(0, MOST_NAMED).join('; ');
  return shown + (more > 0 ? `; and in ${more} more ${more === 1 ? 'place' : 'places'}` : '');
}
