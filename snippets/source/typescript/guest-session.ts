//- prefixes: guest-session, anonymous-session, guest-conversion
//- title: Guest session and its conversion
//- about: Starts without an account and keeps what the guest did when one is registered.
//- needs: keychain-helper, refresh-single-flight
//- file: guest

import { deleteSecrets, readSecret, saveSecret } from './keychain';
import type { TokenResponse } from './refresh';

/** What a guest’s session asks of the server. */
export interface GuestService {
  startGuestSession(): Promise<TokenResponse>;
  /** Makes the guest a registered user, with everything that is theirs. */
  register(email: string, password: string, guestToken: string): Promise<TokenResponse>;
}

/** Goes on as the guest of the last launch, or as a new one. */
export async function startAsGuest(service: GuestService): Promise<void> {
  if ((await readSecret('accessToken', '«1:guest»')) !== null) return;
  const tokens = await service.startGuestSession();
  await saveSecret('accessToken', tokens.access_token, '«1»');
}

/** The guest’s token goes last: when anything fails before, the guest is still there. */
export async function convertGuest(service: GuestService, email: string, password: string): Promise<void> {
  const guestToken = await readSecret('accessToken', '«1»');
  if (guestToken === null) throw new Error('There is no guest.');
  const tokens = await service.register(email, password, guestToken);
  if (tokens.refresh_token) await saveSecret('refreshToken', tokens.refresh_token);
  await saveSecret('accessToken', tokens.access_token);
  await deleteSecrets('«1»');
}
