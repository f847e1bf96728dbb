import AsyncStorage from '@react-native-async-storage/async-storage';
import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import type { SessionTokens } from './secureStore';

interface AuthState {
  isSignedIn: boolean;
  accountId: string | null;
  accessToken: string | null;
  refreshToken: string | null;
  signIn: (accountId: string, tokens: SessionTokens) => void;
  setAccessToken: (accessToken: string) => void;
}

export const useAuthStore = create<AuthState>()(
  persist(
    (set) => ({
      isSignedIn: false,
      accountId: null,
      accessToken: null,
      refreshToken: null,
      signIn: (accountId, { accessToken, refreshToken }) =>
        set({ isSignedIn: true, accountId, accessToken, refreshToken }),
      setAccessToken: (accessToken) => set({ accessToken }),
    }),
    { name: 'harbor.auth', storage: createJSONStorage(() => AsyncStorage) },
  ),
);

interface PreferenceState {
  theme: 'system' | 'light' | 'dark';
  rememberMe: boolean;
  pushToken: string | null;
  draftPassword: string;
  setTheme: (theme: PreferenceState['theme']) => void;
}

/** Only the theme and two device settings are written; the half-typed password stays in memory. */
export const usePreferenceStore = create<PreferenceState>()(
  persist(
    (set) => ({
      theme: 'system',
      rememberMe: true,
      pushToken: null,
      draftPassword: '',
      setTheme: (theme) => set({ theme }),
    }),
    {
      name: 'harbor.preferences',
      storage: createJSONStorage(() => AsyncStorage),
      partialize: ({ theme, rememberMe, pushToken }) => ({ theme, rememberMe, pushToken }),
    },
  ),
);
