/**
 * The Keychain's accessibility levels: when an item can be read, and whether it leaves the device.
 *
 * Source: Apple, "Restricting keychain item accessibility"
 * (https://developer.apple.com/documentation/security/restricting-keychain-item-accessibility) and the pages of
 * the constants; Apple Platform Security, "Keychain data protection".
 */
export type Level =
  | 'whenPasscodeSetThisDeviceOnly'
  | 'whenUnlockedThisDeviceOnly'
  | 'whenUnlocked'
  | 'afterFirstUnlockThisDeviceOnly'
  | 'afterFirstUnlock'
  | 'alwaysThisDeviceOnly'
  | 'always';

/** When the device lets an item be read, weakest last. */
export type Lock = 'passcodeSet' | 'unlocked' | 'firstUnlock' | 'always';

export interface LevelInfo {
  readonly level: Level;
  readonly constant: string;
  /** The level's name without its prefix, as people say it. */
  readonly name: string;
  readonly lock: Lock;
  readonly thisDeviceOnly: boolean;
  readonly readable: string;
  readonly backup: string;
  readonly suits: string;
  /** One short clause for menus and completion details. */
  readonly brief: string;
  readonly deprecated?: string;
  readonly note?: string;
}

const THIS_DEVICE = 'Stays on this device: in no backup that another device can restore, never migrated.';
const MIGRATES = 'Travels in encrypted backups and to a new device.';
const DEPRECATED = 'Deprecated since iOS 12: the item can be read while the device is locked.';

export const LEVELS: readonly LevelInfo[] = [
  {
    level: 'afterFirstUnlock',
    constant: 'kSecAttrAccessibleAfterFirstUnlock',
    name: 'AfterFirstUnlock',
    lock: 'firstUnlock',
    thisDeviceOnly: false,
    readable: 'From the first unlock after a restart until the next restart, also while locked.',
    backup: MIGRATES,
    suits: 'Access tokens and session ids that background refresh, push handlers or widgets have to read.',
    brief: 'readable in the background after the first unlock, migrates in encrypted backups',
  },
  {
    level: 'afterFirstUnlockThisDeviceOnly',
    constant: 'kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly',
    name: 'AfterFirstUnlockThisDeviceOnly',
    lock: 'firstUnlock',
    thisDeviceOnly: true,
    readable: 'From the first unlock after a restart until the next restart, also while locked.',
    backup: THIS_DEVICE,
    suits: 'Credentials that the background needs and that must not move to another device.',
    brief: 'readable in the background after the first unlock, never leaves this device',
  },
  {
    level: 'whenUnlocked',
    constant: 'kSecAttrAccessibleWhenUnlocked',
    name: 'WhenUnlocked',
    lock: 'unlocked',
    thisDeviceOnly: false,
    readable: 'Only while the device is unlocked.',
    backup: MIGRATES,
    suits: 'Credentials that only the app in the foreground uses.',
    brief: 'readable only while unlocked, migrates in encrypted backups',
    note: 'The default of SecItemAdd when no level is given.',
  },
  {
    level: 'whenUnlockedThisDeviceOnly',
    constant: 'kSecAttrAccessibleWhenUnlockedThisDeviceOnly',
    name: 'WhenUnlockedThisDeviceOnly',
    lock: 'unlocked',
    thisDeviceOnly: true,
    readable: 'Only while the device is unlocked.',
    backup: THIS_DEVICE,
    suits: 'Refresh tokens and other long-lived, highly sensitive credentials.',
    brief: 'readable only while unlocked, never leaves this device',
  },
  {
    level: 'whenPasscodeSetThisDeviceOnly',
    constant: 'kSecAttrAccessibleWhenPasscodeSetThisDeviceOnly',
    name: 'WhenPasscodeSetThisDeviceOnly',
    lock: 'passcodeSet',
    thisDeviceOnly: true,
    readable: 'Only while the device is unlocked and has a passcode.',
    backup: THIS_DEVICE,
    suits: 'Items behind Face ID, Touch ID or the passcode.',
    brief: 'needs a passcode, readable only while unlocked, never leaves this device',
    note: 'Removing the passcode deletes the item; storing it fails where no passcode can be set, as on Apple TV.',
  },
  {
    level: 'alwaysThisDeviceOnly',
    constant: 'kSecAttrAccessibleAlwaysThisDeviceOnly',
    name: 'AlwaysThisDeviceOnly',
    lock: 'always',
    thisDeviceOnly: true,
    readable: 'Always, even on a locked device that was never unlocked.',
    backup: THIS_DEVICE,
    suits: 'Nothing that is secret.',
    brief: 'deprecated: readable on a locked device',
    deprecated: DEPRECATED,
  },
  {
    level: 'always',
    constant: 'kSecAttrAccessibleAlways',
    name: 'Always',
    lock: 'always',
    thisDeviceOnly: false,
    readable: 'Always, even on a locked device that was never unlocked.',
    backup: MIGRATES,
    suits: 'Nothing that is secret.',
    brief: 'deprecated: readable on a locked device',
    deprecated: DEPRECATED,
  },
];

const BY_LEVEL = new Map(LEVELS.map((info) => [info.level, info]));
const BY_CONSTANT = new Map(LEVELS.map((info) => [info.constant, info.level]));

export function levelInfo(level: Level): LevelInfo {
  const info = BY_LEVEL.get(level);
  if (!info) throw new Error(`No such accessibility level: ${level}`);
  return info;
}

/** The level that a `kSecAttrAccessible…` constant stands for. */
export function levelOfConstant(constant: string): Level | undefined {
  return BY_CONSTANT.get(constant);
}

export function isAlways(level: Level): boolean {
  return levelInfo(level).lock === 'always';
}

/** The sensible level that keeps an `Always…` item's reach: readable in the background, device binding kept. */
export function replacementOfAlways(level: Level): Level {
  return levelInfo(level).thisDeviceOnly ? 'afterFirstUnlockThisDeviceOnly' : 'afterFirstUnlock';
}

const LOCKS: readonly Lock[] = ['passcodeSet', 'unlocked', 'firstUnlock', 'always'];

/** Negative when `a` is stricter about the lock than `b`, 0 when equal, positive when weaker. */
export function compareLocks(a: Level, b: Level): number {
  return LOCKS.indexOf(levelInfo(a).lock) - LOCKS.indexOf(levelInfo(b).lock);
}
