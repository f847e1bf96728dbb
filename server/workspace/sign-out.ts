import type { FileFacts } from '../facts/model.js';
import type { CalledName, FunctionFact } from '../facts/session/session-model.js';
import { eventSent } from '../knowledge/events.js';
import { signsOut } from '../knowledge/sign-out.js';
import { contains, type Span } from '../span.js';
import type { Program } from './program.js';

/** A function in its file. */
export interface PlacedFunction {
  readonly file: FileFacts;
  readonly fact: FunctionFact;
}

/** A name that so many functions have says nothing about which one is called. */
const TOO_COMMON = 12;

/**
 * The ways out of the session: the functions that end it, and everything they lead to through calls, setters
 * and notifications. Where it is open which function a call means, all are taken: what they clear counts as
 * cleared.
 */
export class SignOutPaths {
  readonly roots: readonly PlacedFunction[];
  private readonly reached = new Set<FunctionFact>();
  private readonly byName = new Map<string, PlacedFunction[]>();

  constructor(files: readonly FileFacts[]) {
    const all = files.flatMap((file) => file.session.functions.map((fact) => ({ file, fact })));
    for (const one of all) {
      for (const name of new Set([one.fact.owner.name, ...(one.fact.alsoCalled ?? [])]))
        append(this.byName, name, one);
    }
    for (const file of files) {
      for (const { notification, handler } of file.session.observers) {
        for (const one of this.byName.get(handler) ?? []) append(this.byName, `post:${notification}`, one);
      }
    }
    this.roots = all.filter(({ fact }) => fact.endsSession);
    const pending = [...this.roots];
    for (let next = pending.pop(); next; next = pending.pop()) {
      if (this.reached.has(next.fact)) continue;
      this.reached.add(next.fact);
      pending.push(...next.fact.calls.flatMap((call) => this.targetsOf(call, next)));
    }
  }

  /** Whether a function is run on some way out. */
  reaches(fact: FunctionFact): boolean {
    return this.reached.has(fact);
  }

  /** Whether what stands at a place is run on some way out: in a function, or in a closure that waits for an event. */
  reachesPlace(file: FileFacts, place: Span, owner: Span | undefined): boolean {
    return file.session.functions.some(
      (fact) => (fact.start === owner?.start || contains(fact.body, place)) && this.reached.has(fact),
    );
  }

  /** All functions that the ways out of some functions lead to, themselves included. */
  from(...roots: readonly PlacedFunction[]): readonly PlacedFunction[] {
    const seen = new Map<FunctionFact, PlacedFunction>();
    const pending = [...roots];
    for (let next = pending.pop(); next; next = pending.pop()) {
      if (seen.has(next.fact)) continue;
      seen.set(next.fact, next);
      pending.push(...next.fact.calls.flatMap((call) => this.targetsOf(call, next)));
    }
    return [...seen.values()];
  }

  /** All functions that some calls of a function lead to, but not that function itself. */
  reachedBy(calls: readonly CalledName[], from: PlacedFunction): readonly PlacedFunction[] {
    const found = new Map<FunctionFact, PlacedFunction>([[from.fact, from]]);
    const pending = calls.flatMap((call) => this.targetsOf(call, from));
    for (let next = pending.pop(); next; next = pending.pop()) {
      if (found.has(next.fact)) continue;
      found.set(next.fact, next);
      const { calls: further } = next.fact;
      const reached = next;
      pending.push(...further.flatMap((call) => this.targetsOf(call, reached)));
    }
    found.delete(from.fact);
    return [...found.values()];
  }

  /** Whether a call leads to a function of the program. */
  leadsOn(call: CalledName, from: PlacedFunction): boolean {
    return this.byName.has(call.name) || this.targetsOf(call, from).length > 0;
  }

  private targetsOf(call: CalledName, from: PlacedFunction): readonly PlacedFunction[] {
    const event = eventSent(call.name, call.receiver);
    const posted = event === undefined ? [] : (this.byName.get(event) ?? []);
    const named = this.byName.get(call.name) ?? [];
    const own = named.filter(({ fact }) => fact.owner.type === from.fact.owner.type);
    if (call.receiver === undefined && own.length > 0) return own;
    const [foreign, native] = [named.filter(isForeign), named.filter((one) => !isForeign(one))];
    return [...posted, ...[foreign, native].filter((each) => each.length <= TOO_COMMON).flat()];
  }
}

function isForeign({ file }: PlacedFunction): boolean {
  return file.language === 'objectiveC';
}

const KNOWN = new WeakMap<Program, SignOutPaths>();

/** The ways out of the session in a program, found once. */
export function signOutPaths(program: Program): SignOutPaths {
  const known = KNOWN.get(program) ?? new SignOutPaths(program.files.filter((file) => !file.isTest));
  KNOWN.set(program, known);
  return known;
}

/**
 * The sign-out that does most: where people look for what happens when a session ends. None in Objective-C, where
 * nothing is reported.
 * @param language of the code that left something behind, whose own sign-out comes first
 */
export function mainSignOut(program: Program, language?: FileFacts['language']): PlacedFunction | undefined {
  const { roots } = signOutPaths(program);
  const judged = roots.filter((root) => !isForeign(root));
  const own = judged.filter(({ file }) => language === undefined || file.language === language);
  const near = own.length > 0 ? own : judged;
  const explicit = near.filter(({ fact }) => signsOut(fact.owner.name));
  const [first] = (explicit.length > 0 ? explicit : near).toSorted((a, b) => effects(b) - effects(a));
  return first;
}

function effects({ fact }: PlacedFunction): number {
  return fact.calls.length + fact.dropped.length;
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
