import type { Expression, Node, TypeNode } from '../../../code/model.js';
import { certainType } from '../../../knowledge/containers.js';
import type { Scopes } from '../../scope.js';
import { bare, declarationOf } from '../../trace.js';

/**
 * The type that a name or a field is declared with, without what says that there may be no value: `Storage` of
 * `private storage: Storage | null`, of the same among a constructor's parameters, and of `inject(Storage)`.
 */
export function declaredType(node: Expression, scopes: Scopes): string | undefined {
  const declaration = declarationOf(node, scopes);
  if (declaration?.kind === 'variable') {
    const type = declaration.type ?? injected(declaration.value);
    return type && certainType(type);
  }
  const parameter = declaration?.kind === 'parameter' ? declaration.parameter : parameterProperty(node);
  return parameter?.type && certainType(parameter.type);
}

/** Angular: `private readonly storage = inject(Storage)`. */
function injected(value: Expression | undefined): string | undefined {
  const call = value && bare(value);
  if (call?.kind !== 'call' || call.callee.kind !== 'name' || call.callee.name !== 'inject') return undefined;
  const [token] = call.args;
  return token?.value.kind === 'name' ? token.value.name : undefined;
}

/** The parameter of the constructor that a field is declared by: `constructor(private storage: Storage)`. */
function parameterProperty(node: Expression): { readonly type?: string } | undefined {
  if (node.kind !== 'member' || node.object?.kind !== 'name' || node.object.name !== 'self') return undefined;
  const type = enclosingType(node);
  for (const member of type?.members ?? []) {
    if (member.kind !== 'function' || member.name !== 'init') continue;
    const parameter = member.parameters.find(({ name }) => name === node.name);
    if (parameter) return parameter;
  }
  return undefined;
}

function enclosingType(node: Node): TypeNode | undefined {
  for (let up = node.parent; up; up = up.parent) if (up.kind === 'type') return up;
  return undefined;
}
