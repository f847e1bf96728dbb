import type { CallNode, Expression } from '../../../code/model.js';
import { lastNameOf, type Callables } from '../../callables.js';
import { bare } from '../../trace.js';

/** What brings a module of native code to JavaScript: React Native's, Expo's, Capacitor's. */
const BRIDGES =
  /^(NativeModules|TurboModuleRegistry|requireNativeModule|requireOptionalNativeModule|registerPlugin)$/;

/** The function of native code that a call runs: `NativeModules.Session.clearTokens()`. */
export function bridgedFunction({ callee }: CallNode, { scopes }: Callables): string | undefined {
  if (callee.kind !== 'member' || !callee.object) return undefined;
  return isNative(callee.object, scopes, 0) ? callee.name : undefined;
}

/** Names of names are followed this far. */
const MOST_HOPS = 4;

function isNative(object: Expression, scopes: Callables['scopes'], hops: number): boolean {
  const node = bare(object);
  if (hops > MOST_HOPS) return false;
  if (node.kind === 'member') {
    return (
      node.object !== undefined &&
      (lastNameOf(node.object) === 'NativeModules' || isNative(node.object, scopes, hops + 1))
    );
  }
  if (node.kind === 'call') return BRIDGES.test(headOf(node.callee) ?? '');
  if (node.kind !== 'name') return false;
  if (node.name === 'NativeModules') return true;
  const declaration = scopes.resolve(node.name, node);
  return declaration?.kind === 'variable' && declaration.value !== undefined
    ? isNative(declaration.value, scopes, hops + 1)
    : false;
}

/** `TurboModuleRegistry` of `TurboModuleRegistry.get`, `requireNativeModule`. */
function headOf(callee: Expression): string | undefined {
  const node = bare(callee);
  if (node.kind === 'name') return node.name;
  return node.kind === 'member' && node.object ? headOf(node.object) : undefined;
}
