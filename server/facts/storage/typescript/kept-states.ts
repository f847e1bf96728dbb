import type { Expression } from '../../../code/model.js';
import type { ModuleLibrary } from '../../../knowledge/libraries/typescript/module-library.js';
import type { Span } from '../../../span.js';
import type { CredentialGuess } from '../../model.js';
import type { Modules } from '../../modules.js';
import { bare } from '../../trace.js';
import type { PersistedState } from '../repair-model.js';
import type { PassingCall, StoreUse } from '../storage-model.js';

/** What is kept of a state: the credential that it names, and the types to look into. */
export interface State {
  readonly credential?: CredentialGuess;
  readonly types: readonly string[];
  readonly persisted?: PersistedState;
}

/** A state that a library keeps under a key, with the place that says so. */
export interface KeptState extends State, Span {
  readonly key: StoreUse['key'];
}

/** The state as it is written to a store that is known. */
export function keptIn({ store, storeName }: ModuleLibrary, state: KeptState): StoreUse {
  return { ...state, operation: 'write', store, storeName, canThrow: true };
}

/** A storage of the app's own is handed the state as any caller would. @param file where that is */
export function handedTo(
  storage: Expression,
  { key, credential, types, start, end }: KeptState,
  modules: Modules,
  file: string,
): readonly PassingCall[] {
  const node = bare(storage);
  if (node.kind !== 'name') return [];
  const span = { start, end };
  const value = { key: { pieces: [], names: [] }, types, isNil: false, span };
  return [
    {
      name: 'setItem',
      receiver: node.name,
      from: { module: modules.member(node)?.module ?? '', file },
      varies: false,
      labels: ['_', '_'],
      canThrow: true,
      args: [
        { key, types: [], isNil: false, span },
        { ...value, ...(credential && { credential }) },
      ],
      ...span,
    },
  ];
}
