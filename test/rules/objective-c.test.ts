import { describe, expect, it } from 'vitest';
import { judge } from '../../server/analysis.js';
import { DEFAULT_POLICY } from '../../server/policy/policy.js';
import { checklist } from '../../server/workspace/checklist.js';
import { inventoryOf, type InventoryItem } from '../../server/workspace/inventory.js';
import { Program } from '../../server/workspace/program.js';
import { analyzer } from './analyzer.js';

await analyzer.prepare('index.ts');

function programOf(files: Readonly<Record<string, string>>): Program {
  const facts = Object.entries(files).map(([path, text]) => analyzer.facts(path, text));
  return new Program(facts.filter((each) => each !== undefined));
}

/** All findings, as `path: rule`. */
function findings(files: Readonly<Record<string, string>>): readonly string[] {
  const program = programOf(files);
  return program.files.flatMap((file) =>
    judge(file, DEFAULT_POLICY, program).map(({ rule }) => `${file.path}: ${rule}`),
  );
}

function items(files: Readonly<Record<string, string>>): readonly InventoryItem[] {
  return inventoryOf(programOf(files));
}

const STORE = `
enum Keys { static let refreshToken = "refreshToken" }
final class TokenStore {
    func save(_ refreshToken: String) throws {
        let query: [CFString: Any] = [
            kSecClass: kSecClassGenericPassword,
            kSecAttrAccount: Keys.refreshToken,
            kSecAttrAccessible: kSecAttrAccessibleWhenUnlockedThisDeviceOnly,
            kSecValueData: Data(refreshToken.utf8)
        ]
        guard SecItemAdd(query as CFDictionary, nil) == errSecSuccess else { throw KeychainError.failed }
    }
}
`;

const SIGN_OUT = `
final class Session {
    func signOut() {
        user = nil
        OEXSession.shared().closeAndClear()
    }
}
`;

const KEPT = 'Session.swift: logout/incomplete-cleanup';

function objectiveC(body: string, before = ''): string {
  return `
#import "OEXSession.h"
// The credential of a session: [keychain removeObjectForKey:@"refreshToken"]
${before}
@implementation OEXSession

+ (instancetype)shared { return [[self alloc] init]; }

- (void)closeAndClearSession {
${body}
}

@end
`;
}

describe('a token that Swift keeps in the Keychain', () => {
  const app = { 'Session.swift': SIGN_OUT, 'TokenStore.swift': STORE };

  it('is kept where no Objective-C is in sight', () => {
    expect(findings(app)).toEqual([KEPT]);
  });

  it('is kept where Objective-C deletes something else, whatever its comments say', () => {
    const other = objectiveC('    [SAMKeychain deletePasswordForService:@"app" account:@"deviceName"];');
    expect(findings({ ...app, 'OEXSession.m': other })).toEqual([KEPT]);
  });

  it.each([
    ['by a library', '    [SAMKeychain deletePasswordForService:@"app" account:@"refreshToken"];', ''],
    [
      'by a constant of another file',
      '    [UICKeyChainStore removeItemForKey:kRefreshTokenKey service:@"app"];',
      'NSString * const kRefreshTokenKey = @"refreshToken";',
    ],
    [
      'by a definition of the preprocessor',
      '    [_keychain removeItemForKey:REFRESH_TOKEN];',
      '#define REFRESH_TOKEN @"refreshToken"',
    ],
    [
      'by SecItemDelete with a literal',
      `    NSDictionary *query = @{(__bridge id)kSecClass: (__bridge id)kSecClassGenericPassword,
                            (__bridge id)kSecAttrAccount: @"refreshToken"};
    SecItemDelete((__bridge CFDictionaryRef)query);`,
      '',
    ],
    [
      'by SecItemDelete with a dictionary that is filled',
      `    NSMutableDictionary *query = [NSMutableDictionary dictionary];
    [query setObject:(__bridge id)kSecClassGenericPassword forKey:(__bridge id)kSecClass];
    [query setObject:@"refreshToken" forKey:(__bridge id)kSecAttrAccount];
    SecItemDelete((__bridge CFDictionaryRef)query);`,
      '',
    ],
    [
      'by SecItemDelete with a subscript',
      `    query[(__bridge id)kSecAttrAccount] = @"refreshToken";
    SecItemDelete((__bridge CFDictionaryRef)query);`,
      '',
    ],
    [
      'by a query that another method makes',
      '    SecItemDelete((CFDictionaryRef)[self queryForKey:@"refreshToken"]);',
      '',
    ],
    [
      'by a wrapper of the app’s own',
      '    [self forget:@"refreshToken"];',
      `@implementation OEXSession (Items)
- (void)forget:(NSString *)key { SecItemDelete((CFDictionaryRef)[self queryForKey:key]); }
@end`,
    ],
    [
      'by a wipe',
      '    for (id kind in kinds) SecItemDelete((__bridge CFDictionaryRef)@{(__bridge id)kSecClass: kind});',
      '',
    ],
    [
      'under a key that cannot be told',
      '    [SAMKeychain deletePasswordForService:@"app" account:[self account]];',
      '',
    ],
    ['in a library that is not read', '    [self.credentialStorage clear];', ''],
  ])('is not reported where Objective-C deletes it %s', (_how, body, before) => {
    expect(findings({ ...app, 'OEXSession.m': objectiveC(body, before) })).toEqual([]);
  });

  it('is not reported where the header has the key’s text', () => {
    const files = {
      ...app,
      'Keys.h': '// token keys\n#define kRefreshToken @"refreshToken"\n',
      'OEXSession.m': objectiveC('    [SAMKeychain deletePasswordForService:@"app" account:kRefreshToken];'),
    };
    expect(findings(files)).toEqual([]);
  });

  it('is not reported where an Objective-C session deletes it by itself', () => {
    const files = {
      ...app,
      'AppDelegate.m': `
@implementation AppDelegate
- (void)logoutWithCompletion:(void (^)(void))completion {
    dispatch_async(queue, ^{ [SSKeychain deletePasswordForService:@"app" account:@"refreshToken"]; });
}
@end`,
    };
    expect(findings(files)).toEqual([]);
  });

  it('is not judged where only Objective-C signs out', () => {
    const files = {
      'TokenStore.swift': STORE,
      'Session.m': '@implementation Session\n- (void)signOut { self.user = nil; }\n@end',
    };
    expect(findings(files)).toEqual([]);
  });
});

describe('What Objective-C writes', () => {
  const writer = `
static NSString *const kSessionToken = @"sessionToken";
@implementation Session
- (void)save:(NSString *)token {
    [[NSUserDefaults standardUserDefaults] setObject:token forKey:kSessionToken];
}
- (NSString *)token {
    return [[NSUserDefaults standardUserDefaults] stringForKey:kSessionToken];
}
- (void)logout {
    NSUserDefaults *defaults = [NSUserDefaults standardUserDefaults];
    [defaults removeObjectForKey:kSessionToken];
}
@end`;

  it('is not reported', () => {
    expect(findings({ 'Session.m': writer, 'Session.swift': SIGN_OUT })).toEqual([]);
  });

  it('stands in the inventory with all its places', () => {
    const [item, ...others] = items({ 'Session.m': writer });
    expect(others).toEqual([]);
    expect(item).toMatchObject({ kind: 'sessionId', key: 'sessionToken', store: 'userDefaults' });
    const places = [item?.writes, item?.reads, item?.clears].map((each) =>
      each?.map(({ span }) => writer.slice(span.start, span.end)),
    );
    expect(places).toEqual([['setObject'], ['stringForKey'], ['removeObjectForKey']]);
    expect(item?.clearing).toBe('atSignOut');
  });
});

describe('The inventory', () => {
  const app = { 'Session.swift': SIGN_OUT, 'TokenStore.swift': STORE };

  it('says where a way out goes on in Objective-C', () => {
    const files = { ...app, 'ios/OEXSession.m': objectiveC('    [self.credentialStorage clear];') };
    expect(items(files)[0]).toMatchObject({
      clearing: 'maybe',
      unknown: [
        'The way out of the session goes on in code that is not analysed: clear (ios/OEXSession.m:9). What that deletes is not known.',
      ],
    });
  });

  it('says where Objective-C deletes something that could not be told', () => {
    const body = '    [SAMKeychain deletePasswordForService:@"app" account:[self account]];';
    expect(items({ ...app, 'OEXSession.m': objectiveC(body) })[0]).toMatchObject({
      clearing: 'maybe',
      unknown: [
        'Objective-C deletes something from the Keychain at OEXSession.m:10; under which key could not be told.',
      ],
    });
  });

  it('counts what Objective-C deletes on a way out of Swift', () => {
    const body = '    [SAMKeychain deletePasswordForService:@"app" account:@"refreshToken"];';
    const files = { ...app, 'OEXSession.m': objectiveC(body) };
    expect(items(files)[0]).toMatchObject({
      clearing: 'atSignOut',
      clears: [{ path: 'OEXSession.m', within: 'OEXSession.closeAndClearSession' }],
    });
    expect(checklist(programOf(files)).tokens).toMatchObject({
      state: 'cleared',
      places: [{ file: { path: 'OEXSession.m' } }],
    });
  });
});

describe('Native modules of React Native', () => {
  const app = {
    'src/store.ts': `
import * as SecureStore from 'expo-secure-store';
export async function save(accessToken: string) {
  await SecureStore.setItemAsync('accessToken', accessToken, {
    keychainAccessible: SecureStore.AFTER_FIRST_UNLOCK_THIS_DEVICE_ONLY,
  });
}
`,
    'src/logout.ts': `
import { NativeModules } from 'react-native';
export async function logout() {
  await NativeModules.SessionVault.clearSession();
}
`,
  };
  const module = (body: string): string => `
@implementation SessionVault
RCT_EXPORT_MODULE();
RCT_EXPORT_METHOD(clearSession:(RCTPromiseResolveBlock)resolve rejecter:(RCTPromiseRejectBlock)reject) {
${body}
    resolve(nil);
}
@end`;

  it('are trusted where their code is not there', () => {
    expect(findings(app)).toEqual([]);
    expect(items(app)[0]?.unknown).toEqual([
      'The way out of the session goes on in code that is not analysed: clearSession (src/logout.ts). What that deletes is not known.',
    ]);
  });

  it('clear what their Objective-C deletes', () => {
    const body = '    [UICKeyChainStore removeItemForKey:@"accessToken"];';
    const files = { ...app, 'ios/SessionVault.m': module(body) };
    expect(findings(files)).toEqual([]);
    expect(items(files)[0]).toMatchObject({ clearing: 'atSignOut', unknown: [] });
  });

  it('do not clear what their Objective-C leaves', () => {
    const body = '    [UICKeyChainStore removeItemForKey:@"deviceName"];';
    expect(findings({ ...app, 'ios/SessionVault.m': module(body) })).toEqual([
      'src/logout.ts: logout/incomplete-cleanup',
    ]);
  });

  it('are trusted where their Objective-C deletes nothing that is seen', () => {
    expect(findings({ ...app, 'ios/SessionVault.mm': module('    [_vault drop];') })).toEqual([]);
  });
});
