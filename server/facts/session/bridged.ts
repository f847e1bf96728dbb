import type { CallNode, Code, FunctionNode, Node } from '../../code/model.js';
import { enclosingMember, enclosingTypeName } from '../scope.js';
import { literalText } from '../trace.js';
import type { FunctionFact } from './session-model.js';

/**
 * Functions of Swift that JavaScript calls by another name than Swift has for them: `@objc(clearTokens:rejecter:)`, and
 * those that an Expo module defines, `AsyncFunction("clearTokens") { … }`. They lead to what holds their code.
 */
export function bridgedFacts(node: Node, code: Code): readonly FunctionFact[] {
  if (node.kind === 'function') return selectorOf(node, code);
  return node.kind === 'call' ? definedBy(node) : [];
}

function selectorOf(node: FunctionNode, { text }: Code): readonly FunctionFact[] {
  const attribute = node.attributes.find(({ name }) => name === 'objc');
  const name = attribute && /^@objc\(\s*(\w+)/.exec(text.slice(attribute.start, attribute.end))?.[1];
  return name === undefined || name === node.name ? [] : [leadingTo(node.name, name, node)];
}

/** Expo's ModuleDefinition: `Function("name") { }`, `AsyncFunction("name") { }` */
function definedBy(node: CallNode): readonly FunctionFact[] {
  const [first] = node.args;
  const isDefinition = node.callee.kind === 'name' && /^(Async)?Function$/.test(node.callee.name);
  const name = isDefinition && first ? literalText(first.value) : undefined;
  const holder = name === undefined ? undefined : enclosingMember(node);
  return holder && name !== undefined ? [leadingTo(holder.name, name, node)] : [];
}

function leadingTo(target: string, name: string, node: FunctionNode | CallNode): FunctionFact {
  const type = enclosingTypeName(node);
  const span = { start: node.start, end: node.end };
  return {
    owner: { ...(type !== undefined && { type }), name, labels: [], isStatic: false, ...span },
    ...span,
    body: span,
    open: node.start,
    endsSession: false,
    removesAccount: false,
    calls: [{ name: target, hasArguments: true }],
    dropped: [],
  };
}
