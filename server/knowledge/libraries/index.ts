import type { Level } from '../levels.js';
import { levelInfo } from '../levels.js';
import { KEYCHAIN_ACCESS } from './keychain-access.js';
import { KEYCHAIN_SWIFT } from './keychain-swift.js';
import type { KeychainLibrary, LevelLibrary } from './library.js';
import { LOCKSMITH } from './locksmith.js';
import { ownLibraries } from './own.js';
import { SAM_KEYCHAIN } from './sam-keychain.js';
import { A0_SIMPLE_KEYCHAIN, SIMPLE_KEYCHAIN } from './simple-keychain.js';
import { SWIFT_KEYCHAIN_WRAPPER } from './swift-keychain-wrapper.js';
import { SWIFT_SECURITY } from './swift-security.js';
import { UIC_KEYCHAIN_STORE } from './uic-keychain-store.js';
import { MODULE_LIBRARIES } from './typescript/index.js';
import { VALET } from './valet.js';

export const LIBRARIES: readonly KeychainLibrary[] = [
  KEYCHAIN_ACCESS,
  KEYCHAIN_SWIFT,
  VALET,
  SWIFT_KEYCHAIN_WRAPPER,
  SIMPLE_KEYCHAIN,
  A0_SIMPLE_KEYCHAIN,
  LOCKSMITH,
  SAM_KEYCHAIN,
  UIC_KEYCHAIN_STORE,
  SWIFT_SECURITY,
];

/** Those of Swift that everybody knows, and the project's own. */
export function allLibraries(): readonly KeychainLibrary[] {
  return [...LIBRARIES, ...ownLibraries()];
}

export function libraryOf(id: string): LevelLibrary | undefined {
  return (
    allLibraries().find((library) => library.id === id) ??
    MODULE_LIBRARIES.find((library) => library.id === id)
  );
}

/** The token that spells a level in an API: `kSecAttrAccessible…`, or a library's own member name. */
export function spell(api: string, level: Level): string | undefined {
  const library = libraryOf(api);
  if (!library) return levelInfo(level).constant;
  if (Object.keys(library.levels).length === 0) return levelInfo(level).constant;
  return Object.entries(library.levels).find(([, known]) => known === level)?.[0];
}

/** What people call the API of a write or a level. */
export function apiName(api: string): string {
  return libraryOf(api)?.name ?? 'the Keychain';
}
