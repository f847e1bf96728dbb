import { levelInfo, type Level } from './levels.js';

/** How levels are written in an API: what stands before the name, and the name. */
export interface Spelling {
  readonly qualifier: string;
  readonly name: (level: Level) => string;
}

/** `afterFirstUnlock` as JavaScript's constants are written: `AFTER_FIRST_UNLOCK`. */
const capitals = (level: Level): string => level.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();

/**
 * The spellings of SecItem and of the libraries of React Native that the snippets are for.
 *
 * Sources: expo-secure-store 57.0.4, build/SecureStore.d.ts; react-native-keychain 10.0.0, src/enums.ts.
 */
export const SPELLINGS = {
  secItem: { qualifier: '', name: (level) => levelInfo(level).constant },
  'expo-secure-store': { qualifier: 'SecureStore.', name: capitals },
  'react-native-keychain': { qualifier: 'Keychain.ACCESSIBLE.', name: capitals },
} as const satisfies Readonly<Record<string, Spelling>>;

export type SpellingApi = keyof typeof SPELLINGS;

/** What a level protects an item from, in one word. */
export type Strength = 'insecure' | 'weak' | 'strong';

/** `insecure` can be read on a locked device, `weak` leaves the device in backups, `strong` does neither. */
export function strengthOf(level: Level): Strength {
  const { lock, thisDeviceOnly } = levelInfo(level);
  if (lock === 'always') return 'insecure';
  return thisDeviceOnly ? 'strong' : 'weak';
}
