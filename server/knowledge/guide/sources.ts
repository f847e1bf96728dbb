import type { Source } from './model.js';

const APPLE = 'https://developer.apple.com/documentation';

function apple(title: string, path: string): Source {
  return { title: `Apple: ${title}`, url: `${APPLE}/${path}` };
}

function rfc(number: number, title: string, section = ''): Source {
  return {
    title: `RFC ${number}: ${title}`,
    url: `https://www.rfc-editor.org/rfc/rfc${number}${section && `#section-${section}`}`,
  };
}

function cwe(number: number, title: string): Source {
  return { title: `CWE-${number}: ${title}`, url: `https://cwe.mitre.org/data/definitions/${number}.html` };
}

function masvs(id: string, title: string): Source {
  return { title: `OWASP ${id}: ${title}`, url: `https://mas.owasp.org/MASVS/controls/${id}/` };
}

/** The pages that the guide relies on. */
export const SOURCES = {
  accessibility: apple(
    'Restricting keychain item accessibility',
    'security/restricting-keychain-item-accessibility',
  ),
  usingKeychain: apple(
    'Using the keychain to manage user secrets',
    'security/using-the-keychain-to-manage-user-secrets',
  ),
  updatingItems: apple(
    'Updating and deleting keychain items',
    'security/updating-and-deleting-keychain-items',
  ),
  faceId: apple(
    'Accessing keychain items with Face ID or Touch ID',
    'localauthentication/accessing-keychain-items-with-face-id-or-touch-id',
  ),
  authenticationSession: apple(
    'ASWebAuthenticationSession',
    'authenticationservices/aswebauthenticationsession',
  ),
  userDefaults: apple('UserDefaults', 'foundation/userdefaults'),
  backgroundRefresh: apple('BGAppRefreshTask', 'backgroundtasks/bgapprefreshtask'),
  webSocket: apple('URLSessionWebSocketTask', 'foundation/urlsessionwebsockettask'),
  pathMonitor: apple('NWPathMonitor', 'network/nwpathmonitor'),
  actors: apple('Actor', 'swift/actor'),
  urlCache: apple('URLCache', 'foundation/urlcache'),
  cookies: apple('HTTPCookieStorage', 'foundation/httpcookiestorage'),
  webData: apple('WKWebsiteDataStore', 'webkit/wkwebsitedatastore'),
  fileProtection: apple('Encrypting your app’s files', 'uikit/encrypting-your-app-s-files'),
  registerPush: apple('Registering your app with APNs', 'usernotifications/registering-your-app-with-apns'),
  taskCancel: apple('Task.cancel()', 'swift/task/cancel()'),
  logPrivacy: apple('OSLogPrivacy', 'os/oslogprivacy'),
  platformSecurity: {
    title: 'Apple Platform Security: Keychain data protection',
    url: 'https://support.apple.com/guide/security/keychain-data-protection-secb0694df1a/web',
  },
  expoSecureStore: {
    title: 'Expo: SecureStore',
    url: 'https://docs.expo.dev/versions/latest/sdk/securestore/',
  },
  reactNativeKeychain: {
    title: 'react-native-keychain',
    url: 'https://github.com/oblador/react-native-keychain',
  },
  refreshing: rfc(6749, 'Refreshing an access token', '6'),
  errorResponse: rfc(6749, 'invalid_grant', '5.2'),
  bearer: rfc(6750, 'Bearer token usage'),
  revocation: rfc(7009, 'OAuth 2.0 token revocation'),
  jwtExpiry: rfc(7519, 'The “exp” claim', '4.1.4'),
  pkce: rfc(7636, 'Proof Key for Code Exchange'),
  nativeApps: rfc(8252, 'OAuth 2.0 for native apps'),
  bestPractice: rfc(9700, 'Best current practice for OAuth 2.0 security'),
  cwe200: cwe(200, 'Exposure of sensitive information'),
  cwe312: cwe(312, 'Cleartext storage of sensitive information'),
  cwe391: cwe(391, 'Unchecked error condition'),
  cwe522: cwe(522, 'Insufficiently protected credentials'),
  cwe524: cwe(524, 'Use of cache containing sensitive information'),
  cwe532: cwe(532, 'Insertion of sensitive information into log file'),
  cwe613: cwe(613, 'Insufficient session expiration'),
  cwe798: cwe(798, 'Use of hard-coded credentials'),
  cwe835: cwe(835, 'Loop with unreachable exit condition'),
  storageMasvs: masvs('MASVS-STORAGE-1', 'Sensitive data is stored securely'),
  leakMasvs: masvs('MASVS-STORAGE-2', 'Sensitive data does not leak'),
  authMasvs: masvs('MASVS-AUTH-1', 'Authentication follows best practice'),
} as const satisfies Readonly<Record<string, Source>>;
