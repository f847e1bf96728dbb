//- prefixes: background-refresh, expo-background-task
//- title: Refresh in the background (expo-background-task)
//- about: Renews the tokens in a background task, and takes a locked Keychain for what it is.
//- needs: refresh-single-flight
//- file: background

import * as BackgroundTask from 'expo-background-task';
import * as TaskManager from 'expo-task-manager';
import { refreshAccessToken } from './refresh';

const TASK = '«1:session-refresh»';

// At the top of a module: the task is defined before the app renders anything.
TaskManager.defineTask(TASK, async () => {
  try {
    await refreshAccessToken();
    return BackgroundTask.BackgroundTaskResult.Success;
  } catch {
    // A locked device or no network. Nobody has signed out: the app refreshes when it is opened.
    return BackgroundTask.BackgroundTaskResult.Failed;
  }
});

/** Call after the sign-in. */
export function startBackgroundRefresh(): Promise<void> {
  return BackgroundTask.registerTaskAsync(TASK, { minimumInterval: «2:30» });
}

/** Part of signing out. */
export function stopBackgroundRefresh(): Promise<void> {
  return BackgroundTask.unregisterTaskAsync(TASK);
}
