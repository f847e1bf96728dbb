import type { CallNode, Code, Expression, Node } from '../../../code/model.js';
import { enclosing } from '../../../code/walk.js';
import { contains, spanOf, type Span } from '../../../span.js';
import { bare } from '../../trace.js';
import type { MovePlace, StoreMove } from '../repair-model.js';
import type { StoreCall } from './module-calls.js';
import type { StoreItem } from './store-items.js';

/** By library, the calls that have a counterpart in the secure ones: text under a text. */
const MOVABLE: Readonly<Record<string, RegExp>> = {
  'async-storage': /^(setItem|getItem|removeItem|multiSet|setMany|multiRemove|removeMany)$/,
  'react-native-async-storage': /^(setItem|getItem|removeItem|multiSet|multiRemove)$/,
  'expo-sqlite-kv-store': /^((set|get|remove)Item(A?[Ss]ync)?|multiSet|multiRemove)$/,
  'react-native-mmkv': /^(set|getString|delete|remove)$/,
  'react-native-settings': /^(set|get)$/,
  'react-native-default-preference': /^(set|get|clear)$/,
  'capacitor-preferences': /^(set|get|remove)$/,
  'nativescript-application-settings': /^(setString|getString|remove)$/,
  'web-storage': /^(set|get|remove)Item$/,
};

/**
 * How a call can be rewritten for a secure library; undefined where it has more arguments than that, is called
 * through `?.`, or stands where nothing else can.
 */
export function moveOf(storeCall: StoreCall, item: StoreItem, code: Code): StoreMove | undefined {
  const { call, node, library } = storeCall;
  if (call.use === 'wipe') return besideWipe(storeCall, code);
  if (!MOVABLE[library.id]?.test(call.method) || !item.key || !isPlain(storeCall, item, code))
    return undefined;
  const common = { ...shared(storeCall, code), key: spanOf(item.key) };
  const value = item.value && valueOf(item.value);
  if (call.many) {
    const among = amongOthers(node, item, code);
    return among && { ...common, ...among, ...value };
  }
  return { ...common, ...value };
}

function shared(
  { call, node }: StoreCall,
  code: Code,
): Pick<StoreMove, 'call' | 'store' | 'place' | 'waits' | 'isSynchronous' | 'gives' | 'statement'> {
  const object = node.callee.kind === 'member' ? node.callee.object : undefined;
  const statement = lineOf(node, code.text);
  return {
    call: spanOf(node),
    store: object ? code.text.slice(object.start, object.end) : '',
    place: placeOf(node),
    waits: waitingAt(node, code),
    isSynchronous: call.isSynchronous === true,
    ...(call.gives && { gives: call.gives }),
    ...(statement && { statement }),
  };
}

/** A wipe stays, and what has moved away is removed beside it. */
function besideWipe(storeCall: StoreCall, code: Code): StoreMove | undefined {
  const common = shared(storeCall, code);
  return MOVABLE[storeCall.library.id] && common.statement ? common : undefined;
}

function isPlain({ call, node }: StoreCall, { key, value }: StoreItem, code: Code): boolean {
  if (node.callee.kind !== 'member' || !node.parens) return false;
  if (/\?\./.test(code.text.slice(node.callee.start, node.callee.end))) return false;
  const isOneArgument = call.many !== undefined || typeof call.key === 'object';
  const wanted = call.use === 'write' && !isOneArgument ? 2 : 1;
  const { parens } = node;
  const isHere = (one: Expression | undefined): boolean => one === undefined || contains(parens, one);
  // An object of options that is made elsewhere stays as it is.
  return node.args.length === wanted && isHere(key) && isHere(value);
}

function valueOf(value: Expression): Pick<StoreMove, 'value' | 'isObject'> {
  const { kind } = bare(value);
  return { value: spanOf(value), ...((kind === 'dictionary' || kind === 'list') && { isObject: true }) };
}

/** Whether somebody waits for a call, or could. */
function waitingAt(node: CallNode, code: Code): StoreMove['waits'] {
  if (node.parent?.kind === 'await') return 'already';
  const around = enclosing(node, 'function', 'closure');
  if (!around) return 'cannot';
  const isAsync = around.kind === 'function' ? around.async : /^async\b/.test(code.text.slice(around.start));
  return isAsync ? 'can' : 'cannot';
}

/** Where the value of a call goes, which decides what has to be put around its counterpart. */
function placeOf(node: CallNode): MovePlace {
  const { parent } = node;
  switch (parent?.kind) {
    case 'block':
      return 'statement';
    case 'jump':
      return 'result';
    case 'variable':
    case 'assign':
      return 'whole';
    case 'call':
      return parent.callee === node ? 'bound' : 'whole';
    case 'binary':
      return /^(\?\?|\|\||&&)$/.test(parent.operator) && parent.left === node ? 'tested' : 'part';
    case 'if':
      return 'tested';
    case 'conditional':
      return parent.test === node ? 'tested' : 'part';
    case 'unary':
      return parent.operator === '!' ? 'tested' : 'bound';
    case 'member':
    case 'index':
      return 'bound';
    default:
      return 'part';
  }
}

/** The statement that a call is, with what waits for it and its semicolon, when it has its lines for itself. */
function lineOf(node: CallNode, text: string): Span | undefined {
  const whole: Node = node.parent?.kind === 'await' ? node.parent : node;
  if (whole.parent?.kind !== 'block') return undefined;
  const before = text.slice(text.lastIndexOf('\n', whole.start - 1) + 1, whole.start);
  const end = whole.end + (text[whole.end] === ';' ? 1 : 0);
  const behind = /^[^\r\n]*/.exec(text.slice(end))?.[0] ?? '';
  const isAlone = before.trim() === '' && /^\s*(\/\/.*)?$/.test(behind);
  return isAlone ? { start: whole.start, end } : undefined;
}

/** The pair, entry or key of an item in a call that has several; the last one of all takes the call along. */
function amongOthers(
  node: CallNode,
  { key, place }: StoreItem,
  code: Code,
): Pick<StoreMove, 'entry'> | undefined {
  const given = node.args[0] && bare(node.args[0].value);
  const entries: readonly Span[] =
    given?.kind === 'dictionary' ? given.entries : given?.kind === 'list' ? given.items : [];
  const index = entries.findIndex((one) => key !== undefined && contains(one, place ?? key));
  if (index < 0) return undefined;
  if (entries.length === 1) return {};
  const removed = withComma(entries, index);
  return removed && !/\/[/*]/.test(code.text.slice(removed.start, removed.end))
    ? { entry: removed }
    : undefined;
}

/** One of several with the comma that goes with it. */
export function withComma(entries: readonly Span[], index: number): Span | undefined {
  const [own, next, before] = [entries[index], entries[index + 1], entries[index - 1]];
  if (!own) return undefined;
  if (next) return { start: own.start, end: next.start };
  return before && { start: before.end, end: own.end };
}
