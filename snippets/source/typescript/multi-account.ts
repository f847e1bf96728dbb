//- prefixes: multi-account, account-manager, account-switcher
//- title: Several accounts on one device
//- about: Adds, switches and removes accounts; Keychain items are keyed by account, a pointer names the active one.
//- needs: keychain-helper
//- file: accounts

import AsyncStorage from '@react-native-async-storage/async-storage';
import { deleteSecrets, readSecret, saveSecret } from './keychain';

/** What is shown of an account: nothing in it is secret. */
export interface Account {
  readonly id: string;
  readonly displayName: string;
}

interface Accounts {
  readonly all: readonly Account[];
  readonly activeId: string | null;
}

const LIST = '«1:accounts»';

export async function accounts(): Promise<Accounts> {
  const stored = await AsyncStorage.getItem(LIST);
  return stored === null ? { all: [], activeId: null } : (JSON.parse(stored) as Accounts);
}

/** Adds an account that has just signed in, or renews its tokens, and makes it the active one. */
export async function addAccount(account: Account, accessToken: string, refreshToken: string): Promise<void> {
  await saveSecret('refreshToken', refreshToken, account.id);
  await saveSecret('accessToken', accessToken, account.id);
  const { all } = await accounts();
  await remember({ all: [...all.filter(({ id }) => id !== account.id), account], activeId: account.id });
}

export async function switchAccount(id: string): Promise<void> {
  const { all } = await accounts();
  if (all.some((account) => account.id === id)) await remember({ all, activeId: id });
}

/** Signs one account out. The items of the others stay. */
export async function removeAccount(id: string): Promise<void> {
  await deleteSecrets(id);
  const { all, activeId } = await accounts();
  const others = all.filter((account) => account.id !== id);
  await remember({ all: others, activeId: activeId === id ? (others[0]?.id ?? null) : activeId });
}

export async function activeAccessToken(): Promise<string | null> {
  const { activeId } = await accounts();
  return activeId === null ? null : readSecret('accessToken', activeId);
}

async function remember(list: Accounts): Promise<void> {
  await AsyncStorage.setItem(LIST, JSON.stringify(list));
}
