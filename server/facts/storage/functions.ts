import type { Code, FunctionNode, ImportNode, Node } from '../../code/model.js';
import { nodesIn } from '../../code/nodes.js';
import { ancestorsOf } from '../../code/walk.js';
import type { FunctionShape, ImportShape } from './shape-model.js';

/** The functions of a text whose names begin at the given places. */
export function functionShapes(code: Code, places: ReadonlySet<number>): FunctionShape[] {
  return nodesIn(code.root, 'function').flatMap((node) =>
    places.has(node.nameSpan.start) ? [shapeOf(node)] : [],
  );
}

function shapeOf(node: FunctionNode): FunctionShape {
  const types = [...ancestorsOf(node)].filter((up) => up.kind === 'type').toReversed();
  const attributes = [node, ...types].flatMap((each) => each.attributes.map((attribute) => attribute.name));
  const isLocal = [...ancestorsOf(node)].some((up) => up.kind === 'function' || up.kind === 'closure');
  return {
    path: types.map((type) => type.name),
    name: node.name,
    parameters: node.parameters.map((parameter) => ({
      label: parameter.label ?? '_',
      name: parameter.name,
      hasDefault: parameter.default !== undefined,
      ...(parameter.type !== undefined && { type: parameter.type }),
    })),
    ...(node.returnType !== undefined && { returnType: node.returnType }),
    throws: node.throws,
    async: node.async,
    isStatic: node.attributes.some((attribute) => /^(static|class)$/.test(attribute.name)),
    access: isLocal ? 'private' : accessOf(node, types),
    isSpecial:
      types.some((type) => type.form === 'actor' || type.form === 'protocol') ||
      attributes.some((name) => /Actor$|^(available|mutating|override)$/.test(name)) ||
      /^(init|deinit|subscript)$/.test(node.name),
    start: node.nameSpan.start,
    end: node.nameSpan.end,
  };
}

function accessOf(node: FunctionNode, types: readonly Node[]): FunctionShape['access'] {
  if (isMarked(node, 'private')) return 'private';
  // At the top of a file `private` means the file.
  const [outermost, ...nested] = types;
  if (nested.some((type) => isMarked(type, 'private'))) return 'private';
  const isFile = [node, ...types].some((each) => isMarked(each, 'fileprivate'));
  return isFile || (outermost && isMarked(outermost, 'private')) ? 'file' : 'module';
}

function isMarked(node: Node, access: string): boolean {
  return (
    (node.kind === 'function' || node.kind === 'type') &&
    node.attributes.some((attribute) => attribute.name === access)
  );
}

/** The imports at the top of a text that no `#if` surrounds. */
export function importsOf(code: Code): ImportShape[] {
  return code.root.statements.flatMap((node) => {
    if (node.kind !== 'import') return [];
    const isConditional = code.regions.some((region) => region.start <= node.start && node.end <= region.end);
    return isConditional ? [] : [importShape(node)];
  });
}

function importShape({ module, bindings, typeOnly, start, end }: ImportNode): ImportShape {
  const names = bindings?.map((one) => ({
    imported: one.imported,
    local: one.local,
    start: one.start,
    end: one.end,
  }));
  return { module, ...(names && { names }), ...(typeOnly && { typeOnly }), start, end };
}
