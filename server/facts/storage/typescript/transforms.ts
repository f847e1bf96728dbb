import type { DictionaryNode, Expression, Node } from '../../../code/model.js';
import { walk } from '../../../code/walk.js';
import { isOtherToken, kindOfKeyName, kindOfValueName } from '../../../knowledge/credentials.js';
import { functionIn, keyName, lastNameOf } from '../../callables.js';
import type { Modules } from '../../modules.js';
import type { Scopes } from '../../scope.js';
import { bare, literalText, onlyResult, trace } from '../../trace.js';

/** Packages whose transforms write the same in another form: their sources compress, date or unwrap the state. */
const CONVERTING_PACKAGES =
  /^(redux-persist-transform-(immutable|compress|expire|immutable-js|date|bson)|redux-persist-(immutable|expire|seamless-immutable)|redux-persist-transform-expire-in)$/;

/** Calls after which a value still holds what it held. */
const CONVERTING_CALLS =
  /^(stringify|parse|toJS|fromJS|toJSON|assign|keys|values|entries|fromEntries|from|map|forEach|concat|toISOString|toString|getTime|String|Number|Date|Map|Set|List|Record|cloneDeep|normalize|compress|compressToUTF16|log)$/;

/**
 * Whether the transforms of redux-persist may keep a slice of the state from being written as it is. Those that this
 * text does not show may do anything.
 * @param slice undefined where the state has no slices
 */
export function mayProtect(
  transforms: Expression,
  slice: string | undefined,
  scopes: Scopes,
  modules: Modules,
): boolean {
  const list = trace(transforms, scopes).node;
  if (list.kind !== 'list') return true;
  return list.items.some((item) => {
    const { node } = trace(item, scopes);
    if (node.kind !== 'call') return true;
    const member = modules.member(node.callee);
    if (member && CONVERTING_PACKAGES.test(member.module)) return false;
    if (lastNameOf(node.callee) !== 'createTransform') return true;
    const [inbound, , options] = node.args;
    return !inbound || (isFor(options?.value, slice, scopes) && !onlyConverts(inbound.value, scopes));
  });
}

/** `{ whitelist: ['auth'] }` */
function isFor(options: Expression | undefined, slice: string | undefined, scopes: Scopes): boolean {
  const node = options && trace(options, scopes).node;
  if (node?.kind !== 'dictionary' || slice === undefined) return true;
  const [wanted, unwanted] = ['whitelist', 'blacklist'].map((name) => textsIn(node, name, scopes));
  return (wanted?.includes(slice) ?? true) && !(unwanted?.includes(slice) ?? false);
}

function textsIn(node: DictionaryNode, name: string, scopes: Scopes): readonly string[] | undefined {
  const value = node.entries.find(({ key }) => key && keyName(key) === name)?.value;
  const list = value && trace(value, scopes).node;
  return list?.kind === 'list'
    ? list.items.flatMap((item) => literalText(trace(item, scopes).node) ?? [])
    : undefined;
}

/** Whether what a function makes of a state holds all that the state does. */
function onlyConverts(value: Expression, scopes: Scopes): boolean {
  // `createTransform(null, outbound)` writes the state as it is.
  if (bare(value).kind === 'nil') return true;
  const found = functionOf(value, scopes);
  if (!found?.body || choosesFields(found.body)) return false;
  let converts = true;
  walk(found.body, (node) => {
    converts &&= !(isUnknownCall(node) || leavesOut(node));
    return converts;
  });
  return converts;
}

function functionOf(value: Expression, scopes: Scopes): ReturnType<typeof functionIn> {
  const { node } = trace(value, scopes);
  const declared = node.kind === 'name' ? scopes.resolve(node.name, node) : undefined;
  return declared?.kind === 'function' ? declared : functionIn(node);
}

function isUnknownCall(node: Node): boolean {
  return node.kind === 'call' && !CONVERTING_CALLS.test(lastNameOf(node.callee) ?? '');
}

/** `const { token, ...rest } = state`, `delete state.token`, `{ ...state, token: null }` */
function leavesOut(node: Node): boolean {
  if (node.kind === 'unary') return node.operator === 'delete';
  if (node.kind === 'variable') return node.binding === 'pattern' && node.value === undefined;
  if (node.kind !== 'dictionary') return false;
  return node.entries.some(({ key, value }) => {
    const name = key && keyName(key);
    return name !== undefined && isCredential(name) && isEmpty(value);
  });
}

function isEmpty(value: Expression): boolean {
  return value.kind === 'nil' || literalText(value) === '';
}

/** `({ user: state.user })`: what is not named is not written. */
function choosesFields(body: Extract<Node, { kind: 'block' }>): boolean {
  const result = onlyResult(body.statements);
  if (result?.kind !== 'dictionary' || result.entries.some(({ key }) => !key)) return false;
  return !result.entries.some(({ key }) => key && isCredential(keyName(key) ?? ''));
}

function isCredential(name: string): boolean {
  return !isOtherToken(name) && (kindOfValueName(name) !== undefined || kindOfKeyName(name) !== undefined);
}
