//- prefixes: keychain-helper, rn-keychain, react-native-keychain
//- title: Keychain helper (react-native-keychain)
//- about: Saves, reads and deletes the secrets of a session, each at its own Keychain level.
//- library: react-native-keychain
//- file: keychain

import * as Keychain from 'react-native-keychain';

/** The Keychain level of each secret. */
const LEVELS = {
  accessToken: «2=level accessToken»,
  refreshToken: «3=level refreshToken»,
};

export type Secret = keyof typeof LEVELS;

/** Rejects when the Keychain refuses. */
export async function saveSecret(secret: Secret, value: string, accountId = 'main'): Promise<void> {
  const stored = await Keychain.setGenericPassword(accountId, value, {
    service: serviceOf(secret, accountId),
    accessible: LEVELS[secret],
  });
  if (!stored) throw new Error(`The Keychain did not take the ${secret}.`);
}

/** The secret, or null where there is none. Rejects while the device is locked, which is no sign-out. */
export async function readSecret(secret: Secret, accountId = 'main'): Promise<string | null> {
  const found = await Keychain.getGenericPassword({ service: serviceOf(secret, accountId) });
  return found ? found.password : null;
}

export async function deleteSecret(secret: Secret, accountId = 'main'): Promise<void> {
  await Keychain.resetGenericPassword({ service: serviceOf(secret, accountId) });
}

/** Deletes all secrets of an account. */
export async function deleteSecrets(accountId = 'main'): Promise<void> {
  await deleteSecret('accessToken', accountId);
  await deleteSecret('refreshToken', accountId);
}

/** A service holds one item only, so each secret has its own. */
function serviceOf(secret: Secret, accountId: string): string {
  return `«1:com.example.app.session».${accountId}.${secret}`;
}
