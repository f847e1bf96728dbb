import { LEVELS } from '../levels.js';
import type { GuideTable, GuideTableRow } from './model.js';

/** Where in the guide each level is decided about. */
const LEVEL_ENTRIES: Readonly<Record<string, string>> = {
  whenUnlocked: 'storage/access-token',
  afterFirstUnlock: 'storage/access-token',
  afterFirstUnlockThisDeviceOnly: 'storage/refresh-token',
  whenUnlockedThisDeviceOnly: 'storage/refresh-token',
  whenPasscodeSetThisDeviceOnly: 'refresh/high-security',
  always: 'never/always-accessible',
  alwaysThisDeviceOnly: 'never/always-accessible',
};

/** Every level, of which people use the first four most; what each means is said once, in `levels.ts`. */
const LEVEL_ROWS: readonly GuideTableRow[] = LEVELS.map(({ level, name, readable, backup, suits, note }) => ({
  id: `levels/${level}`,
  cells: [`\`${name}\``, readable, backup, note === undefined ? suits : `${suits} ${note}`],
  ...(LEVEL_ENTRIES[level] !== undefined && { entry: LEVEL_ENTRIES[level] }),
}));

export const TABLES: readonly GuideTable[] = [
  {
    id: 'levels',
    title: 'Accessibility levels',
    columns: ['Level', 'Accessible', 'Backups', 'Use for'],
    rows: LEVEL_ROWS,
  },
  {
    id: 'data',
    title: 'Data and where it goes',
    columns: ['Data', 'Storage', 'Clear on logout'],
    rows: [
      row('data/access-token', 'storage/access-token', 'Access token', 'Keychain', 'Always'),
      row('data/refresh-token', 'storage/refresh-token', 'Refresh token', 'Keychain', 'Always'),
      row('data/user-profile', 'logout/user', 'User profile', 'Memory', 'Always'),
      row('data/api-cache', 'logout/url-cache', 'API cache', '`URLCache`', 'Usually'),
      row('data/cookies', 'logout/cookies', 'Cookies', '`HTTPCookieStorage`', 'Usually'),
      row('data/user-preferences', 'logout/account-defaults', 'User preferences', 'UserDefaults', 'Maybe'),
      row('data/files', 'logout/files', 'Downloaded files', '`FileManager`', 'If user-specific'),
      row('data/app-settings', 'logout/app-preferences', 'App settings', 'UserDefaults', 'Usually keep'),
    ],
  },
  {
    id: 'strategies',
    title: 'Refresh strategies',
    columns: ['Strategy', 'When', 'Implementation'],
    rows: [
      row('strategies/on-401', 'refresh/on-401', 'On 401', 'Simple apps', 'Retry after the refresh'),
      row('strategies/proactive', 'refresh/proactive', 'Proactive', 'Frequent calls', 'Timer before expiry'),
      row(
        'strategies/background',
        'refresh/background',
        'Background',
        'Real-time features',
        '`BGAppRefreshTask`',
      ),
    ],
  },
  {
    id: 'red-flags',
    title: 'Red flags',
    columns: ['Red flag', 'What happens', 'Do this'],
    rows: [
      row(
        'red-flags/user-defaults',
        'never/user-defaults',
        'Tokens in UserDefaults',
        'Readable in plain text',
        'Keychain',
      ),
      row(
        'red-flags/logged',
        'never/log-tokens',
        'Logged token values',
        'They leave the device',
        'Metadata only',
      ),
      row(
        'red-flags/endless-refresh',
        'never/endless-refresh',
        'Infinite refresh retry',
        'A denial of service, on an invalid token',
        'Limited retries, then logout',
      ),
      row(
        'red-flags/every-request',
        'never/refresh-every-request',
        'Refresh on every request',
        'Twice the traffic, and races',
        'Check the expiry first',
      ),
      row(
        'red-flags/partial-cleanup',
        'never/forget-data',
        'Partial logout cleanup',
        'Data of one user leaks to the next',
        'Clear all sensitive data',
      ),
      row(
        'red-flags/ignored-errors',
        'never/ignore-errors',
        'Ignored Keychain errors',
        'Fails in silence',
        'Handle the status',
      ),
      row(
        'red-flags/always',
        'never/always-accessible',
        '`kSecAttrAccessibleAlways`',
        'Readable while locked',
        'AfterFirstUnlock',
      ),
      row(
        'red-flags/background-work',
        'never/background-work',
        'Background tasks after logout',
        'They sign the user in again',
        'Cancel on logout',
      ),
    ],
  },
];

function row(id: string, entry: string, ...cells: readonly string[]): GuideTableRow {
  return { id, entry, cells };
}
