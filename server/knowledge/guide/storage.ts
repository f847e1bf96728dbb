import { LEVELS, type Level } from '../levels.js';
import type { GuideTree, PolicyOptions, Spelling } from './model.js';
import { SOURCES } from './sources.js';

/** The policy's member that gives the level of one kind of credential, with every level that is still allowed. */
function levelOptions(kind: string, recommended: Level): PolicyOptions {
  return {
    path: ['credentials', kind, 'level'],
    label: 'Level in this project',
    recommended,
    values: LEVELS.filter(({ deprecated }) => deprecated === undefined).map(({ level, name, brief }) => ({
      value: level,
      title: name,
      note: brief,
    })),
  };
}

/** A level as Apple, Expo and react-native-keychain spell it. */
function spellings(level: Level): readonly Spelling[] {
  const { constant, name } = LEVELS.find((info) => info.level === level) ?? {};
  if (constant === undefined || name === undefined) return [];
  const upper = name.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
  return [
    { api: 'Swift', code: constant },
    { api: 'Expo SecureStore', code: `SecureStore.${upper}` },
    { api: 'react-native-keychain', code: `Keychain.ACCESSIBLE.${upper}` },
  ];
}

export const STORAGE_TREE: GuideTree = {
  id: 'storage',
  title: 'Token storage',
  question: 'Where should you store authentication tokens?',
  intro: 'It depends on how long the credential lives and on who has to read it while the device is locked.',
  choice: 'each',
  branches: [
    {
      id: 'storage/keychain',
      title: 'A credential that has to last',
      leaves: [
        {
          id: 'storage/access-token',
          kind: 'accessToken',
          situation: 'Access token (short-lived, under 1 hour)',
          answer: 'Keychain · AfterFirstUnlock',
          what: 'Keep it in the Keychain with the level AfterFirstUnlock.',
          why: 'It is there from the first unlock after a restart on, also while the device is locked, so that background refresh, push handlers and widgets can use it. It survives a restart, and within the hour it is worthless anyway.',
          how: [
            'Store it under a service of your own and an account, and give the level at every write.',
            'Update first, and add when there is nothing to update: deleting first loses the token when the add fails on a locked device (`errSecInteractionNotAllowed`).',
            'Look at the status of each call: `errSecItemNotFound` means there is none, everything else is an error.',
          ],
          follows: [
            'A reader in the background tells “locked” (-25308) from “not there”, and does not sign out.',
            'The level is not part of an item’s key: leave it out of queries that find or delete.',
            'Keychain items outlive the app. If a reinstall has to start signed out, wipe them at the first launch.',
          ],
          spellings: spellings('afterFirstUnlock'),
          policy: [{ path: ['credentials', 'accessToken', 'level'], value: 'afterFirstUnlock' }],
          options: levelOptions('accessToken', 'afterFirstUnlock'),
          rules: [
            'keychain/accessibility-mismatch',
            'keychain/accessibility-missing',
            'keychain/always-accessible',
            'keychain/non-atomic-replace',
            'keychain/overspecified-query',
            'keychain/locked-read-as-logout',
            'keychain/level-not-migrated',
            'storage/token-in-user-defaults',
            'storage/token-in-plain-storage',
          ],
          snippets: ['save-access-token', 'keychain-helper', 'secitem-add'],
          sources: [SOURCES.accessibility, SOURCES.updatingItems, SOURCES.storageMasvs],
        },
        {
          id: 'storage/refresh-token',
          kind: 'refreshToken',
          situation: 'Refresh token (long-lived)',
          answer: 'Keychain · WhenUnlockedThisDeviceOnly',
          what: 'Keep it in the Keychain with the level WhenUnlockedThisDeviceOnly.',
          why: 'It is worth most to a thief: for weeks it yields new access tokens. This level keeps it on this device, out of every backup that another device can restore, and readable only while the device is unlocked.',
          how: [
            'Store it as an item of its own, apart from the access token, so that each has its level.',
            'When the server rotates refresh tokens, store the new one before the new access token is used.',
            'Where background work has to refresh while the device is locked, choose AfterFirstUnlockThisDeviceOnly for this project: it still never leaves the device.',
          ],
          follows: [
            'A new or restored device starts signed out, and the user signs in there.',
            'A refresh on a locked device has to wait; a failed read then is no reason to sign out.',
            'This level does not go with `kSecAttrSynchronizable` (`errSecParam`), and beside `kSecAttrAccessControl` it belongs inside the access control.',
          ],
          spellings: spellings('whenUnlockedThisDeviceOnly'),
          policy: [{ path: ['credentials', 'refreshToken', 'level'], value: 'whenUnlockedThisDeviceOnly' }],
          options: levelOptions('refreshToken', 'whenUnlockedThisDeviceOnly'),
          rules: [
            'keychain/accessibility-mismatch',
            'keychain/accessibility-missing',
            'keychain/always-accessible',
            'keychain/conflicting-attributes',
            'keychain/level-not-migrated',
            'storage/token-in-user-defaults',
            'storage/token-in-plain-storage',
          ],
          snippets: ['save-refresh-token', 'keychain-helper', 'secitem-update'],
          sources: [SOURCES.accessibility, SOURCES.platformSecurity, SOURCES.bestPractice],
        },
        {
          id: 'storage/session-id',
          kind: 'sessionId',
          situation: 'Session ID (server-side session)',
          answer: 'Keychain · AfterFirstUnlock',
          what: 'Keep it in the Keychain with the level AfterFirstUnlock.',
          why: 'The server holds the session and the device only its name, but whoever has the name has the session. Background refreshes have to find it while the device is locked.',
          how: [
            'Take it out of the response, store it in the Keychain, and send it yourself instead of leaving it in a cookie on disk.',
            'Give the session an ephemeral or own `URLSessionConfiguration`, so that no cookie keeps a second copy.',
          ],
          follows: [
            'Signing out ends the session at the server too; deleting the name alone leaves it open.',
            'Cookies of your hosts are cleared at sign-out when the server sets any.',
          ],
          spellings: spellings('afterFirstUnlock'),
          policy: [{ path: ['credentials', 'sessionId', 'level'], value: 'afterFirstUnlock' }],
          options: levelOptions('sessionId', 'afterFirstUnlock'),
          rules: [
            'keychain/accessibility-mismatch',
            'keychain/accessibility-missing',
            'keychain/always-accessible',
            'storage/token-in-user-defaults',
            'storage/token-in-plain-storage',
          ],
          snippets: ['save-session-id', 'keychain-helper', 'secitem-add'],
          sources: [SOURCES.accessibility, SOURCES.cwe522, SOURCES.storageMasvs],
        },
      ],
    },
    {
      id: 'storage/elsewhere',
      title: 'Used once, or no credential',
      leaves: [
        {
          id: 'storage/auth-code',
          kind: 'authCode',
          situation: 'Temporary authorization code (OAuth flow)',
          answer: 'Memory only, never stored',
          what: 'Hold the code, the PKCE verifier and the state in memory while the flow runs, and drop them.',
          why: 'The code is used once and exchanged at once. On disk it only adds a copy that somebody may find together with the verifier, and then exchange.',
          how: [
            'Let one object own the flow: it makes the verifier and the state, compares the state that comes back, and exchanges the code.',
            'Use `ASWebAuthenticationSession`, or `expo-auth-session` and `react-native-app-auth`, which keep the verifier in memory.',
          ],
          follows: [
            'A flow that the system interrupts starts again from the beginning.',
            'The code is in no log, no analytics event and no URL that is stored.',
          ],
          spellings: [
            { api: 'Swift', code: 'ASWebAuthenticationSession' },
            { api: 'Expo', code: 'AuthSession.useAuthRequest' },
          ],
          policy: [{ path: ['credentials', 'authCode', 'store'], value: 'memory' }],
          rules: ['storage/auth-code-persisted'],
          snippets: ['oauth-pkce'],
          sources: [SOURCES.pkce, SOURCES.nativeApps, SOURCES.authenticationSession],
        },
        {
          id: 'storage/remember-me',
          situation: '“Remember me” preference',
          answer: 'UserDefaults',
          what: 'Keep the choice as a boolean in UserDefaults; in React Native, in AsyncStorage.',
          why: 'It is a preference and not a credential: whoever reads it learns that somebody ticked a box.',
          how: [
            'Store true or false and nothing else: no password, no token, no user name.',
            'When it is off, keep the tokens in memory, or delete them when the app goes away.',
          ],
          follows: [
            'What is remembered is in the Keychain, at the level of its kind.',
            'Tied to the account, it is cleared at sign-out with the account’s other preferences.',
          ],
          spellings: [
            { api: 'Swift', code: 'UserDefaults.standard.set(true, forKey: "rememberMe")' },
            { api: 'React Native', code: "AsyncStorage.setItem('rememberMe', 'true')" },
          ],
          policy: [{ path: ['credentials', 'rememberMe', 'store'], value: 'userDefaults' }],
          rules: [],
          snippets: ['remember-me'],
          sources: [SOURCES.userDefaults],
        },
      ],
    },
  ],
  trap: {
    title: 'The trap: tokens in UserDefaults',
    text: 'UserDefaults is a plain file: not encrypted by itself, part of every backup, and readable on a jailbroken device. The same holds for AsyncStorage, MMKV without a key, `localStorage` in a web view, and Capacitor Preferences.',
    entry: 'never/user-defaults',
  },
};
