import { levelInfo, type Level } from '../../knowledge/levels.js';
import { recommendedLevel, fit, type Policy } from '../../policy/policy.js';
import type { FileFacts, LevelMention } from '../../facts/model.js';
import { kindsOf, switchFixes, writesWith } from './level-fixes.js';
import { defineRule, swift, swiftAt } from '../rule.js';

export const passcodeRequiredOnTvOS = defineRule({
  id: 'keychain/passcode-required-on-tvos',
  title: 'Level that needs a passcode, on Apple TV',
  severity: 'error',
  why: `
\`kSecAttrAccessibleWhenPasscodeSetThisDeviceOnly\` can store an item only on a device that has a passcode. An Apple TV
has none, so every write fails there: the token is never kept and people have to sign in at each launch.

A place counts as tvOS code when an \`#if os(tvOS)\` says so, when the file imports a framework that only tvOS has, or
when it lies in a folder named for tvOS.`,
  remedy: `
Use \`kSecAttrAccessibleWhenUnlockedThisDeviceOnly\` on tvOS, or \`kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly\`
for what a Top Shelf extension has to read.`,
  fixSafety: `
The item loses the protection of a passcode, which Apple TV cannot give. In a file that also builds for iOS, keep the
level there and switch only under \`#if os(tvOS)\`. Offered for review.`,
  references: [
    {
      title: 'Apple: kSecAttrAccessibleWhenPasscodeSetThisDeviceOnly',
      url: 'https://developer.apple.com/documentation/security/ksecattraccessiblewhenpasscodesetthisdeviceonly',
    },
  ],
  *check(facts, policy) {
    for (const mention of facts.levels) {
      if (mention.role !== 'sets' || mention.level !== 'whenPasscodeSetThisDeviceOnly' || !mention.tvOS)
        continue;
      yield {
        span: { start: mention.start, end: mention.end },
        message:
          `Apple TV has no passcode, so storing with ${mention.spelled} fails there every time; ` +
          `this is tvOS code: ${mention.tvOS.reason}.`,
        fixes: switchFixes(mention, facts, policy, preferredLevel(mention, facts, policy)),
      };
    }
  },
  bad: [
    swift`
      #if os(tvOS)
      let level = «kSecAttrAccessibleWhenPasscodeSetThisDeviceOnly»
      #else
      let level = kSecAttrAccessibleWhenPasscodeSetThisDeviceOnly
      #endif
    `,
    swiftAt('Harbor-tvOS/SessionStore.swift')`
      let query: [CFString: Any] = [
          kSecClass: kSecClassGenericPassword,
          kSecAttrAccount: "refreshToken",
          kSecValueData: data,
          kSecAttrAccessible: «kSecAttrAccessibleWhenPasscodeSetThisDeviceOnly»,
      ]
      let status = SecItemAdd(query as CFDictionary, nil)
    `,
    swift`
      import TVServices
      import KeychainAccess

      let keychain = Keychain(service: "tv").accessibility(.«whenPasscodeSetThisDeviceOnly»)
    `,
    swift`
      #if os(iOS) || os(tvOS)
      let access = SecAccessControlCreateWithFlags(nil, «kSecAttrAccessibleWhenPasscodeSetThisDeviceOnly», [], nil)
      #endif
    `,
  ],
  good: [
    swift`
      let query: [CFString: Any] = [kSecAttrAccessible: kSecAttrAccessibleWhenPasscodeSetThisDeviceOnly]
    `,
    swift`
      #if !os(tvOS)
      let level = kSecAttrAccessibleWhenPasscodeSetThisDeviceOnly
      #endif
    `,
    swiftAt('Shared/tvOS/Levels.swift')`
      #if os(iOS)
      let level = kSecAttrAccessibleWhenPasscodeSetThisDeviceOnly
      #endif
    `,
    swift`
      #if os(tvOS)
      let level = kSecAttrAccessibleWhenUnlockedThisDeviceOnly
      #else
      let level = kSecAttrAccessibleWhenPasscodeSetThisDeviceOnly
      #endif
    `,
    // A condition that leaves it open.
    swift`
      #if !os(macOS) && canImport(LocalAuthentication)
      let level = kSecAttrAccessibleWhenPasscodeSetThisDeviceOnly
      #endif
    `,
  ],
  fixed: [
    {
      language: 'swift',
      title:
        'Switch to kSecAttrAccessibleWhenUnlockedThisDeviceOnly: readable only while unlocked, never leaves this device',
      before: `#if os(tvOS)\nquery[kSecAttrAccessible] = kSecAttrAccessibleWhenPasscodeSetThisDeviceOnly\n#endif\n`,
      after: `#if os(tvOS)\nquery[kSecAttrAccessible] = kSecAttrAccessibleWhenUnlockedThisDeviceOnly\n#endif\n`,
    },
  ],
});

/** The same lock and binding without the passcode, unless the credential needs another reach. */
function preferredLevel(mention: LevelMention, facts: FileFacts, policy: Policy): Level {
  const nearest: Level = 'whenUnlockedThisDeviceOnly';
  const misfit = kindsOf(writesWith(mention, facts)).find((kind) => !fit(nearest, kind, policy).fits);
  if (!misfit) return nearest;
  const wanted = recommendedLevel(misfit, policy);
  return levelInfo(wanted).lock === 'firstUnlock' ? 'afterFirstUnlockThisDeviceOnly' : wanted;
}
