/** The answers that a project can give to the questions about its sessions, each with what it means. */

/** Where a credential lives. */
export const STORES = {
  keychain: 'In the Keychain, which encrypts it.',
  memory: 'In memory only: nothing on the device keeps it.',
  userDefaults: 'In UserDefaults, which are not encrypted: for what is no secret.',
} as const;
export type Store = keyof typeof STORES;

export const REFRESH_STRATEGIES = {
  on401: 'Refresh once the server has answered 401, then retry the request once.',
  proactive: 'Refresh before the token expires, some minutes ahead.',
  background: 'Refresh and reconnect in the background, for connections that stay open.',
  offlineQueue: 'Tokens live longer, and requests wait in a queue while there is no network.',
  shortLived: 'Tokens are short-lived and refreshed often, so that a stolen one is soon worth nothing.',
} as const;
export type RefreshStrategy = keyof typeof REFRESH_STRATEGIES;

export const SESSION_MODELS = {
  single: 'One account at a time: a new login takes the place of the old.',
  multiAccount: 'Several accounts on one device: items are kept under the id of their account.',
  multiDevice: 'One account on several devices: the server knows them and can sign them out.',
  registry: 'Several accounts on several devices: the server keeps track of every pair.',
} as const;
export type SessionModel = keyof typeof SESSION_MODELS;

/** Whether sessions of several accounts are on the device at the same time. */
export function keepsSeveralAccounts(model: SessionModel): boolean {
  return model === 'multiAccount' || model === 'registry';
}

/** What a sign-out may clear or keep. */
export const LOGOUT_ITEMS = {
  tokens: 'Tokens and other credentials in the Keychain.',
  user: 'The user object in memory.',
  authState: 'The state that says somebody is signed in.',
  urlCache: 'Cached responses of the server (URLCache).',
  cookies: 'HTTP cookies (HTTPCookieStorage).',
  accountDefaults: 'Preferences that belong to the account.',
  files: 'Downloaded files of the user.',
  database: 'The user’s rows in Core Data, SwiftData, Realm or SQLite.',
  imageCache: 'Cached images that may show private content.',
  webData: 'What web views have stored (WKWebsiteDataStore).',
  backgroundWork: 'Timers, refresh tasks and connections of the session.',
  appPreferences: 'Preferences of the app, such as theme and language.',
  onboarding: 'That the introduction has been seen.',
  deviceRegistration: 'The registration of the device with the server.',
} as const;
export type LogoutItem = keyof typeof LOGOUT_ITEMS;

export const LOGOUT_ANSWERS = {
  clear: 'A sign-out clears it.',
  keep: 'It outlives a sign-out.',
} as const;
export type LogoutAnswer = keyof typeof LOGOUT_ANSWERS;
