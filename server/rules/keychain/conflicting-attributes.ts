import type { FileFacts, KeychainQuery, QueryAttribute } from '../../facts/model.js';
import type { Fix } from '../../finding.js';
import { levelInfo, LEVELS } from '../../knowledge/levels.js';
import { fit, type Policy } from '../../policy/policy.js';
import { kindsOf, writesWith } from './level-fixes.js';
import { defineRule, swift, type Report } from '../rule.js';
import * as script from './typescript/conflicting-attributes.js';

export const conflictingAttributes = defineRule({
  id: 'keychain/conflicting-attributes',
  title: 'Keychain attributes that exclude each other',
  severity: 'error',
  why: `
Some attributes cannot stand in one query; the call then fails with \`errSecParam\` (-50) at run time, on every device
and every time, and the item is not stored.

- \`kSecAttrAccessible\` beside \`kSecAttrAccessControl\`: an access control carries its level inside, as the second
  argument of \`SecAccessControlCreateWithFlags\`.
- \`kSecAttrSynchronizable\` beside a \`…ThisDeviceOnly\` level: an item cannot both sync through iCloud Keychain and
  never leave the device. In TypeScript, react-native-keychain makes it from \`cloudSync\`; what it makes of a level
  beside an \`accessControl\` is one access control, and right.`,
  remedy: `
Give the level inside the access control and nowhere else. Decide whether the item syncs or stays: remove
\`kSecAttrSynchronizable\`, or choose the level without \`ThisDeviceOnly\`.`,
  fixSafety: `
Removing \`kSecAttrAccessible\` beside an access control is safe: as it stands, the call fails. Whether an item should
sync is a decision, so those repairs are offered for review.`,
  references: [
    {
      title: 'Apple: kSecAttrAccessControl',
      url: 'https://developer.apple.com/documentation/security/ksecattraccesscontrol',
    },
    {
      title: 'Apple: kSecAttrSynchronizable',
      url: 'https://developer.apple.com/documentation/security/ksecattrsynchronizable',
    },
  ],
  *check(facts, policy) {
    const reported = new Set<number>();
    for (const query of facts.queries) {
      for (const report of [...besideAccessControl(query), ...besideSync(query, facts, policy)]) {
        if (reported.has(report.span.start)) continue;
        reported.add(report.span.start);
        yield report;
      }
    }
  },
  bad: [
    swift`
      let access = SecAccessControlCreateWithFlags(nil, kSecAttrAccessibleWhenUnlockedThisDeviceOnly, .userPresence, nil)!
      let query: [String: Any] = [
          kSecClass as String: kSecClassGenericPassword,
          kSecAttrAccount as String: "pin",
          «kSecAttrAccessible as String: kSecAttrAccessibleWhenUnlockedThisDeviceOnly»,
          kSecAttrAccessControl as String: access,
          kSecValueData as String: data,
      ]
      let status = SecItemAdd(query as CFDictionary, nil)
    `,
    swift`
      func query(for account: String, access: SecAccessControl) -> [CFString: Any] {
          var query: [CFString: Any] = [kSecClass: kSecClassGenericPassword, kSecAttrAccount: account]
          query[kSecAttrAccessControl] = access
          «query[kSecAttrAccessible] = kSecAttrAccessibleAfterFirstUnlock»
          SecItemAdd(query as CFDictionary, nil)
          return query
      }
    `,
    swift`
      let status = SecItemAdd([
          kSecClass: kSecClassGenericPassword,
          kSecAttrAccount: "sessionId",
          «kSecAttrSynchronizable: kCFBooleanTrue!»,
          kSecAttrAccessible: kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly,
          kSecValueData: data,
      ] as CFDictionary, nil)
    `,
    swift`
      let attributes = NSMutableDictionary()
      attributes[kSecAttrAccessible] = kSecAttrAccessibleWhenPasscodeSetThisDeviceOnly
      «attributes[kSecAttrSynchronizable] = true»
      let status = SecItemAdd(attributes, nil)
    `,
    ...script.BAD,
  ],
  good: [
    swift`
      let query: [String: Any] = [
          kSecClass as String: kSecClassGenericPassword,
          kSecAttrAccessControl as String: access,
          kSecValueData as String: data,
      ]
    `,
    // Either the one or the other.
    swift`
      func add(_ data: Data, access: SecAccessControl?) -> OSStatus {
          var query: [String: Any] = [kSecClass as String: kSecClassGenericPassword, kSecValueData as String: data]
          if let access {
              query[kSecAttrAccessControl as String] = access
          } else {
              query[kSecAttrAccessible as String] = kSecAttrAccessibleWhenUnlocked
          }
          return SecItemAdd(query as CFDictionary, nil)
      }
    `,
    swift`
      let query: [CFString: Any] = [
          kSecClass: kSecClassGenericPassword,
          kSecAttrSynchronizable: true,
          kSecAttrAccessible: kSecAttrAccessibleAfterFirstUnlock,
      ]
    `,
    swift`
      let query: [CFString: Any] = [
          kSecClass: kSecClassGenericPassword,
          kSecAttrSynchronizable: false,
          kSecAttrAccessible: kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly,
      ]
    `,
    // Taken out again before the call.
    swift`
      func add(_ access: SecAccessControl) -> OSStatus {
          var query: [CFString: Any] = [
              kSecClass: kSecClassGenericPassword,
              kSecAttrAccount: "pin",
          ]
          query[kSecAttrAccessible] = kSecAttrAccessibleWhenUnlocked
          query.removeValue(forKey: kSecAttrAccessible)
          query[kSecAttrAccessControl] = access
          return SecItemAdd(query as CFDictionary, nil)
      }
    `,
    // Looks up both synced and local items.
    swift`
      let query: [CFString: Any] = [kSecClass: kSecClassGenericPassword, kSecAttrSynchronizable: kSecAttrSynchronizableAny]
      let status = SecItemCopyMatching(query as CFDictionary, &result)
    `,
    ...script.GOOD,
  ],
  fixed: [
    {
      language: 'swift',
      title: 'Remove kSecAttrAccessible: the access control carries the level',
      before: `let query: [String: Any] = [
    kSecClass as String: kSecClassGenericPassword,
    kSecAttrAccessible as String: kSecAttrAccessibleWhenUnlocked,
    kSecAttrAccessControl as String: access,
]
`,
      after: `let query: [String: Any] = [
    kSecClass as String: kSecClassGenericPassword,
    kSecAttrAccessControl as String: access,
]
`,
    },
    {
      language: 'swift',
      title: 'Remove kSecAttrSynchronizable: the item stays on this device',
      before: `let query = [kSecClass: kSecClassGenericPassword, kSecAttrSynchronizable: true, kSecAttrAccessible: kSecAttrAccessibleWhenUnlockedThisDeviceOnly] as CFDictionary\n`,
      after: `let query = [kSecClass: kSecClassGenericPassword, kSecAttrAccessible: kSecAttrAccessibleWhenUnlockedThisDeviceOnly] as CFDictionary\n`,
    },
    {
      language: 'swift',
      title: 'Switch to kSecAttrAccessibleWhenUnlocked: the item syncs through iCloud Keychain',
      before: `let query = [kSecClass: kSecClassGenericPassword, kSecAttrSynchronizable: true, kSecAttrAccessible: kSecAttrAccessibleWhenUnlockedThisDeviceOnly] as CFDictionary\n`,
      after: `let query = [kSecClass: kSecClassGenericPassword, kSecAttrSynchronizable: true, kSecAttrAccessible: kSecAttrAccessibleWhenUnlocked] as CFDictionary\n`,
    },
    ...script.FIXED,
  ],
});

function certain(query: KeychainQuery, name: string): QueryAttribute | undefined {
  return query.attributes.find((attribute) => attribute.name === name && attribute.certain);
}

function* besideAccessControl(query: KeychainQuery): Generator<Report> {
  const level = certain(query, 'kSecAttrAccessible');
  const control = certain(query, 'kSecAttrAccessControl');
  if (!level || !control) return;
  yield {
    span: { start: level.start, end: level.end },
    message:
      'kSecAttrAccessible and kSecAttrAccessControl exclude each other: the call fails with errSecParam (-50) and ' +
      'nothing is stored. The level belongs inside the access control.',
    related: [
      { span: { start: control.start, end: control.end }, message: 'The access control is set here.' },
    ],
    fixes: removal(level, 'Remove kSecAttrAccessible: the access control carries the level', 'safe'),
  };
}

function* besideSync(query: KeychainQuery, facts: FileFacts, policy: Policy): Generator<Report> {
  const sync = certain(query, 'kSecAttrSynchronizable');
  const attribute = certain(query, 'kSecAttrAccessible');
  const level = attribute?.level;
  if (sync?.boolean !== true || !level || !levelInfo(level.level).thisDeviceOnly) return;
  const name = sync.spelled ?? 'kSecAttrSynchronizable';
  yield {
    span: { start: sync.start, end: sync.end },
    message:
      `${name} and ${level.spelled} exclude each other: an item that syncs cannot stay on one ` +
      'device. The call fails with errSecParam (-50) and nothing is stored.',
    related: [{ span: { start: level.start, end: level.end }, message: 'The level is given here.' }],
    fixes: [
      ...removal(sync, `Remove ${name}: the item stays on this device`, 'review'),
      ...migratingLevel(level, facts, policy),
    ],
  };
}

function removal(attribute: QueryAttribute, title: string, safety: Fix['safety']): readonly Fix[] {
  if (!attribute.removal) return [];
  return [{ title, safety, preferred: true, edits: [{ span: attribute.removal, newText: '' }] }];
}

/** The level with the same lock that may leave the device, unless the policy wants the item to stay on it. */
function migratingLevel(
  level: NonNullable<QueryAttribute['level']>,
  facts: FileFacts,
  policy: Policy,
): readonly Fix[] {
  const { lock } = levelInfo(level.level);
  const counterpart = LEVELS.find((info) => info.lock === lock && !info.thisDeviceOnly && !info.deprecated);
  if (!counterpart || facts.text.slice(level.start, level.end) !== levelInfo(level.level).constant) return [];
  const kinds = kindsOf(writesWith(level, facts));
  if (!kinds.every((kind) => fit(counterpart.level, kind, policy).fits)) return [];
  return [
    {
      title: `Switch to ${counterpart.constant}: the item syncs through iCloud Keychain`,
      safety: 'review',
      edits: [{ span: { start: level.start, end: level.end }, newText: counterpart.constant }],
    },
  ];
}
