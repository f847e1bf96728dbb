//- prefixes: oauth-pkce, oidc-pkce, oauth-login, expo-auth-session
//- title: OAuth 2 sign-in with PKCE (expo-auth-session)
//- about: Authorization code flow in the system browser; state is checked, code and verifier stay in memory.
//- library: expo-secure-store
//- needs: keychain-helper
//- file: oauth

import * as AuthSession from 'expo-auth-session';
import { saveSecret } from './keychain';

const CLIENT_ID = '«1:client-id»';

/** Signs in through the browser. Returns whether somebody did. An app has no client secret: PKCE takes its place. */
export async function signInWithBrowser(): Promise<boolean> {
  const discovery = await AuthSession.fetchDiscoveryAsync('«2:https://example.com»');
  const redirectUri = AuthSession.makeRedirectUri({ scheme: '«3:com.example.app»' });
  const request = new AuthSession.AuthRequest({
    clientId: CLIENT_ID,
    redirectUri,
    scopes: ['openid', 'offline_access'],
    usePKCE: true,
  });
  // It compares the state that comes back itself.
  const result = await request.promptAsync(discovery);
  if (result.type !== 'success') return false;

  const tokens = await AuthSession.exchangeCodeAsync(
    {
      clientId: CLIENT_ID,
      code: result.params.code ?? '',
      redirectUri,
      extraParams: { code_verifier: request.codeVerifier ?? '' },
    },
    discovery,
  );
  if (tokens.refreshToken) await saveSecret('refreshToken', tokens.refreshToken);
  await saveSecret('accessToken', tokens.accessToken);
  return true;
}
