//- prefixes: logout-cleanup, logout, sign-out, session-cleanup
//- title: Full cleanup at sign-out
//- about: Stops what runs, deletes tokens, caches and the user’s preferences; no step keeps another from running.
//- needs: keychain-helper, refresh-single-flight
//- file: signOut

import AsyncStorage from '@react-native-async-storage/async-storage';
import { deleteSecrets } from './keychain';
import { cancelRefresh } from './refresh';

/** Preferences that belong to the user, not to the device: theme and language stay. */
const PREFERENCE_KEYS = ['«1:lastOpenedConversation»'];

/**
 * Takes the session off the device. Tell the server first: without the token it cannot be told any more.
 * @param resets what holds the user in memory: stores, query caches, sockets, timers
 * @throws AggregateError for the steps that failed; all others were made
 */
export async function clearSession(resets: readonly (() => void | Promise<void>)[]): Promise<void> {
  cancelRefresh();
  const steps = [
    () => deleteSecrets(),
    () => AsyncStorage.multiRemove(PREFERENCE_KEYS),
    ...resets,
  ];
  const results = await Promise.allSettled(steps.map(async (step) => step()));
  const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  if (failures.length > 0) throw new AggregateError(failures, 'The sign-out left something behind.');
}
