import { ts, type Example, type FixExample } from '../../rule.js';

export const BAD: readonly Example[] = [
  ts`
    import * as Keychain from 'react-native-keychain';

    const SERVICE = 'com.example.session';

    export const keep = (accessToken: string) =>
      Keychain.setGenericPassword('accessToken', accessToken, { service: SERVICE });
    export const drop = () => Keychain.«resetGenericPassword»();
  `,
  ts`
    import * as SecureStore from 'expo-secure-store';

    const level = { keychainService: 'session', keychainAccessible: SecureStore.AFTER_FIRST_UNLOCK };

    export const keep = (accessToken: string) => SecureStore.setItemAsync('accessToken', accessToken, level);
    export const drop = () => SecureStore.«deleteItemAsync»('accessToken');
  `,
  ts`
    import * as Keychain from 'react-native-keychain';

    export const keep = (user: string, password: string) =>
      Keychain.setGenericPassword(user, password, { service: 'login', cloudSync: true });
    export const drop = () => Keychain.«resetGenericPassword»({ service: 'login' });
  `,
];

export const GOOD: readonly Example[] = [
  ts`
    import * as Keychain from 'react-native-keychain';

    const service = (id: string) => \`session.\${id}\`;

    export const keep = (id: string, accessToken: string) =>
      Keychain.setGenericPassword('accessToken', accessToken, { service: service(id) });
    export const drop = (id: string) => Keychain.resetGenericPassword({ service: service(id) });
    // Items of former versions had no service.
    export const dropOld = () => Keychain.resetGenericPassword();
  `,
  ts`
    import * as SecureStore from 'expo-secure-store';

    export const keep = (accessToken: string) =>
      SecureStore.setItemAsync('accessToken', accessToken, { keychainAccessible: SecureStore.AFTER_FIRST_UNLOCK });
    export const drop = () => SecureStore.deleteItemAsync('accessToken');
  `,
  // What one function is handed may be what another makes.
  ts`
    import * as Keychain from 'react-native-keychain';

    const serviceOf = (account: string) => \`session.\${account}\`;

    export async function keep(account: string, refreshToken: string) {
      const service = serviceOf(account);
      await Keychain.setGenericPassword(account, refreshToken, { service });
    }
    export const drop = (account: string) => Keychain.resetGenericPassword({ service: serviceOf(account) });
  `,
  ts`
    import * as Keychain from 'react-native-keychain';

    export const keep = (service: string, accessToken: string) =>
      Keychain.setGenericPassword('accessToken', accessToken, { service });
    export const drop = () => Keychain.resetGenericPassword({ service: 'session' });
  `,
  // A delete that names no access group reaches all of them.
  ts`
    import * as Keychain from 'react-native-keychain';

    export const keep = (server: string, token: string, accessGroup: string) =>
      Keychain.setInternetCredentials(server, token, token, { accessGroup });
    export const drop = (server: string) => Keychain.resetInternetCredentials({ server });
  `,
  ts`
    import * as SecureStore from 'expo-secure-store';

    export const drop = () => SecureStore.deleteItemAsync('accessToken');
    export const dropAll = (options: SecureStore.SecureStoreOptions) => SecureStore.deleteItemAsync('pin', options);
  `,
];

export const FIXED: readonly FixExample[] = [
  {
    language: 'typescript',
    path: 'Example.ts',
    title: "Delete with keychainService: 'session', as it was written",
    before: `import * as SecureStore from 'expo-secure-store';\n\nexport const keep = (pin: string) => SecureStore.setItemAsync('pin', pin, { keychainService: 'session' });\nexport const drop = () => SecureStore.deleteItemAsync('pin');\n`,
    after: `import * as SecureStore from 'expo-secure-store';\n\nexport const keep = (pin: string) => SecureStore.setItemAsync('pin', pin, { keychainService: 'session' });\nexport const drop = () => SecureStore.deleteItemAsync('pin', { keychainService: 'session' });\n`,
  },
  {
    language: 'typescript',
    path: 'Example.ts',
    title: 'Delete with service: SERVICE, as it was written',
    before: `import * as Keychain from 'react-native-keychain';\n\nconst SERVICE = 'session';\nexport const keep = (pin: string) => Keychain.setGenericPassword('pin', pin, { service: SERVICE });\nexport const drop = () => Keychain.resetGenericPassword();\n`,
    after: `import * as Keychain from 'react-native-keychain';\n\nconst SERVICE = 'session';\nexport const keep = (pin: string) => Keychain.setGenericPassword('pin', pin, { service: SERVICE });\nexport const drop = () => Keychain.resetGenericPassword({ service: SERVICE });\n`,
  },
];
