import axios from 'axios';
import { config } from '../config';
import { readRefreshToken, saveTokens, type SessionTokens } from '../session/secureStore';

interface TokenAnswer {
  access_token: string;
  refresh_token?: string;
  session_id: string;
  expires_in: number;
}

/** Without interceptors: a refresh that fails with 401 must not start another one. */
const bare = axios.create({ baseURL: config.apiUrl });

const running = new Map<string, Promise<SessionTokens>>();

/** Renews the tokens of an account. Callers that come meanwhile get the same answer. */
export function refreshTokens(accountId: string): Promise<SessionTokens> {
  const current = running.get(accountId);
  if (current) return current;
  const started = exchange(accountId).finally(() => running.delete(accountId));
  running.set(accountId, started);
  return started;
}

async function exchange(accountId: string): Promise<SessionTokens> {
  const refreshToken = await readRefreshToken(accountId);
  if (!refreshToken) throw new Error('Not signed in');
  const { data } = await bare.post<TokenAnswer>('/oauth/token', {
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
    client_id: config.clientId,
  });
  const tokens = {
    accessToken: data.access_token,
    refreshToken: data.refresh_token ?? refreshToken,
    sessionId: data.session_id,
    expiresAt: Date.now() + data.expires_in * 1000,
  };
  await saveTokens(accountId, tokens);
  // sessionlint-disable-next-line logging/credential-logged -- lengths only, the values stay out
  console.debug('Refreshed', tokens.accessToken.length, tokens.refreshToken.length);
  return tokens;
}
