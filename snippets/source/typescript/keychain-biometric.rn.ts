//- prefixes: keychain-biometric, biometric-item, face-id, accessControl
//- title: Item behind Face ID or Touch ID (react-native-keychain)
//- about: A Keychain item that asks for biometrics at each read.
//- library: react-native-keychain
//- file: biometric

import * as Keychain from 'react-native-keychain';

const SERVICE = '«1:com.example.app.biometric»';

export async function saveBiometricSecret(account: string, secret: string): Promise<void> {
  const stored = await Keychain.setGenericPassword(account, secret, {
    service: SERVICE,
    accessible: Keychain.ACCESSIBLE.WHEN_PASSCODE_SET_THIS_DEVICE_ONLY,
    accessControl: Keychain.ACCESS_CONTROL.«2|BIOMETRY_CURRENT_SET,BIOMETRY_ANY,USER_PRESENCE|»,
  });
  if (!stored) throw new Error('The Keychain did not take the secret.');
}

/** Null where there is none, or the enrolled faces or fingers have changed. */
export async function readBiometricSecret(): Promise<string | null> {
  const found = await Keychain.getGenericPassword({
    service: SERVICE,
    authenticationPrompt: { title: '«3:Unlock your account»' },
  });
  return found ? found.password : null;
}

export async function deleteBiometricSecret(): Promise<void> {
  await Keychain.resetGenericPassword({ service: SERVICE });
}
