import { ts, type Example, type FixExample } from '../../rule.js';

export const BAD: readonly Example[] = [
  ts`
    import * as SecureStore from 'expo-secure-store';

    export async function keep(accessToken: string, refreshToken: string) {
      await SecureStore.«setItemAsync»('access_token', accessToken);
      await SecureStore.«setItemAsync»('refresh_token', refreshToken, { keychainService: 'session' });
    }
  `,
  ts`
    import * as Keychain from 'react-native-keychain';

    export const keep = (refreshToken: string) => Keychain.«setGenericPassword»('refreshToken', refreshToken);
  `,
  ts`
    import * as SecureStore from 'expo-secure-store';

    const keys = { session: (id: string) => \`\${id}.session\`, sessionId: (id: string) => \`\${id}.sid\` };

    export const keep = (id: string, value: string) => SecureStore.«setItemAsync»(keys.sessionId(id), value);
  `,
  ts`
    import EncryptedStorage from 'react-native-encrypted-storage';

    export const keep = (accessToken: string) => EncryptedStorage.«setItem»('accessToken', accessToken);
  `,
  // Options that several calls share.
  ts`
    import { deleteItemAsync, setItemAsync } from 'expo-secure-store';

    const OPTIONS = { keychainService: 'session' };

    export const keep = (accessToken: string) => «setItemAsync»('accessToken', accessToken, OPTIONS);
    export const keepId = (sessionId: string) => «setItemAsync»('sessionId', sessionId, OPTIONS);
    export const drop = () => deleteItemAsync('accessToken', OPTIONS);
  `,
  // No level suits both.
  ts`
    import * as SecureStore from 'expo-secure-store';

    const OPTIONS: SecureStore.SecureStoreOptions = { keychainService: 'session' };

    export async function keep(accessToken: string, refreshToken: string) {
      await SecureStore.«setItemAsync»('accessToken', accessToken, OPTIONS);
      await SecureStore.«setItemAsync»('refreshToken', refreshToken, OPTIONS);
    }
  `,
];

export const GOOD: readonly Example[] = [
  // react-native-keychain's default is what the policy asks for.
  ts`
    import * as Keychain from 'react-native-keychain';

    export const keep = (accessToken: string) => Keychain.setGenericPassword('accessToken', accessToken);
  `,
  ts`
    import * as SecureStore from 'expo-secure-store';

    export const remember = (theme: string) => SecureStore.setItemAsync('theme', theme);
    export const save = (key: string, value: string) => SecureStore.setItemAsync(key, value);
    export const register = (pushToken: string) => SecureStore.setItemAsync('pushToken', pushToken);
    export const clear = () => SecureStore.setItemAsync('accessToken', '');
  `,
  // The options come from elsewhere.
  ts`
    import * as SecureStore from 'expo-secure-store';
    import { options } from './options';

    export const keep = (accessToken: string) => SecureStore.setItemAsync('accessToken', accessToken, options);
    export const spread = (accessToken: string) =>
      SecureStore.setItemAsync('accessToken', accessToken, { ...options, keychainService: 'session' });
  `,
  // Not the library.
  ts`
    import { SecureStore } from './secureStore';

    export const keep = (accessToken: string) => SecureStore.setItemAsync('accessToken', accessToken);
  `,
];

export const FIXED: readonly FixExample[] = [
  {
    language: 'typescript',
    path: 'Example.ts',
    title:
      'Store with SecureStore.AFTER_FIRST_UNLOCK: readable in the background after the first unlock, migrates in encrypted backups',
    before: `import * as SecureStore from 'expo-secure-store';\n\nexport const keep = (accessToken: string) => SecureStore.setItemAsync('accessToken', accessToken);\n`,
    after: `import * as SecureStore from 'expo-secure-store';\n\nexport const keep = (accessToken: string) => SecureStore.setItemAsync('accessToken', accessToken, { keychainAccessible: SecureStore.AFTER_FIRST_UNLOCK });\n`,
  },
  {
    language: 'typescript',
    path: 'Example.ts',
    title:
      'Store with ACCESSIBLE.WHEN_UNLOCKED_THIS_DEVICE_ONLY: readable only while unlocked, never leaves this device',
    before: `import { ACCESSIBLE, setGenericPassword } from 'react-native-keychain';\n\nexport const keep = (refreshToken: string) =>\n  setGenericPassword('user', refreshToken, { service: 'refresh' });\n`,
    after: `import { ACCESSIBLE, setGenericPassword } from 'react-native-keychain';\n\nexport const keep = (refreshToken: string) =>\n  setGenericPassword('user', refreshToken, { accessible: ACCESSIBLE.WHEN_UNLOCKED_THIS_DEVICE_ONLY, service: 'refresh' });\n`,
  },
  {
    language: 'typescript',
    path: 'Example.ts',
    title:
      'Store with AFTER_FIRST_UNLOCK: readable in the background after the first unlock, migrates in encrypted backups',
    before: `import {
  deleteItemAsync,
  setItemAsync,
} from 'expo-secure-store';

const OPTIONS = {
  // One service for the whole session.
  keychainService: 'session',
};

export const keep = (accessToken: string) => setItemAsync('accessToken', accessToken, OPTIONS);
export const drop = () => deleteItemAsync('accessToken', OPTIONS);
`,
    after: `import {
  deleteItemAsync,
  setItemAsync,
  AFTER_FIRST_UNLOCK,
} from 'expo-secure-store';

const OPTIONS = {
  keychainAccessible: AFTER_FIRST_UNLOCK,
  // One service for the whole session.
  keychainService: 'session',
};

export const keep = (accessToken: string) => setItemAsync('accessToken', accessToken, OPTIONS);
export const drop = () => deleteItemAsync('accessToken', OPTIONS);
`,
  },
  {
    language: 'typescript',
    path: 'Example.ts',
    title:
      'Store with ACCESSIBLE.WHEN_UNLOCKED_THIS_DEVICE_ONLY: readable only while unlocked, never leaves this device',
    before: `import { setGenericPassword } from "react-native-keychain"

export const keep = (refreshToken: string) => setGenericPassword("user", refreshToken)
`,
    after: `import { setGenericPassword, ACCESSIBLE } from "react-native-keychain"

export const keep = (refreshToken: string) => setGenericPassword("user", refreshToken, { accessible: ACCESSIBLE.WHEN_UNLOCKED_THIS_DEVICE_ONLY })
`,
  },
];
