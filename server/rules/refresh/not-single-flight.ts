import type { FileFacts } from '../../facts/model.js';
import type { FlightRepair, RefreshFlight } from '../../facts/refresh/model.js';
import type { Fix, TextEdit } from '../../finding.js';
import type { Program } from '../../workspace/program.js';
import * as inSwift from './flight-examples.js';
import * as inTypeScript from './flight-examples-typescript.js';
import { flightShapes } from './shape-examples.js';
import { lineBreakOf } from './text.js';
import { defineRule } from '../rule.js';

export const notSingleFlight = defineRule({
  id: 'refresh/not-single-flight',
  title: 'Several refreshes at once',
  severity: 'warning',
  why: `
When an access token expires, all requests on the way are refused together, and each of them starts a refresh. With a
server that rotates refresh tokens, the second of these uses a token that the first has used up. Servers take that for a
stolen token and revoke the whole session: people are signed out at random, most of all on slow networks, and nobody can
reproduce it.

An actor alone does not help: at each \`await\` it lets the next caller in. Nor does a semaphore that starts at 0, which
only makes one caller wait for its own answer.`,
  remedy: `
Keep the refresh that is under way, a \`Task\`, promise or publisher, and let everybody who comes meanwhile wait for it.
Forget it when it has ended, whatever its result.`,
  fixSafety: `
The function keeps its name and becomes the one that waits; its old body moves into a function of its own. In a class
without an actor of its own, both go to the main actor so that no two threads see an empty task at once. Review where
callers need different accounts.`,
  references: [
    {
      title: 'RFC 9700: Best current practice for OAuth 2.0 security, refresh token protection',
      url: 'https://www.rfc-editor.org/rfc/rfc9700#section-4.14',
    },
    {
      title: 'Swift Evolution SE-0306: Actors, actor reentrancy',
      url: 'https://github.com/swiftlang/swift-evolution/blob/main/proposals/0306-actors.md#actor-reentrancy',
    },
    {
      title: 'WWDC21: Protect mutable state with Swift actors',
      url: 'https://developer.apple.com/videos/play/wwdc2021/10133/',
    },
  ],
  *check(facts, _policy, program) {
    for (const flight of facts.refresh?.flights ?? []) {
      if (flight.gate !== undefined || !isShared(flight, program) || isAwaited(flight, program)) continue;
      yield {
        span: { start: flight.start, end: flight.end },
        message: messageFor(flight),
        related: [...flight.callers, ...(flight.shared ? [flight.shared] : [])].map(
          ({ start, end, name }) => ({
            span: { start, end },
            message: `Several callers come through \`${name}\` at the same time.`,
          }),
        ),
        fixes: callsBack(flight, facts) ? [] : fixesFor(flight, facts),
      };
    }
  },
  bad: [...inSwift.notSingleFlightBad, ...flightShapes, ...inTypeScript.notSingleFlightBad],
  good: [...inSwift.notSingleFlightGood, ...inTypeScript.notSingleFlightGood],
  fixed: [...inSwift.notSingleFlightFixed, ...inTypeScript.notSingleFlightFixed],
});

/** More than one caller at a time can be seen, in this file or in another. */
function isShared({ name, callers, shared, form }: RefreshFlight, { files }: Program): boolean {
  if (callers.length > 0 || (shared !== undefined && form === 'class')) return true;
  const isOnlyOne =
    files.flatMap(({ refresh }) => refresh?.flights ?? []).filter((one) => one.name === name).length === 1;
  return isOnlyOne && files.some(({ refresh, isTest }) => !isTest && refresh?.onRequests.includes(name));
}

/** A refresh that comes back to itself would wait for its own task for ever. */
function callsBack({ start }: RefreshFlight, { refresh }: FileFacts): boolean {
  return refresh?.retries.some((retry) => retry.function.start === start) ?? false;
}

/** Another file calls the refresh under a lock, a queue or the like of its own. */
function isAwaited({ name, callers }: RefreshFlight, { files }: Program): boolean {
  return callers.length === 0 && files.some(({ refresh }) => refresh?.awaited.includes(name));
}

function messageFor({ name, type, form }: RefreshFlight): string {
  const consequence =
    'requests that are refused together use the same refresh token several times, which a server that rotates it takes for theft, and people are signed out.';
  if (form === 'interceptor') {
    return `Each request of \`${type}\` that is refused starts a refresh of its own: ${consequence}`;
  }
  const actor =
    form === 'actor'
      ? ` (\`${type}\` is an actor, but lets the next one in while it waits for the network)`
      : '';
  return `Every caller of \`${name}\` starts a refresh of its own${actor}: ${consequence}`;
}

function fixesFor({ repair, name }: RefreshFlight, facts: FileFacts): readonly Fix[] {
  if (!repair || repair.taken.length > 0) return [];
  return [
    {
      title: `Let the callers of ‘${name}’ share one refresh`,
      safety: 'review',
      preferred: true,
      edits: (repair.form === 'promise' ? promiseEdits : taskEdits)(repair, facts),
    },
  ];
}

/** A stored promise, which the callers that come meanwhile get as well. */
function promiseEdits(repair: FlightRepair, { path, text }: FileFacts): readonly TextEdit[] {
  const newline = lineBreakOf(text);
  const { indent, step, isStatic } = repair;
  const isMember = repair.effects === 'method';
  const isTyped = /\.[cm]?tsx?$/.test(path);
  const promise = repair.result === '' ? 'ReturnType<typeof performRefresh>' : `Promise<${repair.result}>`;
  const type = isTyped ? `: ${isMember && repair.result === '' ? 'Promise<unknown>' : promise} | null` : '';
  const keyword = isMember ? `${isTyped ? 'private ' : ''}${isStatic ? 'static ' : ''}` : 'let ';
  const own = isMember ? 'this.' : '';
  const method = `${isMember ? keyword : ''}async ${isMember ? '' : 'function '}`;
  const lines = [
    '',
    `${indent}${step}${own}refreshing ??= ${own}performRefresh(${repair.arguments}).finally(() => {`,
    `${indent}${step}${step}${own}refreshing = null;`,
    `${indent}${step}});`,
    `${indent}${step}return ${own}refreshing;`,
    `${indent}}`,
    '',
    `${indent}${method}performRefresh${repair.parameters} {`,
  ];
  const declared = `${indent}${keyword}refreshing${type} = null;${newline}${newline}`;
  return [
    { span: { start: repair.above, end: repair.above }, newText: declared },
    { span: { start: repair.bodyStart, end: repair.bodyStart }, newText: lines.join(newline) },
  ];
}

function taskEdits(repair: FlightRepair, { text }: FileFacts): readonly TextEdit[] {
  const newline = lineBreakOf(text);
  const { indent, step, throws, isStatic } = repair;
  const [tries, failure] = throws ? ['try ', 'Error'] : ['', 'Never'];
  const actor = repair.needsMainActor ? '@MainActor ' : '';
  const keyword = `${actor}private ${isStatic ? 'static ' : ''}`;
  const result = repair.result === 'Void' ? '' : ` -> ${repair.result}`;
  const stored = `${indent}${keyword}var refreshTask: Task<${repair.result}, ${failure}>?`;
  const waiting = [
    '',
    `${indent}${step}if let refreshTask {`,
    `${indent}${step}${step}return ${tries}await refreshTask.value`,
    `${indent}${step}}`,
    `${indent}${step}let task = Task { ${tries}await performRefresh(${repair.arguments}) }`,
    `${indent}${step}refreshTask = task`,
    `${indent}${step}defer { refreshTask = nil }`,
    `${indent}${step}return ${tries}await task.value`,
    `${indent}}`,
    '',
    `${indent}${keyword}func performRefresh${repair.parameters} ${repair.effects}${result} {`,
  ];
  const declared = { start: repair.above, end: repair.above };
  const signature = { start: repair.signature, end: repair.signature };
  const body = { start: repair.bodyStart, end: repair.bodyStart };
  return [
    { span: declared, newText: `${stored}${newline}${newline}` },
    ...(actor === '' ? [] : [{ span: signature, newText: actor }]),
    { span: body, newText: waiting.join(newline) },
  ];
}
