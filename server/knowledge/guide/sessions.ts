import type { GuideTree } from './model.js';
import { SOURCES } from './sources.js';

const MODEL = ['sessions', 'model'] as const;

export const SESSIONS_TREE: GuideTree = {
  id: 'sessions',
  title: 'Multi-session',
  question: 'How many sessions does your app support?',
  intro: 'Count the accounts on one device, and the devices that one account is used on.',
  choice: 'one',
  branches: [
    {
      id: 'sessions/one-device',
      title: 'One device',
      leaves: [
        {
          id: 'sessions/single',
          situation: 'One device, one account',
          answer: 'A plain SessionManager singleton',
          what: 'One object holds the session: who is signed in, whether they are, and the way in and out.',
          why: 'There is one session, so there is one place that can say what state it is in. Everything else would have to be kept in step.',
          how: [
            'Make it a `@MainActor` type with published state; in React Native, one store.',
            'A new login replaces the tokens of the one before: clear first, then store.',
            'At the start, restore from the Keychain, and tell “no token” from “cannot read it now”.',
          ],
          follows: [
            'Fixed keys are right: one item for each kind of credential.',
            'All sign-outs go through the one method, which clears the whole list.',
          ],
          spellings: [
            { api: 'Swift', code: '@MainActor final class SessionManager: ObservableObject' },
            { api: 'TypeScript', code: 'export const useSession = create<Session>()(…)' },
          ],
          policy: [{ path: MODEL, value: 'single' }],
          rules: ['logout/incomplete-cleanup', 'keychain/locked-read-as-logout'],
          snippets: ['session-manager', 'guest-session', 'first-launch-wipe'],
          sources: [SOURCES.usingKeychain, SOURCES.authMasvs],
        },
        {
          id: 'sessions/multi-account',
          situation: 'One device, several accounts (switching)',
          answer: 'Keychain items keyed by account',
          what: 'Store the credentials of each account under that account’s ID, and a pointer to the active one.',
          why: 'Under one fixed key the second login overwrites the first, and a switch shows one person the data of another.',
          how: [
            'Use the account’s ID as `kSecAttrAccount`, or as the part of the key that differs.',
            'Keep the ID of the active account in UserDefaults: it is no credential.',
            'Switching cancels the refresh of the account before, and clears caches in memory.',
          ],
          follows: [
            'Signing one account out deletes its items only; wiping everything signs the others out.',
            'Refresh is single-flight for each account.',
            'Files, databases and caches are kept for each account too.',
          ],
          spellings: [
            { api: 'Swift', code: 'query[kSecAttrAccount] = account.id' },
            { api: 'Expo SecureStore', code: 'SecureStore.setItemAsync(`refresh_${account.id}`, token)' },
            {
              api: 'react-native-keychain',
              code: 'Keychain.setGenericPassword(account.id, token, { service: account.id })',
            },
          ],
          policy: [{ path: MODEL, value: 'multiAccount' }],
          rules: ['session/key-not-per-account', 'logout/clears-other-accounts'],
          snippets: ['multi-account'],
          sources: [SOURCES.usingKeychain, SOURCES.cwe200],
        },
      ],
    },
    {
      id: 'sessions/several-devices',
      title: 'Several devices',
      leaves: [
        {
          id: 'sessions/multi-device',
          situation: 'Several devices, one account',
          answer: 'Server-side session management',
          what: 'The server keeps a list of the account’s devices, and can end the session of each.',
          why: 'A lost phone has to be signed out from somewhere else. Only the server can do that.',
          how: [
            'Register the device’s push token with the server after login, and take it back before the tokens go at sign-out.',
            'Show the sessions of the account, and offer to end each.',
            'Take a 401 or `invalid_grant` as the remote sign-out, and run the same clean-up as for a local one.',
          ],
          follows: [
            'Bind tokens to the device with a …ThisDeviceOnly level, so that a restored backup is a new session.',
            'Revoke the token at the server (RFC 7009) when the user signs out.',
          ],
          spellings: [
            { api: 'Swift', code: 'UIApplication.shared.registerForRemoteNotifications()' },
            { api: 'Expo', code: 'Notifications.getDevicePushTokenAsync()' },
          ],
          policy: [{ path: MODEL, value: 'multiDevice' }],
          rules: ['logout/incomplete-cleanup', 'keychain/asymmetric-delete'],
          snippets: ['device-sessions', 'session-manager', 'logout-cleanup'],
          sources: [SOURCES.revocation, SOURCES.registerPush, SOURCES.cwe613],
        },
        {
          id: 'sessions/registry',
          situation: 'Several devices, several accounts',
          answer: 'Full session registry',
          what: 'The server tracks every pair of device and account, and each device sees the sessions of the others.',
          why: 'With both, neither the device nor the account alone names a session; only the pair does.',
          how: [
            'Give each device a random ID of its own, and name a session by device and account.',
            'Key local items by account, and register each account’s session apart from the others.',
            'Ask for the list of sessions at start, and sign out the accounts whose session was ended elsewhere.',
          ],
          follows: [
            'Ending one session leaves the other accounts of the device alone.',
            'A device ID in a ThisDeviceOnly item is not copied to a second device.',
          ],
          spellings: [
            {
              api: 'Swift',
              code: 'struct SessionKey: Hashable { let device: UUID; let account: Account.ID }',
            },
            { api: 'TypeScript', code: 'type SessionKey = `${DeviceId}:${AccountId}`' },
          ],
          policy: [{ path: MODEL, value: 'registry' }],
          rules: ['session/key-not-per-account', 'logout/clears-other-accounts'],
          snippets: ['multi-account', 'device-sessions', 'logout-cleanup'],
          sources: [SOURCES.revocation, SOURCES.cwe613, SOURCES.authMasvs],
        },
      ],
    },
  ],
  trap: {
    title: 'The trap: one key for everybody',
    text: 'An app that learns to switch accounts often keeps the key `accessToken` from the time when there was one. The second account then overwrites the first, and signing out one signs out all.',
    entry: 'sessions/multi-account',
  },
};
