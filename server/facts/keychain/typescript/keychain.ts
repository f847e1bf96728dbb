import type { Code } from '../../../code/model.js';
import type { LevelMentions } from '../../mentions.js';
import type { Modules } from '../../modules.js';
import type { Scopes } from '../../scope.js';
import type { StoreCall } from '../../storage/typescript/module-calls.js';
import type { KeychainFacts } from '../keychain-model.js';
import { keptModuleLevels } from './kept-levels.js';
import { lockedModuleReads } from './locked-read.js';
import { missedModuleDeletes } from './missed-deletes.js';
import { uncheckedWrites } from './unchecked.js';

/** What a TypeScript text does with the Keychain, from its calls of libraries. */
export function scriptKeychain(
  calls: readonly StoreCall[],
  code: Code,
  scopes: Scopes,
  mentions: LevelMentions,
  modules: Modules,
  file: string,
): KeychainFacts {
  return {
    unchecked: uncheckedWrites(calls, code, scopes),
    discardable: [],
    replacements: [],
    lockedReads: lockedModuleReads(calls, code, scopes, modules, file),
    missedDeletes: missedModuleDeletes(calls, code, scopes),
    keptLevels: keptModuleLevels(calls, code, scopes, mentions),
  };
}
