import type { Code } from '../code/model.js';
import { libraryLevels } from './keychain/library-levels.js';
import { keychainFacts } from './keychain/keychain.js';
import { NO_KEYCHAIN } from './keychain/keychain-model.js';
import { libraryCalls } from './keychain/library-calls.js';
import { libraryWrites } from './keychain/library-writes.js';
import { moduleLevels } from './keychain/typescript/levels.js';
import { scriptKeychain } from './keychain/typescript/keychain.js';
import { moduleQueries } from './keychain/typescript/queries.js';
import { moduleWrites } from './keychain/typescript/writes.js';
import { loggedCredentials } from './logging/logging.js';
import { LevelMentions, secItemLevels } from './mentions.js';
import type { FileFacts } from './model.js';
import { ownWrites } from './keychain/own-writes.js';
import { backgroundEvidence, Platforms } from './platforms.js';
import { refreshFacts } from './refresh/refresh.js';
import { refreshFacts as typescriptRefresh } from './refresh/typescript/refresh.js';
import { Scopes } from './scope.js';
import { SecItems } from './keychain/secitem.js';
import { withLevels } from './storage/stored-levels.js';
import { hardcodedSecrets } from './secrets/secrets.js';
import { NO_SESSION } from './session/session-model.js';
import { sessionFacts } from './session/session.js';
import { sessionFacts as typescriptSession } from './session/typescript/session.js';
import { Callables } from './callables.js';
import { NO_STORAGE } from './storage/storage-model.js';
import { StoreCalls } from './storage/typescript/module-calls.js';
import { scriptStorage } from './storage/typescript/storage.js';
import { Modules } from './modules.js';
import { storageFacts } from './storage/storage.js';
import { Stores } from './storage/stores.js';
import { isServerCode, isTestCode } from './tests.js';
import { PLAIN_READING, type Reading } from './reading.js';
import type { OwnNames } from '../knowledge/own-names.js';
import { speaking } from '../knowledge/vocabulary.js';
import { mayHoldFacts } from './triggers.js';

/** What a text does with credentials, in the words of its project. */
export function factsOf(path: string, code: Code, reading: Reading = PLAIN_READING): FileFacts {
  return speaking(reading.names, () => extract(path, code, reading));
}

function extract(path: string, code: Code, { names, included, securePackages }: Reading): FileFacts {
  const base = {
    path,
    language: code.language,
    text: code.text,
    comments: code.comments,
    isTest: !included && (isTestCode(path, code) || isServerCode(path, code)),
    ...(securePackages.length > 0 && { securePackages }),
  };
  if (code.root.statements.length === 0 || !isOfConcern(code, names))
    return {
      ...base,
      levels: [],
      writes: [],
      queries: [],
      keychain: NO_KEYCHAIN,
      storage: NO_STORAGE,
      session: NO_SESSION,
      logged: [],
      secrets: [],
    };
  const scopes = new Scopes(code.root);
  const stores = new Stores(code, scopes);
  const secItems = new SecItems(code, scopes);
  const calls = libraryCalls(code, stores);
  const modules = code.language === 'typescript' ? new Modules(code, scopes) : undefined;
  const scriptStores = modules && new StoreCalls(code, scopes, modules);
  const scriptCalls = scriptStores?.all() ?? [];
  const spelled = [
    ...secItemLevels(code),
    ...libraryLevels(code, stores),
    ...(modules ? moduleLevels(code, scopes, modules) : []),
  ];
  const platforms = new Platforms(code, path);
  const mentions = new LevelMentions(code, spelled, platforms);
  for (const node of secItems.selectingLevels()) mentions.markSelecting(node);
  const background = backgroundEvidence(code);
  const callables = code.language === 'typescript' ? new Callables(code, scopes) : undefined;
  const refresh = callables ? typescriptRefresh(callables) : refreshFacts(code, scopes);
  const writes = [
    ...secItems.writes(mentions),
    ...libraryWrites(calls, scopes, mentions),
    ...ownWrites(code, scopes, mentions),
    ...moduleWrites(scriptCalls, code, scopes, mentions),
  ].toSorted((a, b) => a.start - b.start);
  return {
    ...base,
    levels: mentions.all(),
    writes,
    queries: [...secItems.queries(mentions), ...moduleQueries(scriptCalls, code, scopes, mentions)],
    keychain: modules
      ? scriptKeychain(scriptCalls, code, scopes, mentions, modules, path)
      : keychainFacts(code, scopes, secItems.calls, calls, mentions),
    storage: withLevels(
      modules && scriptStores
        ? scriptStorage(code, path, scopes, platforms, modules, scriptStores, scriptCalls)
        : storageFacts(code, scopes, platforms, calls),
      writes,
    ),
    session: callables ? typescriptSession(callables, platforms, path) : sessionFacts(code, platforms),
    logged: loggedCredentials(code, scopes),
    secrets: hardcodedSecrets(path, code),
    ...(background && { background }),
    ...(refresh && { refresh }),
  };
}

/** Of Swift, only what is of concern was read. */
function isOfConcern({ language, text }: Code, names: OwnNames): boolean {
  return language === 'swift' || mayHoldFacts(text, names);
}
