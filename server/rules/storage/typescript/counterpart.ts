import type { StoreMove } from '../../../facts/storage/repair-model.js';
import type { StoreUse } from '../../../facts/storage/storage-model.js';
import type { SecureLibrary, Spelling } from './secure-libraries.js';

/** How a call is written anew, and what of the text beside it has to change. */
export interface Counterpart {
  readonly text: string;
  /** How much of the text before and behind the call it takes the place of. */
  readonly before?: number;
  readonly behind?: number;
}

/** What a counterpart is written for. */
export interface Place {
  readonly move: StoreMove;
  readonly operation: StoreUse['operation'];
  /** Values of the item are objects, and kept as JSON. */
  readonly isJson: boolean;
  readonly text: string;
}

/**
 * The call of a secure library in the place of one that is no more; undefined where the place has to have a value at
 * once that the library only promises.
 */
export function counterpart(
  place: Place,
  library: SecureLibrary,
  spelling: Spelling,
): Counterpart | undefined {
  if (place.operation === 'read') return read(place, library, spelling);
  const text =
    place.operation === 'write' ? write(place, library, spelling) : remove(place, library, spelling);
  return text === undefined ? undefined : { text };
}

/** The removal of an item as a statement of its own; undefined where a failure would go unnoticed. */
export function removalStatement({ waits }: StoreMove, library: SecureLibrary, spelling: Spelling): string {
  return `${waits === 'cannot' ? 'void' : 'await'} ${library.remove(spelling)}`;
}

/** The write of an item as a statement of its own. */
export function writeStatement(
  { waits, isSynchronous }: StoreMove,
  library: SecureLibrary,
  spelling: Spelling,
): string | undefined {
  if (waits !== 'cannot') return `await ${library.write(spelling)}`;
  return isSynchronous ? library.writeNow?.(spelling) : undefined;
}

function write({ move }: Place, library: SecureLibrary, spelling: Spelling): string | undefined {
  const { place, waits, isSynchronous } = move;
  if (waits === 'already') return library.write(spelling);
  // A write to the Keychain can fail, and somebody has to be told.
  if (place === 'statement') return writeStatement(move, library, spelling);
  if (!isSynchronous || (place === 'result' && waits === 'can')) return library.write(spelling);
  return place === 'result' ? library.writeNow?.(spelling) : undefined;
}

function remove({ move }: Place, library: SecureLibrary, spelling: Spelling): string | undefined {
  const { place, waits, isSynchronous } = move;
  if (waits === 'already' || !isSynchronous) return library.remove(spelling);
  if (place === 'statement') return removalStatement(move, library, spelling);
  if (place !== 'result') return undefined;
  return waits === 'can' ? library.remove(spelling) : `void ${library.remove(spelling)}`;
}

function read(at: Place, library: SecureLibrary, spelling: Spelling): Counterpart | undefined {
  const { move, isJson } = at;
  if (move.gives === 'entry') return isJson ? undefined : readEntry(at, library, spelling);
  if (!move.isSynchronous) return isJson ? undefined : { text: library.read(spelling) };
  const isPromise = move.waits !== 'cannot';
  const text = isPromise ? library.read(spelling) : library.readNow?.(spelling);
  if (text === undefined || move.place === 'statement') return undefined;
  if (move.waits === 'already') return isJson ? undefined : { text };
  return { text: isJson ? parsed(text, isPromise) : awaited(text, isPromise, move) };
}

function parsed(text: string, isPromise: boolean): string {
  return `JSON.parse(${isPromise ? `(await ${text})` : text} ?? 'null')`;
}

/** With what tells it from what is around it, and what keeps nothing what it was. */
function awaited(text: string, isPromise: boolean, { place, gives }: StoreMove): string {
  const value = isPromise ? `await ${text}` : text;
  const staysUndefined = gives === 'undefined' && place !== 'tested' && place !== 'bound';
  if (!staysUndefined) return isPromise && place !== 'result' && place !== 'whole' ? `(${value})` : value;
  const optional = `${isPromise ? `(${value})` : value} ?? undefined`;
  return place === 'part' ? `(${optional})` : optional;
}

/** `const { value } = await Preferences.get({ key })`, `(await Preferences.get({ key })).value` */
function readEntry({ move, text }: Place, library: SecureLibrary, spelling: Spelling): Counterpart {
  if (library.readEntry) return { text: library.readEntry(spelling) };
  const value = library.read(spelling);
  const before = text.slice(0, move.call.start);
  const pattern = /\{\s*value(?:\s*:\s*([\w$]+))?\s*\}(?=(\s*=\s*await\s+)$)/.exec(before);
  if (pattern) {
    const name = pattern[1] ?? 'value';
    const waiting = pattern[2] ?? '';
    return { text: name + waiting + value, before: before.length - pattern.index };
  }
  const opening = /\(\s*await\s+$/.exec(before)?.[0];
  const closing = /^\s*\)\??\.value\b/.exec(text.slice(move.call.end))?.[0];
  if (opening !== undefined && closing !== undefined) {
    return { text: `(await ${value})`, before: opening.length, behind: closing.length };
  }
  return { text: `${value}.then((value) => ({ value }))` };
}
