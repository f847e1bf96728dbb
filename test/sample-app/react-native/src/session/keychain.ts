import * as Keychain from 'react-native-keychain';

/** The password of people who sign in with Face ID, and the session of the turnstile kiosk. */
const passwordService = (accountId: string) => `com.harborferries.password.${accountId}`;
const kioskService = (accountId: string) => `com.harborferries.kiosk.${accountId}`;

export async function savePassword(accountId: string, email: string, password: string): Promise<void> {
  const stored = await Keychain.setGenericPassword(email, password, {
    service: passwordService(accountId),
    accessControl: Keychain.ACCESS_CONTROL.BIOMETRY_CURRENT_SET,
    accessible: Keychain.ACCESSIBLE.WHEN_PASSCODE_SET_THIS_DEVICE_ONLY,
  });
  if (!stored) throw new Error('The Keychain did not take the password');
}

export async function removePassword(accountId: string): Promise<void> {
  const removed = await Keychain.resetGenericPassword({ service: passwordService(accountId) });
  if (!removed) throw new Error('The Keychain kept the password');
}

export async function saveKioskSession(accountId: string, accessToken: string): Promise<void> {
  const stored = await Keychain.setGenericPassword('kiosk', accessToken, {
    service: kioskService(accountId),
    accessible: Keychain.ACCESSIBLE.ALWAYS,
  });
  if (!stored) throw new Error('The Keychain did not take the kiosk session');
}

export async function removeKioskSession(): Promise<void> {
  const removed = await Keychain.resetGenericPassword();
  if (!removed) throw new Error('The Keychain kept the kiosk session');
}
