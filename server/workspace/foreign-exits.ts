import type { FileFacts } from '../facts/model.js';
import type { CalledName, FunctionFact } from '../facts/session/session-model.js';
import { isBridge } from '../facts/session/typescript/bridge.js';
import type { StoreUse } from '../facts/storage/storage-model.js';
import { objectiveCStore } from '../knowledge/libraries/objective-c.js';
import { isRemoving } from '../knowledge/sign-out.js';
import { Lines } from '../lines.js';
import { type Span, spanOf } from '../span.js';
import type { Program } from './program.js';
import { type PlacedFunction, type SignOutPaths, signOutPaths } from './sign-out.js';

/** What code outside Swift and TypeScript can delete. */
export const NATIVE_STORES: ReadonlySet<StoreUse['store']> = new Set<StoreUse['store']>([
  'keychain',
  'userDefaults',
  'appPreferences',
]);

/** Calls that take something away in code which does not tell what: of Objective-C, or of a package. */
export interface ForeignExit {
  /** The file that the calls stand in. */
  readonly file: FileFacts;
  /** The functions called. */
  readonly names: readonly string[];
  /** Where they are called; undefined where only the file is known. */
  readonly span?: Span;
  /** The same for people: `ios/Session.m:12`. */
  readonly place: string;
}

const KNOWN = new WeakMap<Program, readonly ForeignExit[]>();

/**
 * Where code that takes something away goes on beyond what is read: a script calls native code that no file shows,
 * or a way out of the session leads through Objective-C into a library.
 */
export function foreignExits(program: Program): readonly ForeignExit[] {
  const known = KNOWN.get(program);
  if (known) return known;
  const shipped = program.files.filter((file) => !file.isTest);
  const exits = [...bridgedExits(shipped, program), ...objectiveCExits(shipped, signOutPaths(program))];
  KNOWN.set(program, exits);
  return exits;
}

function bridgedExits(files: readonly FileFacts[], program: Program): readonly ForeignExit[] {
  const calling = files.flatMap((file) => {
    const names = bridgedIn(file, program).filter(isRemoving);
    return names.length > 0 ? [{ file, names }] : [];
  });
  if (calling.length === 0) return [];
  const seen = namesSeen(files, program, new Set(calling.flatMap(({ names }) => names)));
  return calling.flatMap(({ file, names }) => {
    const unseen = names.filter((name) => !seen.has(name));
    return unseen.length > 0 ? [{ file, names: unseen, place: file.path }] : [];
  });
}

/** The functions of native code that a script calls, also through a file that passes on a module of it. */
function bridgedIn({ session }: FileFacts, program: Program): readonly string[] {
  const passedOn = session.removing.flatMap((target) => program.exports.ofPackages(target));
  return [
    ...session.bridged,
    ...passedOn.flatMap(({ way }) => (isBridge(way) ? (/[^.()]+$/.exec(way)?.[0] ?? []) : [])),
  ];
}

/**
 * Of some functions, those whose code says what they do: all of Swift, and those of Objective-C that lead to a removal.
 */
function namesSeen(
  files: readonly FileFacts[],
  program: Program,
  asked: ReadonlySet<string>,
): ReadonlySet<string> {
  const paths = signOutPaths(program);
  const removing = new Set(files.flatMap(removingFunctions));
  const functions = files
    .filter(({ language }) => language !== 'typescript')
    .flatMap((file) => file.session.functions.map((fact) => ({ file, fact })))
    .filter(({ fact }) => namesOf(fact).some((name) => asked.has(name)))
    .filter((one) => one.file.language === 'swift' || paths.from(one).some(({ fact }) => removing.has(fact)));
  return new Set(functions.flatMap(({ fact }) => namesOf(fact)));
}

function namesOf({ owner, alsoCalled = [] }: FunctionFact): readonly string[] {
  return [owner.name, ...alsoCalled];
}

function removingFunctions({ storage, session }: FileFacts): readonly FunctionFact[] {
  const removals = storage.uses.filter(({ operation }) => operation === 'remove' || operation === 'wipe');
  const starts = new Set(removals.map(({ owner }) => owner?.start));
  return session.functions.filter(({ start }) => starts.has(start));
}

/** `[self.credentialStore clear]`, on a way out, where no file has a `clear`. */
function objectiveCExits(files: readonly FileFacts[], paths: SignOutPaths): readonly ForeignExit[] {
  return files
    .filter(({ language }) => language === 'objectiveC')
    .flatMap((file) => {
      const reached = file.session.functions.filter((fact) => paths.reaches(fact));
      return reached.flatMap((fact) => exitsOf({ file, fact }, paths));
    });
}

function exitsOf(from: PlacedFunction, paths: SignOutPaths): readonly ForeignExit[] {
  const { file, fact } = from;
  const left = fact.calls.filter((call) => takesSomethingAway(call) && !paths.leadsOn(call, from));
  const names = left.map(({ name }) => name);
  // A selector is noted by Swift’s name for it, too.
  const whole = names.filter((name) => !names.some((other) => other !== name && other.startsWith(name)));
  return whole.length > 0
    ? [{ file, names: whole, span: spanOf(fact), place: placeIn(file, fact.start) }]
    : [];
}

/** A library’s removal of something that may hold a credential; observers and views are taken away all the time. */
function takesSomethingAway({ name, receiver }: CalledName): boolean {
  if (receiver === undefined || !isRemoving(name) || objectiveCStore(receiver)) return false;
  if (/^removeData(OfTypes|StoreForIdentifier)?$/.test(name)) return false;
  return HOLDS_CREDENTIALS.test(receiver) || HOLDS_CREDENTIALS.test(name);
}

const HOLDS_CREDENTIALS =
  /token|credential|session(?!Task)|auth|keychain|stor(e|age)|vault|account|secret|passw|log_?out|sign_?out/i;

/** A place in a file, as people write it: `ios/Session.m:12`. */
export function placeIn({ path, text }: FileFacts, at: number): string {
  return `${path}:${new Lines(text).lineAt(at) + 1}`;
}
