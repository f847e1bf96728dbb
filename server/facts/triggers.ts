import { anyOf } from './alternatives.js';
import { NO_NAMES, type OwnNames } from '../knowledge/own-names.js';
import { wordsToLookFor } from '../knowledge/vocabulary.js';

/**
 * Without one of these words a text has nothing to do with what the rules know, nor without passing on what other files
 * have.
 */
export const TRIGGERS = anyOf([
  'kSec',
  'SecItem',
  'key_?chain',
  'valet',
  'locksmith',
  'token',
  'passw',
  'passphrase',
  'passcode',
  'secret',
  'credential',
  'session',
  'api[_-]?key',
  'jwt',
  'bearer',
  'oauth',
  'auth_?code',
  'pkce',
  'verifier',
  'pwd',
  'otp\\b',
  'sms_?code',
  'authoriz',
  'cookie',
  'private[_ ]?key',
  'sign_?in',
  'log_?in',
  '://\\w+:[^\\s/:@"]+@',
  'log_?out',
  'sign_?out',
  'urlcache',
  'encryptionKey',
  'interceptors',
  'QueryClient',
  'ApolloClient',
  'clearStorage',
  'persistor',
  'UserDefaults',
  'UbiquitousKeyValueStore',
  '@propertyWrapper',
  'async-?storage',
  'secure-?stor',
  'MMKV',
  'encrypted-storage',
  'sensitive-info',
  '@capacitor',
  '@ionic',
  'Application-?Settings',
  'kv-store',
  'native-?storage',
  'default-preference',
  'combineReducers',
  'rn-secure',
  'export\\s*(\\*[^\'"\\n]*|\\{[^}]*\\})\\s*from\\b',
]);

/**
 * Whether it is worth parsing a text at all.
 * @param names the project's own
 */
export function mayHoldFacts(text: string, names: OwnNames = NO_NAMES): boolean {
  return TRIGGERS.test(text) || (wordsToLookFor(names)?.test(text) ?? false);
}
