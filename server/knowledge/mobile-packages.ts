/** Packages that only an app for phones has: the frameworks, and what belongs to them by its name. */
const MOBILE =
  /^(react-native|react-native-.+|@react-native[\w-]*\/.+|expo|expo-.+|@expo\/.+|@capacitor\/.+|capacitor-.+|@[\w-]+\/capacitor-.+|@ionic\/.+|@ionic-enterprise\/.+|@nativescript\/.+|nativescript-.+)$/;

/** Named like those, but for browsers, servers and build machines. */
const ELSEWHERE = /^(react-native-web|expo-server-sdk|@expo\/(eas-|config|cli|ngrok|package-manager).*)$/;

/** Packages that keep texts in the Keychain, which fixes move credentials to. */
export const SECURE_PACKAGES = [
  'expo-secure-store',
  'react-native-keychain',
  '@aparajita/capacitor-secure-storage',
  'capacitor-secure-storage-plugin',
] as const;

export type SecurePackage = (typeof SECURE_PACKAGES)[number];

/** Whether what depends on a package is an app for phones, or a part of one. */
export function isMobilePackage(name: string): boolean {
  return MOBILE.test(name) && !ELSEWHERE.test(name);
}
