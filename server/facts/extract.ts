import type { Code } from '../code/model.js';
import { libraryLevels } from './keychain/library-levels.js';
import { keychainFacts } from './keychain/keychain.js';
import { NO_KEYCHAIN } from './keychain/keychain-model.js';
import { libraryCalls } from './keychain/library-calls.js';
import { libraryWrites } from './keychain/library-writes.js';
import { loggedCredentials } from './logging/logging.js';
import { LevelMentions, secItemLevels } from './mentions.js';
import type { FileFacts } from './model.js';
import { ownWrites } from './keychain/own-writes.js';
import { backgroundEvidence, Platforms } from './platforms.js';
import { refreshFacts } from './refresh/refresh.js';
import { Scopes } from './scope.js';
import { SecItems } from './keychain/secitem.js';
import { withLevels } from './storage/stored-levels.js';
import { hardcodedSecrets } from './secrets/secrets.js';
import { NO_SESSION } from './session/session-model.js';
import { sessionFacts } from './session/session.js';
import { NO_STORAGE } from './storage/storage-model.js';
import { storageFacts } from './storage/storage.js';
import { Stores } from './storage/stores.js';
import { isServerCode, isTestCode } from './tests.js';

/** Without one of these words a text has nothing to do with what the rules know. */
const TRIGGERS =
  /kSec|SecItem|key_?chain|valet|locksmith|token|passw|passphrase|passcode|secret|credential|session|api[_-]?key|jwt|bearer|oauth|auth_?code|pkce|verifier|pwd|otp\b|sms_?code|authoriz|cookie|private[_ ]?key|sign_?in|log_?in|:\/\/\w+:[^\s/:@"]+@|log_?out|sign_?out|cookie|urlcache|encryptionKey|UserDefaults|UbiquitousKeyValueStore|@propertyWrapper|sessionlint-/i;

/** Whether it is worth parsing a text at all. */
export function mayHoldFacts(text: string): boolean {
  return TRIGGERS.test(text);
}

/** What a text does with credentials. */
export function factsOf(path: string, code: Code): FileFacts {
  const base = {
    path,
    language: code.language,
    text: code.text,
    comments: code.comments,
    isTest: isTestCode(path, code) || isServerCode(path, code),
  };
  if (!mayHoldFacts(code.text))
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
  const spelled = [...secItemLevels(code), ...libraryLevels(code, stores)];
  const platforms = new Platforms(code, path);
  const mentions = new LevelMentions(code, spelled, platforms);
  for (const node of secItems.selectingLevels()) mentions.markSelecting(node);
  const background = backgroundEvidence(code);
  const refresh = refreshFacts(code, scopes);
  const writes = [
    ...secItems.writes(mentions),
    ...libraryWrites(calls, scopes, mentions),
    ...ownWrites(code, scopes, mentions),
  ].toSorted((a, b) => a.start - b.start);
  return {
    ...base,
    levels: mentions.all(),
    writes,
    queries: secItems.queries(mentions),
    keychain: keychainFacts(code, scopes, secItems.calls, calls, mentions),
    storage: withLevels(storageFacts(code, scopes, platforms, calls), writes),
    session: sessionFacts(code, platforms),
    logged: loggedCredentials(code, scopes),
    secrets: hardcodedSecrets(path, code),
    ...(background && { background }),
    ...(refresh && { refresh }),
  };
}
