import type { LogoutItem } from '../decisions.js';
import type { GuideLeaf, GuideTree, PolicyEntry, PolicyOptions } from './model.js';
import { SOURCES } from './sources.js';

/** The policy's member for one item, which is cleared or kept. */
function logoutEntry(item: LogoutItem, answer: 'clear' | 'keep'): readonly PolicyEntry[] {
  return [{ path: ['logout', item], value: answer }];
}

function logoutOptions(item: LogoutItem, recommended: 'clear' | 'keep'): PolicyOptions {
  return {
    path: ['logout', item],
    label: 'When somebody signs out',
    recommended,
    values: [
      { value: 'clear', title: 'Clear it', note: 'a sign-out clears it' },
      { value: 'keep', title: 'Keep it', note: 'it outlives a sign-out' },
    ],
  };
}

type Item = Pick<GuideLeaf, 'id' | 'situation' | 'answer' | 'what' | 'why' | 'how' | 'follows'> &
  Partial<Pick<GuideLeaf, 'spellings' | 'rules' | 'snippets' | 'sources'>> & { readonly item: LogoutItem };

const CLEANUP = 'logout-cleanup';

function cleared(item: Item): GuideLeaf {
  return {
    spellings: [],
    rules: [],
    snippets: [CLEANUP],
    sources: [],
    policy: logoutEntry(item.item, 'clear'),
    options: logoutOptions(item.item, 'clear'),
    ...item,
  };
}

function kept(item: Item): GuideLeaf {
  return {
    spellings: [],
    rules: [],
    snippets: [],
    sources: [],
    policy: logoutEntry(item.item, 'keep'),
    options: logoutOptions(item.item, 'keep'),
    ...item,
  };
}

export const LOGOUT_TREE: GuideTree = {
  id: 'logout',
  title: 'Logout cleanup',
  question: 'What needs clearing on logout?',
  intro:
    'First tell the server, while there still is a token: revoke it (RFC 7009) and unregister push. Then stop what runs, and then clear.',
  choice: 'checklist',
  branches: [
    {
      id: 'logout/always',
      title: 'Always clear',
      leaves: [
        cleared({
          id: 'logout/tokens',
          item: 'tokens',
          situation: 'Tokens in the Keychain',
          answer: 'Delete every one',
          what: 'Delete the access token, the refresh token, the session ID and whatever else was stored for the session.',
          why: 'A token that stays goes on working: the next person with the device continues the session, and even reinstalling the app does not end it.',
          how: [
            'Revoke the tokens at the server first, then delete them.',
            'Delete with the same service, account and access group as the write, and without level or value in the query.',
            'Look at the status: success and `errSecItemNotFound` are both fine, anything else is not.',
          ],
          follows: [
            'Containers of App Groups, which widgets and extensions read, are emptied too.',
            '`URLCredentialStorage` keeps what a challenge was answered with.',
          ],
          spellings: [
            {
              api: 'Swift',
              code: 'SecItemDelete([kSecClass: kSecClassGenericPassword, kSecAttrService: service])',
            },
            { api: 'Expo SecureStore', code: "SecureStore.deleteItemAsync('refreshToken')" },
            { api: 'react-native-keychain', code: 'Keychain.resetGenericPassword({ service })' },
          ],
          rules: [
            'logout/incomplete-cleanup',
            'keychain/asymmetric-delete',
            'keychain/overspecified-query',
            'logout/clears-other-accounts',
          ],
          snippets: [CLEANUP, 'secitem-delete'],
          sources: [SOURCES.revocation, SOURCES.updatingItems, SOURCES.cwe613],
        }),
        cleared({
          id: 'logout/user',
          item: 'user',
          situation: 'User object in memory',
          answer: 'Set it to nil',
          what: 'Drop the signed-in user and everything that was derived from it.',
          why: 'Screens that are still open would show the last person’s name, mail and picture to the next.',
          how: [
            'Set the property to nil in the one object that holds the session.',
            'Empty in-memory caches: `NSCache`, image loaders, Apollo, React Query, Redux.',
          ],
          follows: ['Views that hold a copy are rebuilt, by giving the root view a new identity.'],
          spellings: [
            { api: 'Swift', code: 'currentUser = nil' },
            { api: 'TypeScript', code: 'queryClient.clear()' },
          ],
          sources: [SOURCES.leakMasvs],
        }),
        cleared({
          id: 'logout/auth-state',
          item: 'authState',
          situation: 'Authenticated state',
          answer: 'Back to signed out',
          what: 'Set the state that decides between the app and the login screen, last of all.',
          why: 'While it says “signed in”, views go on loading. Set before the rest, it shows a login screen over data that is still there.',
          how: ['Make it follow from the user (`user != nil`), or set it in the same step.'],
          follows: ['Deep links, Handoff and donated intents of private screens are taken back.'],
          spellings: [
            { api: 'Swift', code: 'isAuthenticated = false' },
            { api: 'TypeScript', code: "set({ status: 'signedOut' })" },
          ],
          sources: [SOURCES.cwe613],
        }),
        cleared({
          id: 'logout/background-work',
          item: 'backgroundWork',
          situation: 'Timers, refresh tasks and connections',
          answer: 'Cancel and let go',
          what: 'Cancel the refresh task or timer, close sockets, cancel pending requests, and set them to nil.',
          why: 'A refresh that fires after the sign-out stores new tokens, and the user is signed in again without knowing.',
          how: [
            'Call `cancel()` or `invalidate()`, then set the property to nil.',
            'Cancel the pending tasks of your `URLSession`, and scheduled `BGTask` requests.',
            'Look at `Task.isCancelled` before storing what a refresh brought.',
          ],
          follows: ['Work that ends late finds no session and writes nothing.'],
          spellings: [
            { api: 'Swift', code: 'refreshTask?.cancel(); refreshTask = nil' },
            { api: 'TypeScript', code: 'clearTimeout(refreshTimer); controller.abort()' },
          ],
          rules: ['logout/background-work-continues'],
          sources: [SOURCES.taskCancel, SOURCES.cwe613],
        }),
      ],
    },
    {
      id: 'logout/usually',
      title: 'Usually clear',
      leaves: [
        cleared({
          id: 'logout/url-cache',
          item: 'urlCache',
          situation: 'URL cache (cached API responses)',
          answer: 'Remove all responses',
          what: 'Empty the cache of every session that spoke to your API.',
          why: 'It keeps on disk what the server sent to the person who was signed in, and serves it to the next one.',
          how: [
            '`URLCache.shared.removeAllCachedResponses()`, and the same for caches of your own.',
            'Better: use an ephemeral configuration for the API, and there is nothing to clear.',
          ],
          follows: ['Responses with private data say `Cache-Control: no-store`.'],
          spellings: [{ api: 'Swift', code: 'URLCache.shared.removeAllCachedResponses()' }],
          rules: ['logout/caches-kept'],
          sources: [SOURCES.urlCache, SOURCES.cwe524],
        }),
        cleared({
          id: 'logout/cookies',
          item: 'cookies',
          situation: 'HTTP cookies',
          answer: 'Delete those of your hosts',
          what: 'Delete the cookies in `HTTPCookieStorage`, and in each store you made.',
          why: 'A cookie can be the session itself: the next person’s requests would go out with it.',
          how: [
            'Go through `HTTPCookieStorage.shared.cookies` and delete those of your hosts.',
            'In React Native, `CookieManager.clearAll(true)` clears the web view’s too.',
          ],
          follows: ['Web views have a store of their own, which is the next point.'],
          spellings: [
            { api: 'Swift', code: 'HTTPCookieStorage.shared.deleteCookie(cookie)' },
            { api: 'React Native', code: 'CookieManager.clearAll()' },
          ],
          rules: ['logout/caches-kept'],
          sources: [SOURCES.cookies, SOURCES.cwe613],
        }),
        cleared({
          id: 'logout/web-data',
          item: 'webData',
          situation: 'Data of web views',
          answer: 'Remove the website data',
          what: 'Remove cookies, local storage and caches of `WKWebsiteDataStore`.',
          why: 'A web view that signed in stays signed in: its cookies are in no other store.',
          how: [
            '`WKWebsiteDataStore.default().removeData(ofTypes:modifiedSince:)` for all types, since the distant past.',
            'Better: give the web view a non-persistent store.',
          ],
          follows: [
            'A sign-in through the system’s browser leaves its cookies there, unless it was ephemeral.',
          ],
          spellings: [
            { api: 'Swift', code: 'WKWebsiteDataStore.default().removeData(ofTypes:modifiedSince:)' },
          ],
          rules: ['logout/caches-kept'],
          sources: [SOURCES.webData],
        }),
        cleared({
          id: 'logout/account-defaults',
          item: 'accountDefaults',
          situation: 'Preferences tied to the account',
          answer: 'Remove those keys',
          what: 'Remove the UserDefaults keys that belong to the person, not to the app.',
          why: 'Recent searches, drafts and the last opened screen say a lot about somebody.',
          how: [
            'Keep them under a prefix or in a suite of their own, so that they can go together.',
            'Do not remove the whole domain: the theme and the onboarding are in there too.',
          ],
          follows: ['App Group suites and iCloud’s key-value store have to be looked through as well.'],
          spellings: [
            { api: 'Swift', code: 'UserDefaults.standard.removeObject(forKey: "lastSearch")' },
            { api: 'React Native', code: 'AsyncStorage.multiRemove(accountKeys)' },
          ],
          sources: [SOURCES.userDefaults, SOURCES.leakMasvs],
        }),
      ],
    },
    {
      id: 'logout/consider',
      title: 'Consider clearing',
      leaves: [
        cleared({
          id: 'logout/files',
          item: 'files',
          situation: 'Downloaded files, if user-specific',
          answer: 'Delete the account’s folder',
          what: 'Delete documents and downloads that belong to the person who signs out.',
          why: 'They are what the session was for: statements, letters, pictures.',
          how: [
            'Keep them in a folder for each account, with complete file protection, and delete the folder.',
          ],
          follows: ['Files that the user put into the Files app are theirs, and stay.'],
          spellings: [{ api: 'Swift', code: 'FileManager.default.removeItem(at: accountFolder)' }],
          sources: [SOURCES.fileProtection, SOURCES.leakMasvs],
        }),
        cleared({
          id: 'logout/database',
          item: 'database',
          situation: 'Core Data, if user-specific',
          answer: 'Delete or destroy the store',
          what: 'Delete the account’s rows, or the whole store when it only holds those: Core Data, SwiftData, Realm, SQLite.',
          why: 'A list that shows for a moment before the first load is the last person’s list.',
          how: [
            'One store for each account is the simplest to remove: `destroyPersistentStore(at:ofType:)`.',
            'With a shared store, a batch delete by account, and reset the contexts.',
          ],
          follows: ['Spotlight entries made from it are deleted too.'],
          spellings: [{ api: 'Swift', code: 'coordinator.destroyPersistentStore(at: url, type: .sqlite)' }],
          sources: [SOURCES.leakMasvs],
        }),
        cleared({
          id: 'logout/image-cache',
          item: 'imageCache',
          situation: 'Image cache, if it holds private content',
          answer: 'Clear memory and disk',
          what: 'Clear the image loader’s cache when it holds more than public pictures.',
          why: 'Attachments, identity papers and private photographs stay on disk as plain files.',
          how: [
            'Clear both caches of the loader in use: SDWebImage, Kingfisher, Nuke, FastImage, expo-image.',
          ],
          follows: ['A loader with one cache for each account saves the clearing of public pictures.'],
          spellings: [
            { api: 'Swift', code: 'ImageCache.default.clearCache()' },
            { api: 'Expo', code: 'Image.clearDiskCache()' },
          ],
          sources: [SOURCES.cwe524],
        }),
      ],
    },
    {
      id: 'logout/keep',
      title: 'Usually keep',
      leaves: [
        kept({
          id: 'logout/app-preferences',
          item: 'appPreferences',
          situation: 'App preferences (theme, language)',
          answer: 'Keep',
          what: 'Leave what belongs to the device and not to the person.',
          why: 'Nobody expects the app to change its language because they signed out.',
          how: ['Remove keys one by one or by prefix, and never the whole domain of UserDefaults.'],
          follows: ['Preferences that the server keeps for an account count as the account’s.'],
          sources: [SOURCES.userDefaults],
        }),
        kept({
          id: 'logout/onboarding',
          item: 'onboarding',
          situation: 'Onboarding completion',
          answer: 'Keep',
          what: 'Leave the note that the introduction was seen.',
          why: 'To see the introduction again at each login is a nuisance, and it tells nothing about anybody.',
          how: ['A boolean in UserDefaults, outside the account’s prefix.'],
          follows: ['It may serve as the sign of a first launch, at which old Keychain items are wiped.'],
          sources: [SOURCES.userDefaults],
        }),
        kept({
          id: 'logout/device-registration',
          item: 'deviceRegistration',
          situation: 'Device registration',
          answer: 'Keep the device, unlink the account',
          what: 'Keep the push token and the device’s ID; tell the server that no account belongs to them any more.',
          why: 'The registration names the device and not the person. Still linked, it shows private notifications on a device that is signed out.',
          how: ['Unregister push for the account while there still is a token to do it with.'],
          follows: ['A failure to unlink does not keep the user from signing out; try again later.'],
          sources: [SOURCES.registerPush],
        }),
      ],
    },
  ],
  trap: {
    title: 'The trap: it only looks signed out',
    text: '`currentUser = nil; isAuthenticated = false` shows the login screen. The tokens, the cookies, the cached responses and the refresh timer are still there.',
    entry: 'never/forget-data',
  },
};
