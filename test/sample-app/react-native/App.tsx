import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect } from 'react';
import { queryClient } from './src/api/queryClient';
import { LoginScreen } from './src/screens/LoginScreen';
import { SettingsScreen } from './src/screens/SettingsScreen';
import { useAuthStore } from './src/session/authStore';
import { activeAccount } from './src/session/accounts';
import { restoreSession } from './src/session/restore';

export default function App() {
  const isSignedIn = useAuthStore((state) => state.isSignedIn);

  useEffect(() => {
    void activeAccount().then((accountId) => (accountId ? restoreSession(accountId) : undefined));
  }, []);

  return (
    <QueryClientProvider client={queryClient}>{isSignedIn ? <SettingsScreen /> : <LoginScreen />}</QueryClientProvider>
  );
}
