import type { Code, DictionaryNode, Expression, Node } from '../../../code/model.js';
import { nodesIn } from '../../../code/nodes.js';
import { walk } from '../../../code/walk.js';
import { spanOf } from '../../../span.js';
import { functionIn } from '../../callables.js';
import type { Modules } from '../../modules.js';
import type { Scopes } from '../../scope.js';
import { bare, declarationOf, literalText, trace } from '../../trace.js';
import type { TypeShape } from '../shape-model.js';

/** Reducers around reducers are followed this far. */
const MOST_HOPS = 3;

/** The type of a slice of Redux state, as {@link sliceShapes} and what is combined call it. */
export function sliceType(name: string): string {
  return `${name} slice`;
}

/** The slice that a type is of; undefined for what is combined of several. */
export function sliceOf(type: string): string | undefined {
  return type.endsWith(' slice') ? type.slice(0, -' slice'.length) : undefined;
}

/** The type of what a combined reducer keeps, by the name that its file gives to others. */
function stateType(exported: string): string {
  return `${exported} state`;
}

/** What a text combines with `combineReducers`, for other files that persist it under the name of the reducer. */
export function combinedShapes(code: Code, scopes: Scopes): readonly TypeShape[] {
  const shapes: TypeShape[] = [];
  for (const node of nodesIn(code.root, 'call')) {
    const combined = combinedBy(node, scopes);
    if (!combined) continue;
    const names = new Set(['default', ...(node.parent?.kind === 'variable' ? [node.parent.name] : [])]);
    const fields = keysOf(combined).map((name) => ({ name, type: sliceType(name), ...spanOf(node) }));
    for (const name of names)
      shapes.push({ name: stateType(name), form: 'interface', inherits: [], fields, instances: [] });
  }
  return shapes;
}

/**
 * The types of the state that a reducer keeps, less the slices that are left out; undefined where the text does not
 * tell. Reducers that stand around another one, to begin anew at a logout, keep what that keeps.
 */
export function keptTypes(
  reducer: Expression,
  without: readonly string[],
  scopes: Scopes,
  modules: Modules,
  hops = 0,
): readonly string[] | undefined {
  const { node } = trace(reducer, scopes);
  const combined = combinedBy(node, scopes);
  if (combined)
    return keysOf(combined)
      .filter((key) => !without.includes(key))
      .map(sliceType);
  const body = bodyOf(node, scopes);
  if (body && hops < MOST_HOPS) {
    const inner = handedOnIn(body);
    return inner && keptTypes(inner, without, scopes, modules, hops + 1);
  }
  const member = without.length === 0 ? modules.member(node) : undefined;
  return member && [stateType(member.path[0] ?? 'default')];
}

function combinedBy(node: Node, scopes: Scopes): DictionaryNode | undefined {
  if (node.kind !== 'call' || node.callee.kind !== 'name' || node.callee.name !== 'combineReducers')
    return undefined;
  const slices = node.args[0] && trace(node.args[0].value, scopes).node;
  return slices?.kind === 'dictionary' ? slices : undefined;
}

function keysOf({ entries }: DictionaryNode): readonly string[] {
  return entries.flatMap(({ key }) => (key ? (literalText(key) ?? []) : []));
}

function bodyOf(node: Expression, scopes: Scopes): Node | undefined {
  const declaration = declarationOf(node, scopes);
  return declaration?.kind === 'function' ? declaration.body : functionIn(node)?.body;
}

/** `appReducer` of `return appReducer(state, action)`. */
function handedOnIn(body: Node): Expression | undefined {
  const found: Expression[] = [];
  walk(body, (node) => {
    const [, action] = node.kind === 'call' ? node.args : [];
    const passed = action && bare(action.value);
    if (node.kind === 'call' && passed?.kind === 'name' && passed.name === 'action') found.push(node.callee);
  });
  return found[0];
}
