import { ts, type Example } from '../../rule.js';

export const BAD: readonly Example[] = [
  ts`
    import * as SecureStore from 'expo-secure-store';

    export async function restore() {
      let refreshToken: string | null;
      try {
        refreshToken = await SecureStore.getItemAsync('refreshToken');
      } «catch» {
        await signOut();
        return;
      }
      if (refreshToken) await renew(refreshToken);
    }
  `,
  ts`
    import * as Keychain from 'react-native-keychain';

    const readPassword = async () => {
      const item = await Keychain.getGenericPassword();
      return item ? item.password : null;
    };

    export async function restore() {
      try {
        session = await readPassword();
      } «catch» (error) {
        logout();
      }
    }
  `,
];

export const GOOD: readonly Example[] = [
  // Nothing stored is another matter than a read that failed.
  ts`
    import * as SecureStore from 'expo-secure-store';

    export async function restore() {
      try {
        const token = await SecureStore.getItemAsync('token');
        if (!token) await signOut();
      } catch (error) {
        retryLater(error);
      }
    }
  `,
  // The server may have refused.
  ts`
    import * as SecureStore from 'expo-secure-store';

    export async function restore() {
      try {
        const token = await SecureStore.getItemAsync('token');
        await renew(token);
      } catch {
        await signOut();
      }
    }
  `,
  ts`
    export async function load() {
      try {
        profile = await fetchProfile();
      } catch {
        await signOut();
      }
    }
  `,
];
