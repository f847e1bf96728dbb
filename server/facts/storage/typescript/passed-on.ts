import type { CallNode, Expression } from '../../../code/model.js';
import { isOwnModule, type ModuleMember, type Modules } from '../../modules.js';
import type { Scopes } from '../../scope.js';
import { bare } from '../../trace.js';
import { mayStore, passingCall } from '../passing.js';
import type { CallTarget, ImportedFrom, PassingCall } from '../storage-model.js';
import type { Reach } from './reach.js';

/** A call that may hand a credential to a wrapper of a store, with the file that it is imported from. */
export function passedOn(
  node: CallNode,
  scopes: Scopes,
  modules: Modules,
  reach: Reach,
  file: string,
): readonly PassingCall[] {
  const target = node.args.length > 0 ? reach.target(node.callee) : undefined;
  const call = passingCall(node, scopes, target && storingName(target));
  if (!call) return [];
  const { callee } = node;
  const aimed = { ...call, ...(target && { target }) };
  if (callee.kind === 'name') {
    const origin = originOf(callee, scopes, modules, file);
    if (origin === 'elsewhere')
      return target && isOfProject(target) ? [{ ...aimed, from: { module: target.module, file } }] : [];
    return [{ ...aimed, ...(origin && { from: origin }) }];
  }
  const object = callee.kind === 'member' && callee.object ? rootOf(callee.object) : undefined;
  const member = object && modules.member(object);
  return [member ? { ...aimed, from: importedFrom(member, file) } : aimed];
}

/**
 * What a function is called where it comes from, if that is a name of one that keeps things: `save` for `keep` in
 * `import { save as keep }`. A default is called whatever the importing file likes.
 */
function storingName({ module, way }: CallTarget): string | undefined {
  const name = /[^/.]+$/.exec(way)?.[0] ?? '';
  if (name === 'default') return isOwnModule(module) ? name : undefined;
  return mayStore(name) ? name : undefined;
}

function isOfProject({ module }: CallTarget): boolean {
  return module === '' || isOwnModule(module);
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
