import { useState } from 'react';
import { Button, Text, TextInput, View } from 'react-native';
import { client } from '../api/client';
import { addAccount } from '../session/accounts';
import { useAuthStore } from '../session/authStore';
import { startKeepAlive } from '../session/restore';
import { saveTokens, type SessionTokens } from '../session/secureStore';

interface LoginAnswer {
  account: { id: string; name: string };
  tokens: SessionTokens;
}

export function LoginScreen() {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const signIn = useAuthStore((state) => state.signIn);

  async function submit() {
    try {
      const response = await client.post<LoginAnswer>('/oauth/login', { email, password });
      console.log('login', JSON.stringify(response.data));
      const { account, tokens } = response.data;
      console.log('Signed in, token of', tokens.accessToken.length, 'characters');
      console.log('Has a refresh token:', !!tokens.refreshToken);
      await saveTokens(account.id, tokens);
      await addAccount({ ...account, email, hasToken: Boolean(tokens.accessToken) });
      signIn(account.id, tokens);
      startKeepAlive(account.id);
    } catch (error) {
      setFailure(error instanceof Error ? error.message : 'Sign-in failed');
    }
  }

  return (
    <View>
      <TextInput value={email} onChangeText={setEmail} placeholder="E-mail" testID="login-email" />
      <TextInput value={password} onChangeText={setPassword} placeholder="Password" secureTextEntry testID="login-password" />
      {failure && <Text>{failure}</Text>}
      <Button title="Sign in" onPress={submit} disabled={!email || !password} />
    </View>
  );
}
