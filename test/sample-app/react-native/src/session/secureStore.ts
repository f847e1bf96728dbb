import * as SecureStore from 'expo-secure-store';
import { storageKeys } from '../config';

export interface SessionTokens {
  accessToken: string;
  refreshToken: string;
  sessionId: string;
  expiresAt: number;
}

/** Access tokens and session ids: background fetches need them while the phone is locked. */
const background: SecureStore.SecureStoreOptions = { keychainAccessible: SecureStore.AFTER_FIRST_UNLOCK };

/** Refresh tokens stay on this phone, and closed while it is locked. */
const deviceBound: SecureStore.SecureStoreOptions = {
  keychainAccessible: SecureStore.WHEN_UNLOCKED_THIS_DEVICE_ONLY,
};

export async function saveTokens(accountId: string, tokens: SessionTokens): Promise<void> {
  await SecureStore.setItemAsync(storageKeys.accessToken(accountId), tokens.accessToken, background);
  await SecureStore.setItemAsync(storageKeys.refreshToken(accountId), tokens.refreshToken, deviceBound);
  await SecureStore.setItemAsync(storageKeys.sessionId(accountId), tokens.sessionId, background);
}

export function readAccessToken(accountId: string): Promise<string | null> {
  return SecureStore.getItemAsync(storageKeys.accessToken(accountId));
}

export function readRefreshToken(accountId: string): Promise<string | null> {
  return SecureStore.getItemAsync(storageKeys.refreshToken(accountId));
}

export function readSessionId(accountId: string): Promise<string | null> {
  return SecureStore.getItemAsync(storageKeys.sessionId(accountId));
}

/** The gate scanner, which is mounted on the pier and never unlocked. */
export async function saveScannerToken(accountId: string, accessToken: string): Promise<void> {
  await SecureStore.setItemAsync(`${accountId}.scanner.accessToken`, accessToken, {
    keychainAccessible: SecureStore.ALWAYS,
  });
}

export async function saveCrewSession(accountId: string, refreshToken: string, sessionId: string): Promise<void> {
  await SecureStore.setItemAsync(`${accountId}.crew.refreshToken`, refreshToken, {
    keychainAccessible: SecureStore.AFTER_FIRST_UNLOCK,
  });
  await SecureStore.setItemAsync(`${accountId}.crew.sessionId`, sessionId);
}

/** Items from before 3.0 were readable after the first unlock. */
export async function tightenRefreshToken(accountId: string): Promise<void> {
  const refreshToken = await SecureStore.getItemAsync(`${accountId}.v2.refreshToken`);
  if (!refreshToken) return;
  await SecureStore.setItemAsync(`${accountId}.v2.refreshToken`, refreshToken, deviceBound);
}

/** Session ids went the other way: background fetches need them. */
export async function openSessionIdToBackground(accountId: string): Promise<void> {
  const sessionId = await SecureStore.getItemAsync(`${accountId}.v2.sessionId`);
  if (!sessionId) return;
  await SecureStore.deleteItemAsync(`${accountId}.v2.sessionId`);
  await SecureStore.setItemAsync(`${accountId}.v2.sessionId`, sessionId, background);
}

export function keepAccessToken(accountId: string, accessToken: string): void {
  SecureStore.setItemAsync(storageKeys.accessToken(accountId), accessToken, background);
}

export async function deleteTokens(accountId: string): Promise<void> {
  await SecureStore.deleteItemAsync(storageKeys.accessToken(accountId));
  await SecureStore.deleteItemAsync(storageKeys.refreshToken(accountId));
  await SecureStore.deleteItemAsync(storageKeys.sessionId(accountId));
  await SecureStore.deleteItemAsync(`${accountId}.scanner.accessToken`);
  await SecureStore.deleteItemAsync(`${accountId}.crew.refreshToken`);
  await SecureStore.deleteItemAsync(`${accountId}.v2.refreshToken`);
  await SecureStore.deleteItemAsync(`${accountId}.v2.sessionId`);
}
