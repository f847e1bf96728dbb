//- prefixes: first-launch-wipe, reinstall-wipe, keychain-wipe
//- title: Wipe the Keychain at the first launch
//- about: Keychain items outlive the app; a new installation starts signed out.
//- needs: keychain-helper
//- file: firstLaunch

import AsyncStorage from '@react-native-async-storage/async-storage';
import { AppState } from 'react-native';
import { deleteSecrets } from './keychain';

const MARK = '«1:hasLaunchedBefore»';

/** AsyncStorage goes with the app, Keychain items do not: where the mark is missing, the app was installed anew. */
export async function wipeKeychainAfterReinstall(): Promise<void> {
  // In the background, before the first unlock, the mark cannot be read, and the app would take itself for new.
  if (AppState.currentState !== 'active') return;
  if ((await AsyncStorage.getItem(MARK)) !== null) return;
  await deleteSecrets();
  await AsyncStorage.setItem(MARK, 'yes');
}
