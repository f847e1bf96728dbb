//- prefixes: refresh-single-flight, token-refresher, refresh-token
//- title: Token refresh, one at a time
//- about: One refresh runs and everybody waits for it; at most a few tries with backoff, rotation stored first.
//- needs: keychain-helper
//- file: refresh

import { readSecret, saveSecret } from './keychain';

const TOKEN_URL = '«1:https://example.com/oauth/token»';
const CLIENT_ID = '«2:client-id»';
const TRIES = «3=tries»;

/** What the server answers a sign-in or a refresh with. */
export interface TokenResponse {
  readonly access_token: string;
  /** Only where the server gives a new one with each refresh. */
  readonly refresh_token?: string;
}

/** The server takes the refresh token no longer: the user has to sign in again. */
export class SessionEndedError extends Error {}

let inFlight: Promise<string> | undefined;
let generation = 0;

/** A new access token. Whoever asks while a refresh runs gets the result of that one. */
export function refreshAccessToken(): Promise<string> {
  if (inFlight) return inFlight;
  const running = refreshWithBackoff(generation).finally(() => {
    if (inFlight === running) inFlight = undefined;
  });
  inFlight = running;
  return running;
}

/** Part of signing out: a refresh that is still under way stores nothing any more. */
export function cancelRefresh(): void {
  generation += 1;
  inFlight = undefined;
}

async function refreshWithBackoff(session: number): Promise<string> {
  for (let attempt = 1; attempt < TRIES; attempt += 1) {
    try {
      return await exchange(session);
    } catch (error) {
      if (error instanceof SessionEndedError) throw error;
      await new Promise((resolve) => setTimeout(resolve, 1000 * 2 ** attempt));
    }
  }
  return exchange(session);
}

async function exchange(session: number): Promise<string> {
  const refreshToken = await readSecret('refreshToken');
  if (refreshToken === null) throw new SessionEndedError('There is no refresh token.');
  const tokens = await request(refreshToken);
  if (session !== generation) throw new SessionEndedError('Signed out meanwhile.');
  // First the one that cannot be had again: the old refresh token is used up.
  if (tokens.refresh_token) await saveSecret('refreshToken', tokens.refresh_token);
  await saveSecret('accessToken', tokens.access_token);
  return tokens.access_token;
}

/** Plain fetch: a refresh never passes through the client that refreshes on a 401. */
async function request(refreshToken: string): Promise<TokenResponse> {
  const response = await fetch(TOKEN_URL, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
      client_id: CLIENT_ID,
    }).toString(),
  });
  // RFC 6749, 5.2: `invalid_grant` and the like. Anything else does not end the session.
  if (response.status === 400 || response.status === 401) throw new SessionEndedError('Refused.');
  if (!response.ok) throw new Error(`The token server answered ${response.status}.`);
  return (await response.json()) as TokenResponse;
}
