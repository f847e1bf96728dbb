import type { CredentialGuess, FileFacts, KeychainWrite, LevelMention } from '../../facts/model.js';
import type { Fix, Severity } from '../../finding.js';
import { type CredentialKind, KIND_NAMES } from '../../knowledge/credentials.js';
import { isAlways, levelInfo, type Level } from '../../knowledge/levels.js';
import { fit, type Fit, type Policy } from '../../policy/policy.js';
import { aKind, isSynchronized, switchFixes, writesWith } from './level-fixes.js';
import { defineRule, swift, swiftAt, type Report } from '../rule.js';
import * as script from './typescript/accessibility-mismatch.js';

export const accessibilityMismatch = defineRule({
  id: 'keychain/accessibility-mismatch',
  title: 'Accessibility level that does not suit the credential',
  severity: 'warning',
  why: `
The level decides two things: when the item can be read, and whether it leaves the device. Both should follow from
what the credential is for.

- An **access token** or **session id** is read by background refresh, push handlers and widgets. With a
  \`WhenUnlocked…\` level those reads fail with \`errSecInteractionNotAllowed\` (-25308) as soon as the screen is locked,
  which many apps take for "no token" and answer with a sign-out.
- A **refresh token** is long-lived and buys new sessions. Kept at \`AfterFirstUnlock\` it can be read from a locked
  device, and without \`…ThisDeviceOnly\` it travels in backups to devices the server never saw.

The kind is taken from the key, the account, and the names of values, parameters, properties and functions. Where
they do not tell, the rule says nothing. Binding an item to the device where it was not asked for is no fault. Where
only the device binding differs, or where the file shows a need to read in the background, the finding is for
information.`,
  remedy: `
Store access tokens and session ids with \`kSecAttrAccessibleAfterFirstUnlock\` and refresh tokens with
\`kSecAttrAccessibleWhenUnlockedThisDeviceOnly\`.`,
  fixSafety: `
Every switch changes when or where the item can be read, so each is offered for review. Items already stored get the
new level when they are written again, in libraries that rewrite it; otherwise delete them once first.

Where the level is right as it is, the last fix writes that down in \`sessionlint.json\`: all code is then judged by it.`,
  references: [
    {
      title: 'Apple: Restricting keychain item accessibility',
      url: 'https://developer.apple.com/documentation/security/restricting-keychain-item-accessibility',
    },
    {
      title: 'Apple: errSecInteractionNotAllowed',
      url: 'https://developer.apple.com/documentation/security/errsecinteractionnotallowed',
    },
    { title: 'OWASP MASVS-STORAGE-1', url: 'https://mas.owasp.org/MASVS/controls/MASVS-STORAGE-1/' },
  ],
  *check(facts, policy) {
    // Another rule tells of levels that always let an item be read, unless it is off.
    const isTold = policy.severities.get('keychain/always-accessible') !== 'off';
    for (const mention of facts.levels) {
      if (mention.role !== 'sets' || (isTold && isAlways(mention.level))) continue;
      yield* judge(mention, facts, policy);
    }
  },
  bad: [
    swift`
      let query: [String: Any] = [
          kSecClass as String: kSecClassGenericPassword,
          kSecAttrAccount as String: "refreshToken",
          kSecValueData as String: data,
          kSecAttrAccessible as String: «kSecAttrAccessibleAfterFirstUnlock»,
      ]
      let status = SecItemAdd(query as CFDictionary, nil)
    `,
    swift`
      enum Key: String {
          case access = "access_token"
          case refresh = "refresh_token"
      }

      func save(_ value: Data) -> OSStatus {
          var query: [CFString: Any] = [kSecClass: kSecClassGenericPassword, kSecAttrAccount: Key.access.rawValue]
          query[kSecValueData] = value
          query[kSecAttrAccessible] = «kSecAttrAccessibleWhenUnlocked»
          return SecItemAdd(query as CFDictionary, nil)
      }
    `,
    swift`
      func store(accessToken: String) throws {
          let query = baseQuery(for: "com.example.session").merging([
              String(kSecValueData): Data(accessToken.utf8),
              String(kSecAttrAccessible): «kSecAttrAccessibleWhenUnlockedThisDeviceOnly»,
          ]) { _, new in new }
          let status = SecItemAdd(query as CFDictionary, nil)
          guard status == errSecSuccess else { throw KeychainError.status(status) }
      }

      func baseQuery(for service: String) -> [String: Any] {
          [String(kSecClass): kSecClassGenericPassword, String(kSecAttrService): service]
      }
    `,
    swift`
      import KeychainAccess

      try Keychain(service: "com.example.app")
          .accessibility(.«afterFirstUnlock»)
          .set(tokens.refreshToken, key: "refresh_token")
    `,
    swift`
      import KeychainSwift

      KeychainSwift().set(session.id, forKey: "sessionId", withAccess: .«accessibleWhenUnlocked»)
    `,
    swift`
      import Valet

      let valet = Valet.valet(with: Identifier(nonEmpty: "session")!, accessibility: .«whenUnlocked»)
      try valet.setString(accessToken, forKey: "accessToken")
    `,
    swift`
      import SimpleKeychain

      let keychain = SimpleKeychain(service: "Auth0", accessibility: .«whenUnlocked»)
      try keychain.set(refreshToken, forKey: "refresh_token")
    `,
    swift`
      KeychainHelper.save(string: newValue, key: Keys.refreshTokenKey, accessibility: «kSecAttrAccessibleAfterFirstUnlock»)
    `,
    swiftAt('NotificationService/TokenStore.swift')`
      import UserNotifications

      final class NotificationService: UNNotificationServiceExtension {
          func save(_ refreshToken: Data) -> OSStatus {
              SecItemAdd([
                  kSecClass: kSecClassGenericPassword,
                  kSecAttrAccount: "refreshToken",
                  kSecValueData: refreshToken,
                  kSecAttrAccessible: «kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly»,
              ] as CFDictionary, nil)
          }
      }
    `,
    ...script.BAD,
  ],
  good: [
    swift`
      let query: [String: Any] = [
          kSecClass as String: kSecClassGenericPassword,
          kSecAttrAccount as String: "accessToken",
          kSecValueData as String: data,
          kSecAttrAccessible as String: kSecAttrAccessibleAfterFirstUnlock,
      ]
      let status = SecItemAdd(query as CFDictionary, nil)
    `,
    // Bound to the device although the policy does not ask for it.
    swift`
      let query: [CFString: Any] = [
          kSecClass: kSecClassGenericPassword,
          kSecAttrAccount: "sessionId",
          kSecValueData: data,
          kSecAttrAccessible: kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly,
      ]
      let status = SecItemAdd(query as CFDictionary, nil)
    `,
    // Nothing tells what the item is.
    swift`
      func save(_ data: Data, account: String) -> OSStatus {
          SecItemAdd([
              kSecClass: kSecClassGenericPassword,
              kSecAttrAccount: account,
              kSecValueData: data,
              kSecAttrAccessible: kSecAttrAccessibleWhenUnlocked,
          ] as CFDictionary, nil)
      }
    `,
    // A device registration is no session credential.
    swift`
      import KeychainSwift

      KeychainSwift().set(deviceToken, forKey: "pushToken", withAccess: .accessibleWhenUnlocked)
    `,
    // Behind Face ID on purpose: nothing reads it in the background.
    swift`
      let access = SecAccessControlCreateWithFlags(nil, kSecAttrAccessibleWhenPasscodeSetThisDeviceOnly, .userPresence, nil)!
      let query: [CFString: Any] = [
          kSecClass: kSecClassGenericPassword,
          kSecAttrAccount: "accessToken",
          kSecValueData: data,
          kSecAttrAccessControl: access,
      ]
      let status = SecItemAdd(query as CFDictionary, nil)
    `,
    // Stricter than the policy for a refresh token.
    swift`
      import KeychainAccess

      try Keychain().accessibility(.whenPasscodeSetThisDeviceOnly).set(refreshToken, key: "refreshToken")
    `,
    // The level comes from the caller.
    swift`
      func save(refreshToken: String, accessibility: CFString) -> OSStatus {
          let query: [CFString: Any] = [
              kSecClass: kSecClassGenericPassword,
              kSecAttrAccount: "refreshToken",
              kSecValueData: Data(refreshToken.utf8),
              kSecAttrAccessible: accessibility,
          ]
          return SecItemAdd(query as CFDictionary, nil)
      }
    `,
    // About a token, not one.
    swift`
      import KeychainAccess

      try Keychain().accessibility(.whenUnlocked).set(String(tokenCount), key: "accessTokenCount")
    `,
    ...script.GOOD,
  ],
  fixed: [
    {
      language: 'swift',
      title:
        'Switch to kSecAttrAccessibleWhenUnlockedThisDeviceOnly: readable only while unlocked, never leaves this device',
      before: `func save(refreshToken: Data) -> OSStatus {
    var query = base
    query[kSecValueData as String] = refreshToken
    query[kSecAttrAccessible as String] = kSecAttrAccessibleAfterFirstUnlock // for background refresh
    return SecItemAdd(query as CFDictionary, nil)
}
`,
      after: `func save(refreshToken: Data) -> OSStatus {
    var query = base
    query[kSecValueData as String] = refreshToken
    query[kSecAttrAccessible as String] = kSecAttrAccessibleWhenUnlockedThisDeviceOnly // for background refresh
    return SecItemAdd(query as CFDictionary, nil)
}
`,
    },
    {
      language: 'swift',
      title:
        'Switch to KeychainSwiftAccessOptions.accessibleAfterFirstUnlock: readable in the background after the first unlock, migrates in encrypted backups',
      before: `KeychainSwift().set(accessToken, forKey: "accessToken", withAccess: KeychainSwiftAccessOptions.accessibleWhenUnlocked)\n`,
      after: `KeychainSwift().set(accessToken, forKey: "accessToken", withAccess: KeychainSwiftAccessOptions.accessibleAfterFirstUnlock)\n`,
    },
    ...script.FIXED,
  ],
});

interface Misfit {
  readonly write: KeychainWrite;
  readonly credential: CredentialGuess;
  readonly fit: Extract<Fit, { fits: false }>;
}

/** One finding at the level; where one level serves credentials that need different ones, one at each write. */
function* judge(mention: LevelMention, facts: FileFacts, policy: Policy): Generator<Report> {
  const misfits = writesWith(mention, facts).flatMap((write) => misfitOf(write, mention.level, policy));
  const [first] = misfits;
  if (!first) return;
  const { wanted } = first.fit;
  const everyone = writesWith(mention, facts);
  const agreed = everyone.every(
    (write) => !write.credential || fit(wanted, write.credential.kind, policy).fits,
  );
  const impossible = levelInfo(wanted).thisDeviceOnly && isSynchronized(mention, facts);
  if (agreed) {
    yield {
      ...reportOf(first, mention, facts),
      span: { start: mention.start, end: mention.end },
      related: misfits.map(({ write, credential }) => relatedTo(write, credential)),
      fixes: [
        ...(impossible ? [] : switchFixes(mention, facts, policy, wanted)),
        ...recordFixes(misfits, mention.level),
      ],
    };
    return;
  }
  for (const misfit of misfits) {
    yield {
      ...reportOf(misfit, mention, facts),
      span: { start: misfit.write.start, end: misfit.write.end },
      related: [{ span: { start: mention.start, end: mention.end }, message: 'The level is given here.' }],
      fixes: recordFixes([misfit], mention.level),
    };
  }
}

/** Writes down that the project wants the level as it is; nobody wants one that always lets the item be read. */
function recordFixes(misfits: readonly Misfit[], level: Level): readonly Fix[] {
  if (isAlways(level)) return [];
  const kinds = [...new Set(misfits.map(({ credential }) => credential.kind))];
  const names = kinds.map((kind) => severalOf(kind)).join(' and ');
  return [
    {
      title: `Record in sessionlint.json that this project wants ${levelInfo(level).name} for ${names}`,
      safety: 'review',
      edits: [],
      policy: kinds.map((kind) => ({ path: ['credentials', kind, 'level'], value: level })),
    },
  ];
}

function severalOf(kind: CredentialKind): string {
  return kind === 'credentials' ? 'sets of credentials' : `${KIND_NAMES[kind]}s`;
}

function misfitOf(write: KeychainWrite, level: Level, policy: Policy): readonly Misfit[] {
  const { credential } = write;
  if (!credential) return [];
  const verdict = fit(level, credential.kind, policy);
  if (verdict.fits) return [];
  // Whoever asks for a face or a finger does not mean to read in the background.
  if (write.userPresence && verdict.lock === 'stricter') return [];
  return [{ write, credential, fit: verdict }];
}

function reportOf(
  { credential, fit: verdict }: Misfit,
  mention: LevelMention,
  facts: FileFacts,
): { readonly message: string; readonly severity: Severity } {
  const background = verdict.lock === 'weaker' ? facts.background : undefined;
  const excuse = background ? ` Here ${background.reason}, which may be the reason.` : '';
  return {
    severity: verdict.lock === 'same' || background ? 'information' : 'warning',
    message:
      `${mention.spelled} does not suit the ${KIND_NAMES[credential.kind]} “${credential.name}”: ` +
      `${consequence(mention.level, verdict)}. The policy keeps ${aKind(credential.kind)} at ` +
      `${levelInfo(verdict.wanted).name}.${excuse}`,
  };
}

function consequence(level: Level, verdict: Misfit['fit']): string {
  const migrates = levelInfo(verdict.wanted).thisDeviceOnly && !levelInfo(level).thisDeviceOnly;
  const travels = 'it travels in backups to other devices';
  if (verdict.lock === 'same') return travels;
  if (verdict.lock === 'stricter') {
    return 'background refresh and push handlers cannot read it while the device is locked';
  }
  return migrates
    ? `it can be read while the device is locked, and ${travels}`
    : 'it can be read while the device is locked';
}

function relatedTo(
  write: KeychainWrite,
  credential: CredentialGuess,
): NonNullable<Report['related']>[number] {
  return {
    span: { start: write.start, end: write.end },
    message: `${write.call} stores the ${KIND_NAMES[credential.kind]} here.`,
  };
}
