import AsyncStorage from '@react-native-async-storage/async-storage';
import * as SecureStore from 'expo-secure-store';
import { storageKeys } from '../config';

/** What the account switcher shows. Credentials are kept by secureStore.ts, per account. */
export interface Account {
  id: string;
  name: string;
  email: string;
  hasToken: boolean;
}

export async function listAccounts(): Promise<Account[]> {
  const stored = await AsyncStorage.getItem(storageKeys.accounts);
  return stored ? (JSON.parse(stored) as Account[]) : [];
}

export async function addAccount(account: Account): Promise<void> {
  const others = (await listAccounts()).filter(({ id }) => id !== account.id);
  await AsyncStorage.setItem(storageKeys.accounts, JSON.stringify([...others, account]));
  await switchAccount(account.id);
}

export async function removeAccount(accountId: string): Promise<void> {
  const others = (await listAccounts()).filter(({ id }) => id !== accountId);
  await AsyncStorage.setItem(storageKeys.accounts, JSON.stringify(others));
  await AsyncStorage.removeItem(storageKeys.activeAccount);
}

export async function switchAccount(accountId: string): Promise<void> {
  await AsyncStorage.setItem(storageKeys.activeAccount, accountId);
}

export function activeAccount(): Promise<string | null> {
  return AsyncStorage.getItem(storageKeys.activeAccount);
}

/** Apple wants this token back when the account is deleted. */
export async function saveIdToken(idToken: string): Promise<void> {
  await SecureStore.setItemAsync('harbor.idToken', idToken, {
    keychainAccessible: SecureStore.AFTER_FIRST_UNLOCK,
  });
}

export async function deleteIdToken(): Promise<void> {
  await SecureStore.deleteItemAsync('harbor.idToken');
}
