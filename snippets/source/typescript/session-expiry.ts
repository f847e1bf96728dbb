//- prefixes: session-expiry, session-timeout, auto-logout, idle-timeout
//- title: Session expiry and idle sign-out
//- about: Signs out when the session expires or nobody has used the app for a while, also while it was suspended.
//- file: expiry

import { AppState } from 'react-native';

const IDLE_MS = «1:15» * 60_000;

/**
 * Watches over the end of a session. Both ends are points in time, so that it does not matter whether the app ran.
 * @param expiry when the server ends the session, in milliseconds; undefined where it does not say
 * @returns `touch` to call when the user does something, and `stop`, which is part of signing out
 */
export function watchSession(
  expiry: number | undefined,
  onExpiry: () => void,
): { readonly touch: () => void; readonly stop: () => void } {
  let lastActivity = Date.now();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const check = (): void => {
    clearTimeout(timer);
    const end = Math.min(expiry ?? Infinity, lastActivity + IDLE_MS);
    const left = end - Date.now();
    if (left > 0) {
      timer = setTimeout(check, left);
      return;
    }
    stop();
    onExpiry();
  };
  const states = AppState.addEventListener('change', (state) => {
    if (state === 'active') check();
  });
  const stop = (): void => {
    clearTimeout(timer);
    states.remove();
  };

  check();
  return {
    touch: () => {
      lastActivity = Date.now();
    },
    stop,
  };
}
