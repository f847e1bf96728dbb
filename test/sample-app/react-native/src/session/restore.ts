import { refreshTokens } from '../api/refresh';
import { logout } from './logout';
import { useAuthStore } from './authStore';
import { readRefreshToken } from './secureStore';

let keepAlive: ReturnType<typeof setInterval> | null = null;
let boardUpdates: ReturnType<typeof setInterval> | null = null;

export async function restoreSession(accountId: string): Promise<void> {
  let refreshToken: string | null;
  try {
    refreshToken = await readRefreshToken(accountId);
  } catch {
    await logout(accountId);
    return;
  }
  if (!refreshToken) return;
  useAuthStore.getState().signIn(accountId, await refreshTokens(accountId));
  startKeepAlive(accountId);
}

/** Ten minutes, because tokens live for fifteen. */
export function startKeepAlive(accountId: string): void {
  keepAlive = setInterval(() => void refreshTokens(accountId), 10 * 60 * 1000);
}

export function startBoardUpdates(load: () => void): void {
  stopBoardUpdates();
  boardUpdates = setInterval(load, 30 * 1000);
}

export function stopBoardUpdates(): void {
  if (boardUpdates) clearInterval(boardUpdates);
  boardUpdates = null;
}
