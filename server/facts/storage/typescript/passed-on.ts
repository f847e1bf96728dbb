import type { CallNode, Expression } from '../../../code/model.js';
import type { ModuleMember, Modules } from '../../modules.js';
import type { Scopes } from '../../scope.js';
import { bare } from '../../trace.js';
import { passingCall } from '../passing.js';
import type { ImportedFrom, PassingCall } from '../storage-model.js';

/** A call that may hand a credential to a wrapper of a store, with the file that it is imported from. */
export function passedOn(
  node: CallNode,
  scopes: Scopes,
  modules: Modules,
  file: string,
): readonly PassingCall[] {
  const call = passingCall(node, scopes);
  if (!call) return [];
  const { callee } = node;
  if (callee.kind === 'name') {
    const origin = originOf(callee, scopes, modules, file);
    return origin === 'elsewhere' ? [] : [{ ...call, ...(origin && { from: origin }) }];
  }
  const object = callee.kind === 'member' && callee.object ? rootOf(callee.object) : undefined;
  const member = object && modules.member(object);
  return [member ? { ...call, from: importedFrom(member, file) } : call];
}

/**
 * Where a function comes from that is called by its name: its import, this file, a hook (`const { setToken } =
 * useAuth()`), of which the name alone is known, or elsewhere, from a state or a parameter.
 */
function originOf(
  callee: Extract<Expression, { kind: 'name' }>,
  scopes: Scopes,
  modules: Modules,
  file: string,
): ImportedFrom | undefined | 'elsewhere' {
  const declaration = scopes.resolve(callee.name, callee);
  if (declaration?.kind === 'function') return { module: '', file };
  if (declaration?.kind === 'variable' && declaration.binding === 'pattern') {
    const isPicked = declaration.value?.kind === 'member';
    return isPicked ? undefined : 'elsewhere';
  }
  const member = modules.member(callee);
  if (member) return importedFrom(member, file);
  // `const save = useCallback(async (token) => …)`: it writes where it is declared.
  return 'elsewhere';
}

/** What an import of a file brings in, for other files to tell what it is. */
export function importedFrom({ module, path: [name] }: ModuleMember, file: string): ImportedFrom {
  return { module, file, ...(name !== undefined && { name }) };
}

/** `useAuthStore.getState().setToken`: what stands at the beginning. */
function rootOf(node: Expression): Expression {
  const inner = bare(node);
  if (inner.kind === 'call') return rootOf(inner.callee);
  if (inner.kind === 'member' && inner.object) return rootOf(inner.object);
  return inner;
}
