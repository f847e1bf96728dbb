//- prefixes: proactive-refresh, refresh-schedule, jwt-expiry
//- title: Refresh before the token expires
//- about: Reads the expiry of a JWT and refreshes some minutes before it, never in a tight loop.
//- needs: refresh-single-flight
//- file: schedule

import { refreshAccessToken } from './refresh';

const LEAD_MS = «1=lead minutes» * 60_000;

let timer: ReturnType<typeof setTimeout> | undefined;

/** Call after the sign-in, and when the app becomes active: a suspended app’s timers do not run. */
export function planRefresh(accessToken: string): void {
  cancelPlannedRefresh();
  const expiry = expiryOf(accessToken);
  if (expiry === undefined) return;
  const lifetime = expiry - Date.now();
  // Tokens that live shorter than the lead are renewed halfway.
  const delay = Math.max(lifetime - LEAD_MS, lifetime / 2, 30_000);
  timer = setTimeout(() => {
    // Without a network nothing is lost: a request that gets a 401 tries again.
    refreshAccessToken().then(planRefresh, () => undefined);
  }, delay);
}

/** Part of signing out. */
export function cancelPlannedRefresh(): void {
  clearTimeout(timer);
  timer = undefined;
}

/** The `exp` of a JWT, in milliseconds. Whether the token is genuine is for the server to say. */
export function expiryOf(jwt: string): number | undefined {
  const payload = jwt.split('.')[1];
  if (payload === undefined) return undefined;
  try {
    const claims: { exp?: number } = JSON.parse(atob(payload.replace(/-/g, '+').replace(/_/g, '/')));
    return claims.exp === undefined ? undefined : claims.exp * 1000;
  } catch {
    return undefined;
  }
}
