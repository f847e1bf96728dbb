import AsyncStorage from '@react-native-async-storage/async-storage';
import { authorize, refresh, type AuthConfiguration } from 'react-native-app-auth';
import { config } from '../config';
import { readRefreshToken, saveTokens, type SessionTokens } from './secureStore';

const configuration: AuthConfiguration = {
  issuer: 'https://login.harborferries.example',
  clientId: config.clientId,
  redirectUrl: 'harbor://signed-in',
  scopes: ['openid', 'tickets', 'offline_access'],
  skipCodeExchange: true,
  iosPrefersEphemeralSession: true,
};

/** The code is exchanged by our server, which also opens the ticket session. */
export async function startLogin(): Promise<string> {
  const { authorizationCode, codeVerifier } = await authorize(configuration);
  await AsyncStorage.setItem('oauth.codeVerifier', codeVerifier ?? '');
  return authorizationCode;
}

export async function finishLogin(): Promise<string | null> {
  const codeVerifier = await AsyncStorage.getItem('oauth.codeVerifier');
  await AsyncStorage.removeItem('oauth.codeVerifier');
  return codeVerifier;
}

/** Renews a session that was opened through the ferry line's own login page. */
export async function renewOAuthSession(accountId: string, sessionId: string): Promise<SessionTokens> {
  const stored = await readRefreshToken(accountId);
  if (!stored) throw new Error('Not signed in');
  const result = await refresh(configuration, { refreshToken: stored });
  const tokens = {
    accessToken: result.accessToken,
    refreshToken: result.refreshToken ?? '',
    sessionId,
    expiresAt: Date.parse(result.accessTokenExpirationDate),
  };
  await saveTokens(accountId, tokens);
  return tokens;
}

/** As above, for partner lines whose server leaves the refresh token out when it stays the same. */
export async function renewPartnerSession(accountId: string, sessionId: string): Promise<SessionTokens> {
  const stored = await readRefreshToken(accountId);
  if (!stored) throw new Error('Not signed in');
  const result = await refresh(configuration, { refreshToken: stored });
  const tokens = {
    accessToken: result.accessToken,
    refreshToken: result.refreshToken || stored,
    sessionId,
    expiresAt: Date.parse(result.accessTokenExpirationDate),
  };
  await saveTokens(accountId, tokens);
  return tokens;
}
