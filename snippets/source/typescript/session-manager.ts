//- prefixes: session-manager, session, auth-manager
//- title: Session manager
//- about: Signs in and out and restores; tokens stay in the Keychain, a locked device is no sign-out.
//- needs: keychain-helper, refresh-single-flight
//- file: session

import { deleteSecrets, readSecret, saveSecret } from './keychain';
import { cancelRefresh, type TokenResponse } from './refresh';

/** `locked`: signed in perhaps, but the Keychain cannot be read yet. */
export type SessionState = 'locked' | 'signedOut' | 'signedIn';

/** What the session asks of the server. */
export interface SessionService {
  signIn(username: string, password: string): Promise<TokenResponse>;
  /** RFC 7009. */
  revoke(refreshToken: string): Promise<void>;
}

export class «1:SessionManager» {
  private current: SessionState = 'signedOut';
  private readonly listeners = new Set<() => void>();

  constructor(private readonly service: SessionService) {}

  /** For `useSyncExternalStore(session.subscribe, session.state)`. */
  readonly state = (): SessionState => this.current;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Takes up the session of the last launch. Call again when the app becomes active and the state is `locked`. */
  async restore(): Promise<void> {
    try {
      const refreshToken = await readSecret('refreshToken');
      this.become(refreshToken === null ? 'signedOut' : 'signedIn');
    } catch {
      this.become('locked');
    }
  }

  async signIn(username: string, password: string): Promise<void> {
    const tokens = await this.service.signIn(username, password);
    if (tokens.refresh_token) await saveSecret('refreshToken', tokens.refresh_token);
    await saveSecret('accessToken', tokens.access_token);
    this.become('signedIn');
  }

  /** Whatever the server says, nobody is signed in afterwards. */
  async signOut(): Promise<void> {
    cancelRefresh();
    try {
      const refreshToken = await readSecret('refreshToken');
      if (refreshToken !== null) await this.service.revoke(refreshToken);
    } catch {
      // The server forgets the token when it expires; the device forgets it now.
    } finally {
      this.become('signedOut');
      await deleteSecrets();
    }
  }

  private become(state: SessionState): void {
    this.current = state;
    for (const listener of this.listeners) listener();
  }
}
