//- prefixes: oauth-pkce, oidc-pkce, oauth-login, react-native-app-auth
//- title: OAuth 2 sign-in with PKCE (react-native-app-auth)
//- about: Authorization code flow in the system browser, with PKCE and state checked by AppAuth.
//- library: react-native-keychain
//- needs: keychain-helper
//- file: oauth

import { authorize, refresh, type AuthConfiguration } from 'react-native-app-auth';
import { readSecret, saveSecret } from './keychain';

/** An app has no client secret: PKCE, which AppAuth always uses, takes its place. */
const CONFIGURATION: AuthConfiguration = {
  issuer: '«1:https://example.com»',
  clientId: '«2:client-id»',
  redirectUrl: '«3:com.example.app:/oauth/callback»',
  scopes: ['openid', 'offline_access'],
  iosPrefersEphemeralSession: «4|true,false|»,
};

export async function signInWithBrowser(): Promise<void> {
  const { accessToken, refreshToken } = await authorize(CONFIGURATION);
  await saveSecret('refreshToken', refreshToken);
  await saveSecret('accessToken', accessToken);
}

let inFlight: Promise<string> | undefined;

/** A new access token, by one refresh for all that ask at a time. */
export function renewAccessToken(): Promise<string> {
  inFlight ??= renew().finally(() => {
    inFlight = undefined;
  });
  return inFlight;
}

async function renew(): Promise<string> {
  const stored = await readSecret('refreshToken');
  if (stored === null) throw new Error('Nobody is signed in.');
  const { accessToken, refreshToken } = await refresh(CONFIGURATION, { refreshToken: stored });
  // Null where the server goes on with the old one.
  if (refreshToken !== null) await saveSecret('refreshToken', refreshToken);
  await saveSecret('accessToken', accessToken);
  return accessToken;
}
