import type { Code } from '../../code/model.js';
import { isStoringName } from '../../knowledge/purposes.js';
import { enclosingTypeName, type Scopes } from '../scope.js';
import { isDiscardable } from './status.js';
import type { FunctionSought } from './status-model.js';

/** The functions of a text's Keychain wrappers whose result callers may drop unnoticed. */
export function discardableStores({ text }: Code, { functions }: Scopes): FunctionSought[] {
  if (!text.includes('@discardableResult')) return [];
  return functions.flatMap((declared) => {
    const type = enclosingTypeName(declared)?.split('.').at(-1);
    const isStore = isDiscardable(declared) && isStoringName(declared.name) && /keychain/i.test(type ?? '');
    if (!isStore || type === undefined) return [];
    return [{ type, name: declared.name, labels: declared.parameters.map(({ label }) => label ?? '_') }];
  });
}
