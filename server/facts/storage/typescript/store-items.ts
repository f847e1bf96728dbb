import type { CallNode, Code, DictionaryNode, Expression } from '../../../code/model.js';
import type { ModuleCall } from '../../../knowledge/libraries/typescript/module-library.js';
import type { Scopes } from '../../scope.js';
import { bare, trace } from '../../trace.js';

/** One item that a call is about; a wipe is about none. */
export interface StoreItem {
  readonly key?: Expression;
  readonly value?: Expression;
  /** The pair or entry, where a call has several. */
  readonly place?: Expression;
}

/** The items of a call that has several, by how it takes them. */
export function severalItems(
  node: CallNode,
  many: NonNullable<ModuleCall['many']>,
  code: Code,
  scopes: Scopes,
): readonly StoreItem[] {
  const argument = node.args[0]?.value;
  if (!argument) return [];
  const end = trace(argument, scopes).node;
  const isInline = end === bare(argument);
  if (many === 'object') return end.kind === 'dictionary' ? entriesOf(end, isInline) : [];
  const items = [...(end.kind === 'list' ? end.items : []), ...pushed(argument, node, code, scopes)];
  if (many === 'keys') return items.map((key) => ({ key }));
  return items.flatMap((item) => pairOf(item, isInline));
}

/** `pairs.push(['token', token])` before the call. */
function pushed(argument: Expression, node: CallNode, code: Code, scopes: Scopes): readonly Expression[] {
  const name = bare(argument);
  if (name.kind !== 'name') return [];
  return scopes.changes
    .inside(code.root, name.name, node.start)
    .flatMap((change) =>
      change.kind === 'call' && change.callee.kind === 'member' && change.callee.name === 'push'
        ? change.args.map(({ value }) => value)
        : [],
    );
}

function entriesOf(node: DictionaryNode, isInline: boolean): readonly StoreItem[] {
  const isOnly = node.entries.length === 1;
  return node.entries.flatMap(({ key, value }) =>
    key ? [{ key, value, ...(isInline && !isOnly && { place: value }) }] : [],
  );
}

function pairOf(item: Expression, isInline: boolean): readonly StoreItem[] {
  const pair = bare(item);
  const [key, value] = pair.kind === 'list' ? pair.items : [];
  return key && value ? [{ key, value, ...(isInline && { place: item }) }] : [];
}
