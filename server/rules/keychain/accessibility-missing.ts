import type { FileFacts, KeychainWrite, LevelInsertion } from '../../facts/model.js';
import { KIND_NAMES } from '../../knowledge/credentials.js';
import { apiName } from '../../knowledge/libraries/index.js';
import { isAlways, levelInfo, type Level } from '../../knowledge/levels.js';
import { fit, recommendedLevel, type Policy } from '../../policy/policy.js';
import { aKind, addsSynchronized, insertionFixes } from './level-fixes.js';
import { defineRule } from '../rule.js';
import {
  accessibilityMissingBad,
  accessibilityMissingGood,
  accessibilityMissingFixed,
} from './accessibility-missing-examples.js';

export const accessibilityMissing = defineRule({
  id: 'keychain/accessibility-missing',
  title: 'Keychain write without an accessibility level',
  severity: 'information',
  why: `
A write that names no level gets one all the same: the system's default, or the library's. \`SecItemAdd\`,
KeychainSwift, SwiftKeychainWrapper, Locksmith and SAMKeychain end up at \`WhenUnlocked\`; KeychainAccess,
SimpleKeychain and UICKeyChainStore at \`AfterFirstUnlock\`. Both migrate in encrypted backups. Nobody who reads the
code can tell whether that was meant: with \`WhenUnlocked\`, reading the token in the background fails while the
device is locked; with \`AfterFirstUnlock\`, a long-lived refresh token can be read from a locked device.

In TypeScript, expo-secure-store and react-native-encrypted-storage end up at \`WhenUnlocked\`, react-native-keychain
and RNSecureKeyStore at \`AfterFirstUnlock\`.

Writes through \`SecItemAdd\` are reported when they store a credential, or whatever a caller hands them, and the
default is not just what the policy asks for; writes through a library where it is known what they store and its
default does not suit it. Keys and certificates are left alone, and
so is every write whose attributes come from where this file does not tell.`,
  remedy: `
Say the level in the write. For an access token or session id that is \`kSecAttrAccessibleAfterFirstUnlock\`, for a
refresh token \`kSecAttrAccessibleWhenUnlockedThisDeviceOnly\`.`,
  fixSafety: `
A level that differs from the default changes when or where new items can be read, so all of these are offered for
review. An item already stored keeps its level until it is deleted or updated with the new one.`,
  references: [
    {
      title: 'Apple: kSecAttrAccessible',
      url: 'https://developer.apple.com/documentation/security/ksecattraccessible',
    },
    {
      title: 'Apple: Restricting keychain item accessibility',
      url: 'https://developer.apple.com/documentation/security/restricting-keychain-item-accessibility',
    },
    { title: 'OWASP MASVS-STORAGE-1', url: 'https://mas.owasp.org/MASVS/controls/MASVS-STORAGE-1/' },
  ],
  *check(facts, policy) {
    for (const write of facts.writes) {
      if (
        write.level.state !== 'default' ||
        !write.level.level ||
        isAlways(write.level.level) ||
        !matters(write, write.level.level, policy)
      ) {
        continue;
      }
      const { level, insertion } = write.level;
      yield {
        span: { start: write.start, end: write.end },
        message: messageFor(write, level, policy),
        fixes: insertion ? fixesFor(write, insertion, policy, facts) : [],
      };
    }
  },
  bad: accessibilityMissingBad,
  good: accessibilityMissingGood,
  fixed: accessibilityMissingFixed,
});

function matters(write: KeychainWrite, level: Level, policy: Policy): boolean {
  const { credential } = write;
  if (credential && policy.levels[credential.kind]) return !fit(level, credential.kind, policy).fits;
  const isPassword = write.itemClass === 'genericPassword' || write.itemClass === 'internetPassword';
  return write.api === 'secItem' && isPassword && (credential !== undefined || write.isGeneric);
}

function messageFor(write: KeychainWrite, level: Level, policy: Policy): string {
  const { credential } = write;
  const what = credential ? `the ${KIND_NAMES[credential.kind]} “${credential.name}”` : 'this item';
  const info = levelInfo(level);
  const whose = write.api === 'secItem' ? `the system's default` : `${apiName(write.api)}'s default`;
  const wanted = credential && policy.levels[credential.kind];
  const asked = wanted ? ` The policy keeps ${aKind(credential.kind)} at ${levelInfo(wanted).name}.` : '';
  return `${write.call} stores ${what} without a level, so ${whose} ${info.name} applies: ${info.brief}.${asked}`;
}

function fixesFor(
  write: KeychainWrite,
  insertion: LevelInsertion,
  policy: Policy,
  facts: FileFacts,
): ReturnType<typeof insertionFixes> {
  const synchronized = addsSynchronized(write, facts);
  const preferred = recommendedLevel(write.credential?.kind, policy);
  if (synchronized && levelInfo(preferred).thisDeviceOnly) return [];
  return insertionFixes(write, insertion, facts, policy, preferred, !synchronized);
}
