import type { Program } from './program.js';
import { signOutPaths } from './sign-out.js';

/** What a program lets go of or reacts to where a session ends. */
interface StoppedWork {
  /** Properties that a way out drops, or something that runs when a state has changed. */
  readonly dropped: ReadonlySet<string>;
  /** Names of functions that run when a state has changed. */
  readonly reacting: ReadonlySet<string>;
}

const KNOWN = new WeakMap<Program, StoppedWork>();

/**
 * What stops work in TypeScript, found once per program. What is started in one module is stopped by another, so that
 * all ways out of the app count, and whatever runs when the state of a component or a store has changed.
 */
export function stoppedWork(program: Program): StoppedWork {
  const known = KNOWN.get(program) ?? find(program);
  KNOWN.set(program, known);
  return known;
}

function find(program: Program): StoppedWork {
  const paths = signOutPaths(program);
  const reacting = new Set(program.files.flatMap(({ session }) => session.reactions));
  const reactions = program.files.flatMap((file) =>
    file.session.functions.filter(({ owner }) => reacting.has(owner.name)).map((fact) => ({ file, fact })),
  );
  const stopping = paths.from(...paths.roots, ...reactions);
  return { dropped: new Set(stopping.flatMap(({ fact }) => fact.dropped)), reacting };
}
