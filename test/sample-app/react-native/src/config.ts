/** What differs between the builds. Expo inlines `EXPO_PUBLIC_…` variables when it bundles. */
export const config = {
  apiUrl: process.env.EXPO_PUBLIC_API_URL ?? 'https://api.harborferries.example/v3',
  mapsKey: process.env.EXPO_PUBLIC_MAPS_KEY ?? '',
  clientId: 'harbor-rn-52be8f10',
  clientSecret: 'hbr_live_47d0a8e1c95f4b32ae6d1b7f08c2953e',
  crashReporterKey: 'pub_harbor_crash',
};

/** The names under which things are stored. Credentials begin with the id of their account. */
export const storageKeys = {
  theme: 'harbor.theme',
  accounts: 'harbor.accounts',
  activeAccount: 'harbor.activeAccount',
  pushToken: 'harbor.pushToken',
  tokenExpiresAt: 'harbor.tokenExpiresAt',
  accessToken: (accountId: string) => `${accountId}.accessToken`,
  refreshToken: (accountId: string) => `${accountId}.refreshToken`,
  sessionId: (accountId: string) => `${accountId}.sessionId`,
};
