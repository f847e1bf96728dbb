import AsyncStorage from '@react-native-async-storage/async-storage';
import { client } from '../api/client';
import { deleteIdToken, removeAccount } from './accounts';
import { useAuthStore } from './authStore';
import { removeKioskSession, removePassword } from './keychain';
import { stopBoardUpdates } from './restore';
import { deleteTokens, readAccessToken } from './secureStore';

/** Signs one account out. The other accounts on this phone stay. */
export async function logout(accountId: string): Promise<void> {
  stopBoardUpdates();
  await revoke(accountId);
  await deleteTokens(accountId);
  await deleteIdToken();
  await removePassword(accountId);
  await removeKioskSession();
  useAuthStore.persist.clearStorage();
  await removeAccount(accountId);
}

/** "Delete my account" in the settings. */
export async function logoutAndForget(accountId: string): Promise<void> {
  await logout(accountId);
  await AsyncStorage.clear();
}

/** The server first: without the token it could not be told any more. Being offline must not keep anyone signed in. */
async function revoke(accountId: string): Promise<void> {
  const accessToken = await readAccessToken(accountId);
  if (!accessToken) return;
  try {
    await client.post('/oauth/revoke', { token: accessToken });
  } catch (error) {
    console.warn('The server was not told about the sign-out', error instanceof Error ? error.message : '');
  }
}
