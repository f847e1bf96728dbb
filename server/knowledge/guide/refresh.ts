import type { GuideTree, PolicyOptions } from './model.js';
import { SOURCES } from './sources.js';

const STRATEGY = ['refresh', 'strategy'] as const;

const LEADS: PolicyOptions = {
  path: ['refresh', 'leadMinutes'],
  label: 'Minutes before expiry',
  recommended: '5',
  values: [1, 2, 5, 10, 15].map((minutes) => ({
    value: String(minutes),
    title: `${minutes} min`,
    note: minutes === 5 ? 'the usual lead' : minutes < 5 ? 'for short-lived tokens' : 'for slow networks',
  })),
};

const TRIES: PolicyOptions = {
  path: ['refresh', 'maxTries'],
  label: 'Tries before the user is signed out',
  recommended: '3',
  values: [1, 2, 3, 4, 5].map((tries) => ({
    value: String(tries),
    title: tries === 1 ? '1 try' : `${tries} tries`,
    note: tries === 3 ? 'the usual limit' : tries < 3 ? 'for high security' : 'for bad networks',
  })),
};

export const REFRESH_TREE: GuideTree = {
  id: 'refresh',
  title: 'Token refresh',
  question: 'How should you handle token refresh?',
  intro:
    'Whichever answer: one refresh at a time for all callers, a limit of 3 tries with growing pauses, and a sign-out when the server says `invalid_grant`. A network error or a 5xx keeps the session.',
  choice: 'one',
  branches: [
    {
      id: 'refresh/all',
      leaves: [
        {
          id: 'refresh/on-401',
          situation: 'Simple app, few API calls',
          answer: 'Refresh on a 401',
          what: 'Refresh once the server refuses a request, then send that request again, once.',
          why: 'It is the least code, and with few calls the one that fails costs little.',
          how: [
            'On a 401, await the shared refresh; whoever comes meanwhile waits for the same one.',
            'Mark the repeated request, so that a second 401 is handed to the caller instead of refreshing again.',
            'Send the refresh itself around the interceptor that refreshes, or the two call each other without end.',
          ],
          follows: [
            'With rotating refresh tokens a second refresh in parallel counts as reuse, and the server revokes the whole session.',
            'A 400 `invalid_grant` signs out; a network error or 5xx backs off and keeps the session.',
          ],
          spellings: [
            { api: 'Swift', code: 'actor APIClient { private var refreshing: Task<Void, Error>? }' },
            { api: 'axios', code: 'axios.interceptors.response.use(undefined, retryOnceAfterRefresh)' },
          ],
          policy: [{ path: STRATEGY, value: 'on401' }],
          options: TRIES,
          rules: [
            'refresh/unbounded-retry',
            'refresh/not-single-flight',
            'refresh/tokens-dropped',
            'refresh/null-refresh-token',
          ],
          snippets: ['network-client', 'refresh-single-flight'],
          sources: [SOURCES.refreshing, SOURCES.errorResponse, SOURCES.bearer],
        },
        {
          id: 'refresh/proactive',
          situation: 'Frequent API calls',
          answer: 'Proactive refresh before expiry',
          what: 'Schedule the refresh 5 minutes before the token’s `exp`, so that no request is ever refused.',
          why: 'With many calls under way, a token that expires refuses them all at once; renewing it ahead of time costs one request and no waiting.',
          how: [
            'Read `exp` from the token, or use the `expires_in` of the response and the time it arrived.',
            'Keep one timer or task that sleeps until the lead time, and make a new one after each refresh.',
            'Look at the expiry again when the app comes to the foreground: timers stand still in the background.',
          ],
          follows: [
            'The 401 path stays as the second line: clocks differ, and servers revoke.',
            'The timer or task is cancelled at sign-out.',
            'Nothing refreshes before every request: only when less than the lead time is left.',
          ],
          spellings: [
            { api: 'Swift', code: 'Task.sleep(for: .seconds(expiry.timeIntervalSinceNow - 5 * 60))' },
            { api: 'TypeScript', code: 'setTimeout(refresh, expiresAt - Date.now() - 5 * 60_000)' },
          ],
          policy: [{ path: STRATEGY, value: 'proactive' }],
          options: LEADS,
          rules: [
            'refresh/on-every-request',
            'refresh/not-single-flight',
            'logout/background-work-continues',
          ],
          snippets: ['proactive-refresh', 'session-expiry'],
          sources: [SOURCES.jwtExpiry, SOURCES.refreshing, SOURCES.bestPractice],
        },
        {
          id: 'refresh/background',
          situation: 'Real-time features (WebSocket)',
          answer: 'Background refresh and reconnect',
          what: 'Refresh while the connection is up, and reconnect with the new token, so that it never drops.',
          why: 'A socket is authorised when it opens. When its token expires the server closes it, and what is sent until the reconnect is missed.',
          how: [
            'Ask the system for time with a `BGAppRefreshTask`, and refresh before the token expires.',
            'Open the new connection with the new token before the old one is closed, or send the token over the open one where the protocol has a message for it.',
            'Reconnect with pauses that grow, and not more often than the refresh limit allows.',
          ],
          follows: [
            'What runs in the background reads the token while the device is locked: AfterFirstUnlock.',
            'Signing out closes the socket and cancels the scheduled task.',
          ],
          spellings: [
            { api: 'Swift', code: 'BGAppRefreshTaskRequest(identifier: "com.example.refresh")' },
            { api: 'Expo', code: "BackgroundTask.registerTaskAsync('refresh')" },
          ],
          policy: [{ path: STRATEGY, value: 'background' }],
          rules: [
            'logout/background-work-continues',
            'keychain/locked-read-as-logout',
            'refresh/not-single-flight',
          ],
          snippets: ['background-refresh', 'refresh-single-flight'],
          sources: [SOURCES.backgroundRefresh, SOURCES.webSocket, SOURCES.accessibility],
        },
        {
          id: 'refresh/offline',
          situation: 'Offline-first app',
          answer: 'Longer token lifetime and a retry queue',
          what: 'Let tokens live longer, and keep requests in a queue while the device is offline.',
          why: 'Such an app is used for hours without a network. A token that expires meanwhile is no reason to throw the user out, nor to lose what was entered.',
          how: [
            'Keep the requests with their data, without the bearer token: add the token when a request is sent.',
            'When the network is back (`NWPathMonitor`, `@react-native-community/netinfo`), refresh once, then send the queue in order.',
            'Bound the queue and the tries of each entry.',
          ],
          follows: [
            'No network is never `invalid_grant`: the session stays until the server ends it.',
            'The queue belongs to the account, and is emptied or sent before sign-out.',
          ],
          spellings: [
            { api: 'Swift', code: 'NWPathMonitor().pathUpdateHandler' },
            { api: 'React Native', code: 'NetInfo.addEventListener' },
          ],
          policy: [{ path: STRATEGY, value: 'offlineQueue' }],
          rules: ['refresh/unbounded-retry', 'refresh/tokens-dropped'],
          snippets: ['retry-queue', 'refresh-single-flight', 'network-client'],
          sources: [SOURCES.pathMonitor, SOURCES.errorResponse, SOURCES.refreshing],
        },
        {
          id: 'refresh/high-security',
          situation: 'High-security app',
          answer: 'Short tokens, frequent refresh',
          what: 'Use access tokens of a few minutes, rotating refresh tokens, and a session that ends when nobody uses it.',
          why: 'The shorter a token lives, the less a stolen one is worth: the time in which it can be misused is as short as the server makes it.',
          how: [
            'Store the rotated refresh token of every response before the new access token is used.',
            'Watch for idleness and sign out after it; ask for Face ID or the passcode before the session goes on.',
            'Keep the access token in memory where nothing in the background needs it.',
          ],
          follows: [
            'Single-flight is not optional: one token used twice ends the session.',
            'Devices without a passcode cannot hold WhenPasscodeSetThisDeviceOnly items, and Apple TV has none.',
          ],
          spellings: [
            { api: 'Swift', code: 'kSecAttrAccessibleWhenPasscodeSetThisDeviceOnly' },
            { api: 'Expo SecureStore', code: 'SecureStore.WHEN_PASSCODE_SET_THIS_DEVICE_ONLY' },
            { api: 'react-native-keychain', code: 'Keychain.ACCESSIBLE.WHEN_PASSCODE_SET_THIS_DEVICE_ONLY' },
          ],
          policy: [{ path: STRATEGY, value: 'shortLived' }],
          rules: [
            'refresh/tokens-dropped',
            'refresh/null-refresh-token',
            'refresh/not-single-flight',
            'keychain/passcode-required-on-tvos',
          ],
          snippets: ['session-expiry', 'keychain-biometric', 'refresh-single-flight'],
          sources: [SOURCES.bestPractice, SOURCES.faceId, SOURCES.authMasvs],
        },
      ],
    },
  ],
  trap: {
    title: 'The trap: a refresh that starts itself again',
    text: 'A refresh that is called in its own `catch`, or that goes through the interceptor which refreshes on a 401, never ends once the token is invalid. All users do it together, and the server goes down.',
    entry: 'never/endless-refresh',
  },
};
