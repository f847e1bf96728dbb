//- prefixes: keychain-helper, secure-store, expo-secure-store
//- title: Keychain helper (expo-secure-store)
//- about: Saves, reads and deletes the secrets of a session, each at its own Keychain level.
//- library: expo-secure-store
//- file: keychain

import * as SecureStore from 'expo-secure-store';

const SERVICE = '«1:com.example.app.session»';

/**
 * The Keychain level of each secret. An item that is stored keeps the level it has: after a change here, delete
 * the old items once.
 */
const LEVELS = {
  accessToken: «2=level accessToken»,
  refreshToken: «3=level refreshToken»,
};

export type Secret = keyof typeof LEVELS;

/** Rejects when the Keychain refuses; then nothing was stored. */
export async function saveSecret(secret: Secret, value: string, accountId = 'main'): Promise<void> {
  await SecureStore.setItemAsync(`${accountId}.${secret}`, value, {
    keychainService: SERVICE,
    keychainAccessible: LEVELS[secret],
  });
}

/** The secret, or null where there is none. Rejects while the device is locked, which is no sign-out. */
export async function readSecret(secret: Secret, accountId = 'main'): Promise<string | null> {
  return SecureStore.getItemAsync(`${accountId}.${secret}`, { keychainService: SERVICE });
}

/** Deletes all secrets of an account. */
export async function deleteSecrets(accountId = 'main'): Promise<void> {
  await SecureStore.deleteItemAsync(`${accountId}.accessToken`, { keychainService: SERVICE });
  await SecureStore.deleteItemAsync(`${accountId}.refreshToken`, { keychainService: SERVICE });
}
