import { ts, type Example, type FixExample } from '../../rule.js';

export const BAD: readonly Example[] = [
  ts`
    import * as Keychain from 'react-native-keychain';

    export const keep = (user: string, password: string) =>
      Keychain.setGenericPassword(user, password, {
        service: 'login',
        «cloudSync: true»,
        accessible: Keychain.ACCESSIBLE.WHEN_UNLOCKED_THIS_DEVICE_ONLY,
      });
  `,
];

export const GOOD: readonly Example[] = [
  // One access control is made from both.
  ts`
    import * as Keychain from 'react-native-keychain';

    export const keep = (user: string, password: string) =>
      Keychain.setGenericPassword(user, password, {
        accessControl: Keychain.ACCESS_CONTROL.BIOMETRY_ANY,
        accessible: Keychain.ACCESSIBLE.WHEN_PASSCODE_SET_THIS_DEVICE_ONLY,
      });
    export const sync = (user: string, password: string) =>
      Keychain.setGenericPassword(user, password, {
        cloudSync: true,
        accessible: Keychain.ACCESSIBLE.WHEN_UNLOCKED,
      });
  `,
];

export const FIXED: readonly FixExample[] = [
  {
    language: 'typescript',
    path: 'Example.ts',
    title: 'Remove cloudSync: the item stays on this device',
    before: `import * as Keychain from 'react-native-keychain';\n\nconst keep = (pin: string) =>\n  Keychain.setGenericPassword('pin', pin, {\n    cloudSync: true,\n    accessible: Keychain.ACCESSIBLE.WHEN_UNLOCKED_THIS_DEVICE_ONLY,\n  });\n`,
    after: `import * as Keychain from 'react-native-keychain';\n\nconst keep = (pin: string) =>\n  Keychain.setGenericPassword('pin', pin, {\n    accessible: Keychain.ACCESSIBLE.WHEN_UNLOCKED_THIS_DEVICE_ONLY,\n  });\n`,
  },
];
