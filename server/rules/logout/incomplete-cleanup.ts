import type { FileFacts } from '../../facts/model.js';
import type { Fix } from '../../finding.js';
import { KIND_NAMES } from '../../knowledge/credentials.js';
import { LOGOUT_ITEMS, type LogoutItem } from '../../knowledge/decisions.js';
import { checklist } from '../../workspace/checklist.js';
import type { Policy } from '../../policy/policy.js';
import { mainSignOut } from '../../workspace/sign-out.js';
import type { Program } from '../../workspace/program.js';
import { keptCredentials, type KeptCredential } from '../../workspace/kept.js';
import { defineRule, type Report, swift, ts } from '../rule.js';

export const incompleteCleanup = defineRule({
  id: 'logout/incomplete-cleanup',
  title: 'Credential that no sign-out deletes',
  severity: 'warning',
  why: `
Setting the user object to nil makes the app look signed out. The token that is still in the Keychain keeps working: the
next person who opens the app on that device may continue the session, and since Keychain items outlive the app, even
reinstalling it does not end it.

The rule puts together all files: every credential that is written under a key it can read, and every removal, wipe,
setting to nil and call that might take it out again. It speaks only when an app has a function that ends the session and
nothing anywhere deletes the credential. A removal whose key it cannot read counts as the missing one.`,
  remedy: `
Delete every credential where the session ends: access and refresh tokens, session ids, passwords and API keys, in the
Keychain and wherever else they were written.`,
  fixSafety: `
The repair repeats the removal of the neighbouring item for the missing key. Whether the key can be read at that place is
checked as far as its names tell; it is offered for review.`,
  references: [
    {
      title: 'OWASP MASTG: Testing user logout',
      url: 'https://mas.owasp.org/MASTG/0x04e-Testing-Authentication-and-Session-Management/',
    },
    {
      title: 'CWE-613: Insufficient Session Expiration',
      url: 'https://cwe.mitre.org/data/definitions/613.html',
    },
  ],
  *check(facts, { logout }, program) {
    yield* uncleared(facts, logout, program);
    if (logout.tokens === 'keep') return;
    for (const kept of keptCredentials(program)) {
      if (kept.file !== facts) continue;
      const { write, writtenIn } = kept;
      yield {
        span: kept.span,
        message: messageFor(kept),
        related: [
          {
            ...(writtenIn !== facts && { path: writtenIn.path }),
            span: { start: write.start, end: write.end },
            message: 'It is written here.',
          },
        ],
        fixes: fixesFor(kept, facts),
      };
    }
  },
  bad: [
    swift`
      final class SessionStore {
          private let id: String
          private let keychain = KeychainSwift()

          func save(accessToken: String, pin: String) {
              keychain.set(accessToken, forKey: "\(id)-accessToken", withAccess: .accessibleAfterFirstUnlock)
              keychain.set(pin, forKey: "\(id)-pin", withAccess: .accessibleAfterFirstUnlock)
          }

          func signOut() {
              keychain.«delete»("\(id)-pin")
          }
      }
    `,
    swift`
      final class SessionManager {
          func signIn(_ refreshToken: String) {
              UserDefaults.standard.set(refreshToken, forKey: "refreshToken")
          }

          func «logout»() {
              currentUser = nil
              isAuthenticated = false
          }
      }
    `,
    swift`
      enum Keys {
          static let session = "session_token"
          static let refresh = "refresh_token"
      }

      func store(_ session: String, refresh: String) {
          save(session, for: Keys.session)
          save(refresh, for: Keys.refresh)
      }

      func clearCredentials() {
          «delete(Keys.session)»
      }

      private func save(_ value: String, for account: String) {
          var query: [CFString: Any] = [kSecClass: kSecClassGenericPassword, kSecAttrAccount: account]
          query[kSecValueData] = Data(value.utf8)
          query[kSecAttrAccessible] = kSecAttrAccessibleAfterFirstUnlock
          assert(SecItemAdd(query as CFDictionary, nil) == errSecSuccess)
      }

      private func delete(_ account: String) {
          let query: [CFString: Any] = [kSecClass: kSecClassGenericPassword, kSecAttrAccount: account]
          assert(SecItemDelete(query as CFDictionary) == errSecSuccess)
      }
    `,
    ts`
      import * as SecureStore from 'expo-secure-store';

      export async function saveTokens(accessToken: string, refreshToken: string) {
        await SecureStore.setItemAsync('accessToken', accessToken);
        await SecureStore.setItemAsync('refreshToken', refreshToken);
      }

      export async function logout() {
        await SecureStore.«deleteItemAsync»('accessToken');
      }
    `,
    ts`
      import AsyncStorage from '@react-native-async-storage/async-storage';

      export const saveSession = (sessionToken: string) => AsyncStorage.setItem('session_token', sessionToken);

      export function useAuth() {
        const «handleLogout» = async () => {
          setUser(null);
          router.replace('/login');
        };
        return { handleLogout };
      }
    `,
  ],
  good: [
    ts`
      import * as SecureStore from 'expo-secure-store';

      const KEYS = ['accessToken', 'refreshToken'];

      export async function saveTokens(accessToken: string, refreshToken: string) {
        await SecureStore.setItemAsync('accessToken', accessToken);
        await SecureStore.setItemAsync('refreshToken', refreshToken);
      }

      export async function logout() {
        await Promise.all(KEYS.map((key) => SecureStore.deleteItemAsync(key)));
      }
    `,
    // All that there is goes.
    ts`
      import AsyncStorage from '@react-native-async-storage/async-storage';

      export const saveSession = (sessionToken: string) => AsyncStorage.setItem('session_token', sessionToken);
      export const signOut = () => AsyncStorage.clear();
    `,
    // A storage of the app's own, which may hold it.
    ts`
      import AsyncStorage from '@react-native-async-storage/async-storage';
      import { storage } from './storage';

      export const saveSession = (sessionToken: string) => AsyncStorage.setItem('session_token', sessionToken);

      export function logout() {
        storage.clearAll();
      }
    `,
    // Through a wrapper with a short name.
    ts`
      import { Secure } from './secure';
      import * as SecureStore from 'expo-secure-store';

      export const keep = (accessToken: string) => SecureStore.setItemAsync('SESSION_ID', accessToken);

      export async function logout() {
        await Secure.del('SESSION_ID');
      }
    `,
    // The key of an encrypted store belongs to the device.
    ts`
      import * as SecureStore from 'expo-secure-store';

      export const keepKey = (encryptionKey: string) => SecureStore.setItemAsync('mmkv_encryption_key', encryptionKey);
      export const logout = () => setUser(null);
    `,
    // State that the library writes again when it changes.
    ts`
      import AsyncStorage from '@react-native-async-storage/async-storage';
      import { create } from 'zustand';
      import { createJSONStorage, persist } from 'zustand/middleware';

      export const useAuth = create(
        persist((set) => ({ accessToken: null, logout: () => set({ accessToken: null }) }), {
          name: 'auth',
          storage: createJSONStorage(() => AsyncStorage),
        }),
      );
    `,
    // Everything that is written is deleted.
    swift`
      final class SessionStore {
          private let keychain = KeychainSwift()

          func save(accessToken: String) {
              keychain.set(accessToken, forKey: "accessToken", withAccess: .accessibleAfterFirstUnlock)
          }

          func signOut() {
              keychain.delete("accessToken")
          }
      }
    `,
    // A wipe takes all.
    swift`
      func signIn(_ refreshToken: String) { UserDefaults.standard.set(refreshToken, forKey: "refreshToken") }

      func logout() {
          UserDefaults.standard.removePersistentDomain(forName: Bundle.main.bundleIdentifier!)
      }
    `,
    // Set to nil through its property.
    swift`
      final class Session {
          var authToken: String? {
              get { UserDefaults.standard.string(forKey: "authToken") }
              set { UserDefaults.standard.set(newValue, forKey: "authToken") }
          }

          func logOut() { authToken = nil }
      }
    `,
    // Keys in a loop: which ones is not known.
    swift`
      func signIn(_ refreshToken: String) { UserDefaults.standard.set(refreshToken, forKey: "refreshToken") }

      func logout() {
          for key in allKeys { UserDefaults.standard.removeObject(forKey: key) }
      }
    `,
    // Nothing here ends a session.
    swift`
      func signIn(_ refreshToken: String) { UserDefaults.standard.set(refreshToken, forKey: "refreshToken") }

      func updateIsHiddenLogoutButton() { button.isHidden = true }
      func trackLogout() { analytics.log("logout") }
    `,
    // The key is not known.
    swift`
      func signIn(_ refreshToken: String, key: String) { UserDefaults.standard.set(refreshToken, forKey: key) }
      func logout() { user = nil }
    `,
    // Handed to something that may delete it.
    swift`
      func signIn(_ refreshToken: String) { UserDefaults.standard.set(refreshToken, forKey: "refreshToken") }
      func logout() { storage.remove("refreshToken") }
    `,
    swift`
      func signIn(_ name: String) { UserDefaults.standard.set(name, forKey: "lastUser") }
      func logout() { user = nil }
    `,
  ],
  fixed: [
    {
      language: 'typescript',
      path: 'Example.ts',
      title: 'Delete “refreshToken” as well',
      before: `import * as SecureStore from 'expo-secure-store';

export async function saveTokens(accessToken: string, refreshToken: string) {
  await SecureStore.setItemAsync('accessToken', accessToken);
  await SecureStore.setItemAsync('refreshToken', refreshToken);
}

export async function logout() {
  await SecureStore.deleteItemAsync('accessToken');
  setUser(null);
}
`,
      after: `import * as SecureStore from 'expo-secure-store';

export async function saveTokens(accessToken: string, refreshToken: string) {
  await SecureStore.setItemAsync('accessToken', accessToken);
  await SecureStore.setItemAsync('refreshToken', refreshToken);
}

export async function logout() {
  await SecureStore.deleteItemAsync('accessToken');
  await SecureStore.deleteItemAsync('refreshToken');
  setUser(null);
}
`,
    },
    {
      language: 'swift',
      title: 'Delete “refresh_token” as well',
      before: `func store(_ session: String, refresh: String) {
    UserDefaults.standard.set(session, forKey: "session_token")
    UserDefaults.standard.set(refresh, forKey: "refresh_token")
}

func logout() {
    UserDefaults.standard.removeObject(forKey: "session_token")
}
`,
      after: `func store(_ session: String, refresh: String) {
    UserDefaults.standard.set(session, forKey: "session_token")
    UserDefaults.standard.set(refresh, forKey: "refresh_token")
}

func logout() {
    UserDefaults.standard.removeObject(forKey: "session_token")
    UserDefaults.standard.removeObject(forKey: "refresh_token")
}
`,
    },
  ],
});

function messageFor({ write, sibling, functionName }: KeptCredential): string {
  const credential = write.credential;
  const what = credential ? `The ${KIND_NAMES[credential.kind]} “${credential.name}”` : 'This credential';
  const where = sibling ? `${functionName} takes out its neighbour only` : `${functionName} leaves it there`;
  return (
    `${what} is stored in ${write.storeName} and never deleted: ${where}, so whoever uses the app next can go on ` +
    'with the session.'
  );
}

/** The neighbour's removal once more, with the key that is missing. */
function fixesFor({ write, writtenIn, sibling }: KeptCredential, facts: FileFacts): readonly Fix[] {
  if (!sibling?.statement || !sibling.keyText || !write.keyText || writtenIn !== facts) return [];
  const key = facts.text.slice(write.keyText.start, write.keyText.end);
  const siblingKey = facts.text.slice(sibling.keyText.start, sibling.keyText.end);
  if (!isReadableThere(key, siblingKey)) return [];
  const { start, end } = sibling.statement;
  const text = facts.text;
  const close = text[end] === ';' ? end + 1 : end;
  const statement = text.slice(start, sibling.keyText.start) + key + text.slice(sibling.keyText.end, close);
  const indent = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  if (indent.trim() !== '') return [];
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  const name = write.key.pieces
    .filter((piece) => piece !== '')
    .join('…')
    .replace(/^\W+|\W+$/g, '');
  return [
    {
      title: `Delete “${name}” as well`,
      safety: 'review',
      preferred: true,
      edits: [{ span: { start: close, end: close }, newText: `${lineBreak}${indent}${statement}` }],
    },
  ];
}

/** A literal, a constant of a type or a file, or a pattern with the same variables as the neighbour's. */
function isReadableThere(key: string, siblingKey: string): boolean {
  if (/^[A-Z]\w*(\.\w+)+$|^\.\w+$|^[A-Z][A-Z0-9_]+$/.test(key)) return true;
  if (!/^(["'`])[^"'`]*\1$/.test(key)) return false;
  const variables = [...key.matchAll(/\\\(([^)]*)\)|\$\{([^}]*)\}/g)];
  return variables.every(([whole]) => siblingKey.includes(whole));
}

/** Other rules tell of these, at the place where they are filled. */
const TOLD_ELSEWHERE: ReadonlySet<LogoutItem> = new Set([
  'tokens',
  'backgroundWork',
  'urlCache',
  'cookies',
  'webData',
  // No code shows whether a server forgets a device.
  'deviceRegistration',
]);

/** What the project itself has said that a sign-out clears, and that none is seen to clear. */
function* uncleared(facts: FileFacts, logout: Policy['logout'], program: Program): Generator<Report> {
  const items = (Object.keys(LOGOUT_ITEMS) as LogoutItem[]).filter(
    (item) => logout[item] === 'clear' && !TOLD_ELSEWHERE.has(item),
  );
  const root = items.length > 0 ? mainSignOut(program) : undefined;
  if (!root || root.file !== facts) return;
  const states = checklist(program);
  const missing = items.filter((item) => states[item].state === 'missed' || states[item].state === 'unknown');
  if (missing.length === 0) return;
  const named = missing.map((item) => `${item} (${LOGOUT_ITEMS[item].replace(/\.$/, '')})`).join(', ');
  yield {
    span: { start: root.fact.start, end: root.fact.end },
    message: `The policy says that a sign-out also clears ${named}, and nothing that ${root.fact.owner.name} leads to is seen to do so.`,
  };
}
