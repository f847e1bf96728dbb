import type { FileFacts } from '../facts/model.js';
import type { Effects, FunctionFact, SkippedBranch } from '../facts/session/session-model.js';
import { kindOfValueName } from '../knowledge/credentials.js';
import type { Program } from './program.js';
import { type PlacedFunction, type SignOutPaths, signOutPaths } from './sign-out.js';

/** A branch of a way out that clears nothing. */
export interface ForgottenBranch {
  readonly branch: SkippedBranch;
  readonly functionName: string;
}

/**
 * Branches in which a sign-out leaves everything where it is, while each branch beside them takes credentials out.
 * None where something around the branches, or a caller of the function, takes them out as well.
 */
export function forgottenBranches(file: FileFacts, program: Program): readonly ForgottenBranch[] {
  const paths = signOutPaths(program);
  const clearing = new ClearingCalls(program, paths);
  return file.session.functions.flatMap((fact) => {
    const { skipped } = fact;
    if (!skipped) return [];
    const from = { file, fact };
    const isForgotten = skipped.others.every((other) => clearing.clears(other, from));
    if (!isForgotten || clearing.clears(skipped.around, from)) return [];
    if (clearing.isClearedByCallers(from)) return [];
    return [{ branch: skipped, functionName: fact.owner.name }];
  });
}

/** A function with so many calls binds the actions of a screen to what they do, and runs none of them itself. */
const BINDS_ALL = 16;

class ClearingCalls {
  constructor(
    private readonly program: Program,
    private readonly paths: SignOutPaths,
  ) {}

  /** Whether code of a function takes a credential out, or leads to what does. */
  clears(effects: Effects, from: PlacedFunction): boolean {
    if (drops(effects)) return true;
    return this.paths.reachedBy(effects.calls, from).some((one) => drops(one.fact) || this.removes(one));
  }

  private removes({ file, fact }: PlacedFunction): boolean {
    return this.program
      .usesIn(file)
      .some(
        ({ operation, owner }) =>
          (operation === 'remove' || operation === 'wipe') && owner?.start === fact.start,
      );
  }

  isClearedByCallers(called: PlacedFunction): boolean {
    const { name } = called.fact.owner;
    const calls = (fact: FunctionFact): boolean =>
      fact !== called.fact && fact.calls.length < BINDS_ALL && fact.calls.some((call) => call.name === name);
    return this.program.files.some(
      (file) =>
        !file.isTest &&
        file.session.functions.some((fact) => {
          if (!calls(fact)) return false;
          const others = { ...fact, calls: fact.calls.filter((call) => call.name !== name) };
          return this.clears(others, { file, fact });
        }),
    );
  }
}

function drops({ dropped }: Effects): boolean {
  return dropped.some((name) => kindOfValueName(name) !== undefined);
}
