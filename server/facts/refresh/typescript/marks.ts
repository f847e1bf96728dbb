import type { CallNode, Expression, Node } from '../../../code/model.js';
import { walk } from '../../../code/walk.js';
import { marksRequest } from '../../../knowledge/http.js';
import { countsTries, remembersRenewal } from '../../../knowledge/refresh.js';
import { keyName, type Callable } from '../../callables.js';
import { bare } from '../../trace.js';
import { conditionsIn, namesIn } from '../paths.js';
import type { Renewals } from './renewals.js';

/** What people call the request that was refused. */
export const CONFIG =
  /^(original|prev(ious)?|failed|retry|initial|last|new)?_?(request|config|req|cfg|options|requestConfig)$/i;

/** Whether an argument is another one the next time: a flag, a number, a sum, a mark. */
export function changes(value: Expression): boolean {
  switch (value.kind) {
    case 'boolean':
    case 'number':
    case 'nil':
    case 'unary':
      return true;
    case 'binary':
      return /^[-+]$/.test(value.operator);
    case 'call':
      return value.args.some((argument) => changes(bare(argument.value)));
    case 'dictionary':
      return value.entries.some(({ key, value: entry }) => {
        const name = key && keyName(key);
        return name !== undefined && (marksRequest(name) || changes(bare(entry)));
      });
    default:
      return false;
  }
}

/** What a function tests, and the functions of the text that it asks. */
export function conditionsAround(one: Callable, renewals: Renewals): readonly Node[] {
  const { callables } = renewals;
  const own = conditionsIn(one.node);
  const asked = own.flatMap((condition) =>
    callables.callsIn(condition).flatMap((call) => callables.target(call)?.node ?? []),
  );
  return [...own, ...asked];
}

/** Whether a request that is sent again can be told from one that is sent for the first time. */
export function isMarked(again: CallNode, body: Callable, renewals: Renewals): boolean {
  if (again.args.some(({ value }) => changes(bare(value)))) return true;
  const conditions = conditionsAround(body, renewals);
  const names = [...namesIn(...conditions)];
  if (names.some((name) => countsTries(name) || remembersRenewal(name) || isRequestMark(name))) return true;
  if (names.some((name) => /^authorization$|headers?$/i.test(name))) return true;
  // What looks at the error elsewhere may well know the mark.
  if (asksElsewhere(conditions, body, renewals)) return true;
  const tested = new Set(names);
  return marksIn(body.body).some((mark) => tested.has(mark));
}

/** `_retry`, `__isRetryRequest`, `_isRetry`, `sent`: properties that only marked requests have. */
function isRequestMark(name: string): boolean {
  return (
    /^_+\w*(retr|sent|refresh)/i.test(name) || /^(sent|retry|isRetry|retried|skipAuthRefresh)$/.test(name)
  );
}

/** `shouldRefresh(error)` of another file. */
export function asksElsewhere(
  conditions: readonly Node[],
  { parameters }: Callable,
  { callables }: Renewals,
): boolean {
  const given = new Set(parameters.map(({ name }) => name));
  return conditions.some((condition) =>
    callables.callsIn(condition).some((call) => {
      if (call.callee.kind !== 'name' || callables.target(call)) return false;
      return call.args.some(({ value }) => {
        const node = bare(value);
        return node.kind === 'name' && (given.has(node.name) || CONFIG.test(node.name));
      });
    }),
  );
}

/** Properties that a body sets to something plain: `original._retry = true`. */
function marksIn(body: Node): readonly string[] {
  const marks: string[] = [];
  walk(body, (node) => {
    if (node.kind !== 'assign' || node.target.kind !== 'member') return;
    const value = bare(node.value);
    const isPlain = ['boolean', 'number', 'binary', 'conditional'].includes(value.kind);
    if (isPlain && !/^(Authorization|headers|data|url|baseURL|timeout)$/.test(node.target.name)) {
      marks.push(node.target.name);
    }
  });
  return marks;
}

/** An option of a request tells that it is the refresh itself: `skipAuthRefresh`, `_retry`. */
export function isMarkedRequest(request: CallNode): boolean {
  return request.args.some(({ value }) => {
    const node = bare(value);
    return (
      node.kind === 'dictionary' && node.entries.some(({ key }) => key !== undefined && marksOption(key))
    );
  });
}

function marksOption(key: Expression): boolean {
  const name = keyName(key);
  return name !== undefined && marksRequest(name) && !/^refresh_?token$|^refresh$/i.test(name);
}
