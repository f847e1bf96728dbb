import type { Code, DictionaryNode } from '../../../code/model.js';
import { nodesIn } from '../../../code/nodes.js';
import { isOtherToken, kindOfValueName } from '../../../knowledge/credentials.js';
import { spanOf } from '../../../span.js';
import type { Scopes } from '../../scope.js';
import { bare, literalText, trace } from '../../trace.js';
import type { FieldShape, TypeShape } from '../shape-model.js';
import { entryOf } from './module-calls.js';
import { sliceType } from './reducers.js';

/** The slices of Redux state that a text makes, as types called `auth slice`: redux-persist writes them by name. */
export function sliceShapes(code: Code, scopes: Scopes): readonly TypeShape[] {
  const shapes: TypeShape[] = [];
  for (const node of nodesIn(code.root, 'call')) {
    if (node.callee.kind !== 'name' || node.callee.name !== 'createSlice') continue;
    const options = node.args[0] && bare(node.args[0].value);
    if (options?.kind !== 'dictionary') continue;
    const [named, initial] = [entryOf(options, 'name'), entryOf(options, 'initialState')];
    const name = named && literalText(trace(named, scopes).node);
    const state = initial && trace(initial, scopes);
    if (name === undefined || !state) continue;
    shapes.push({
      name: sliceType(name),
      form: 'interface',
      inherits: [],
      fields: [
        ...(state.node.kind === 'dictionary' ? fieldsOf(state.node) : []),
        ...(state.type === undefined ? [] : [{ name: 'initialState', type: state.type, ...spanOf(node) }]),
      ],
      instances: [],
    });
  }
  return shapes;
}

function fieldsOf({ entries }: DictionaryNode): readonly FieldShape[] {
  return entries.flatMap(({ key, value }) => {
    const name = key && literalText(key);
    if (!key || name === undefined) return [];
    const start = bare(value);
    const mayBeSecret = start.kind === 'nil' || literalText(start) !== undefined;
    const kind = mayBeSecret && !isOtherToken(name) ? kindOfValueName(name) : undefined;
    const span = spanOf(key);
    return [
      { name, ...span, ...(kind && { credential: { kind, name, source: 'property' as const, ...span } }) },
    ];
  });
}
