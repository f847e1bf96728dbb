import process from 'node:process';
import { setFlagsFromString } from 'node:v8';

/**
 * How much a function must run before V8 has its optimising compiler at it, seven to nine times as much as usual. A scan
 * ends after seconds, and each of its threads compiles for itself: what is compiled by then seldom pays. The flags have
 * other names, and other units, from release to release; V8 complains aloud of one that it does not know, so
 * none is set where it has not been tried.
 */
const LATE_OPTIMISATION: Readonly<Record<string, string>> = {
  '20': '--interrupt-budget=600000',
  '22': '--invocation-count-for-turbofan=20000',
};

/** Suits the engine to a program that runs for seconds: this thread, and those that it will start. */
export function tuneForShortRun(): void {
  const [major = ''] = process.versions.node.split('.');
  const flag = LATE_OPTIMISATION[major];
  if (flag !== undefined) setFlagsFromString(flag);
}
