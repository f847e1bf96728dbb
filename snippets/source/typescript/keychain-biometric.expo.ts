//- prefixes: keychain-biometric, biometric-item, face-id, requireAuthentication
//- title: Item behind Face ID or Touch ID (expo-secure-store)
//- about: A Keychain item that asks for biometrics at each read.
//- library: expo-secure-store
//- file: biometric

import * as SecureStore from 'expo-secure-store';

const OPTIONS: SecureStore.SecureStoreOptions = {
  keychainService: '«1:com.example.app.biometric»',
  keychainAccessible: SecureStore.WHEN_PASSCODE_SET_THIS_DEVICE_ONLY,
  requireAuthentication: true,
  authenticationPrompt: '«2:Unlock your account»',
};

/** Gone when the enrolled faces or fingers change: ask for the secret anew then. */
export async function saveBiometricSecret(name: string, secret: string): Promise<void> {
  if (!SecureStore.canUseBiometricAuthentication()) throw new Error('No biometrics on this device.');
  await SecureStore.setItemAsync(name, secret, OPTIONS);
}

export async function readBiometricSecret(name: string): Promise<string | null> {
  return SecureStore.getItemAsync(name, OPTIONS);
}

export async function deleteBiometricSecret(name: string): Promise<void> {
  await SecureStore.deleteItemAsync(name, { keychainService: '«1»' });
}
