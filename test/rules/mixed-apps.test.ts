import { describe, expect, it } from 'vitest';
import { judge } from '../../server/analysis.js';
import { DEFAULT_POLICY } from '../../server/policy/policy.js';
import { FolderIndex } from '../../server/workspace/index-folder.js';
import { analyzer } from './analyzer.js';
import { type App, foundIn } from './app.js';

/** Where credentials are left behind in an app of several files. */
const kept = (app: App): readonly string[] =>
  foundIn(app, /^logout\/incomplete-cleanup$/).map(({ file }) => file.path);

const SAVE = `
import * as SecureStore from 'expo-secure-store';

export async function saveToken(accessToken: string) {
  await SecureStore.setItemAsync('accessToken', accessToken);
}
`;

const SIGN_OUT = `
export async function logout() {
  setUser(null);
}
`;

const NATIVE_DELETE = `
final class NativeSession: NSObject {
    @objc func clearTokens() {
        let query: [CFString: Any] = [kSecClass: kSecClassGenericPassword, kSecAttrAccount: "accessToken"]
        assert(SecItemDelete(query as CFDictionary) == errSecSuccess)
    }
}
`;

describe('a token that TypeScript writes', () => {
  it('is kept where nothing deletes it', () => {
    expect(kept({ 'src/store.ts': SAVE, 'src/logout.ts': SIGN_OUT })).toEqual(['src/logout.ts']);
  });

  it('is not kept where native code deletes it', () => {
    expect(
      kept({ 'src/store.ts': SAVE, 'src/logout.ts': SIGN_OUT, 'ios/NativeSession.swift': NATIVE_DELETE }),
    ).toEqual([]);
  });

  it('is kept where native code deletes something else', () => {
    const other = NATIVE_DELETE.replace('"accessToken"', '"deviceName"');
    const found = kept({ 'src/store.ts': SAVE, 'src/logout.ts': SIGN_OUT, 'ios/NativeSession.swift': other });
    expect(found).toHaveLength(1);
  });

  it('is not kept where native code wipes the Keychain when it is told to sign out', () => {
    const wipe = NATIVE_DELETE.replace(', kSecAttrAccount: "accessToken"', '');
    const signOut = `
import { NativeModules } from 'react-native';

export async function logout() {
  await NativeModules.NativeSession.clearTokens();
}
`;
    expect(kept({ 'src/store.ts': SAVE, 'src/logout.ts': signOut, 'ios/NativeSession.swift': wipe })).toEqual(
      [],
    );
  });

  it.each([
    ['NativeModules', `import { NativeModules } from 'react-native';\nconst { Session } = NativeModules;`],
    [
      'Turbo modules',
      `import { TurboModuleRegistry } from 'react-native';\nconst Session = TurboModuleRegistry.getEnforcing<Spec>('Session');`,
    ],
    [
      'Expo modules',
      `import { requireNativeModule } from 'expo';\nconst Session = requireNativeModule('Session');`,
    ],
    [
      'Capacitor plugins',
      `import { registerPlugin } from '@capacitor/core';\nconst Session = registerPlugin<Plugin>('Session');`,
    ],
    [
      'one function of them',
      `import { NativeModules } from 'react-native';\nconst { clearTokens } = NativeModules.Session;\nconst Session = { clearTokens };`,
    ],
  ])('is not judged where code that nobody sees may delete it: %s', (_, bound) => {
    const signOut = `${bound}\nexport const logout = () => Session.clearTokens();\n`;
    expect(kept({ 'src/store.ts': SAVE, 'src/logout.ts': signOut })).toEqual([]);
  });

  it.each([
    ['as its default', `export default TurboModuleRegistry.get<Spec>('Session');`, 'Session'],
    ['by a name', `export const Session = NativeModules.Session;`, '{ Session }'],
    ['among others', `export const native = { Session: requireNativeModule('Session') };`, '{ native }'],
  ])('is not judged where another file has the native module %s', (_, exported, binding) => {
    const native = `import { NativeModules, TurboModuleRegistry } from 'react-native';\nimport { requireNativeModule } from 'expo';\n${exported}\n`;
    const callee = binding === '{ native }' ? 'native.Session' : 'Session';
    const signOut = `import ${binding} from './native';\nexport const logout = () => ${callee}.clearTokens();\n`;
    const app = { 'src/store.ts': SAVE, 'src/logout.ts': signOut };
    expect(kept({ ...app, 'src/native/index.ts': native })).toEqual([]);
    const passing = `export { default } from './module';\nexport * from './module';\n`;
    expect(kept({ ...app, 'src/native/index.ts': passing, 'src/native/module.ts': native })).toEqual([]);
    const other = exported.replace(/=.*|default.*/, (rest) =>
      rest.startsWith('default') ? 'default new Cache();' : '= new Cache();',
    );
    expect(kept({ ...app, 'src/native/index.ts': other })).toEqual(['src/logout.ts']);
  });

  it.each([
    [
      'Expo module',
      `AsyncFunction("clearTokens") { (promise: Promise) in
            SecItemDelete([kSecClass: kSecClassGenericPassword] as CFDictionary)
        }`,
    ],
    [
      'function of another name',
      `@objc(clearTokens:withRejecter:)
        func wipe(resolve: RCTPromiseResolveBlock, reject: RCTPromiseRejectBlock) {
            SecItemDelete([kSecClass: kSecClassGenericPassword] as CFDictionary)
        }`,
    ],
  ])('is not kept where native code wipes the Keychain in an %s', (_, wipe) => {
    const swift = wipe.startsWith('@objc')
      ? `final class Session: NSObject {\n        ${wipe}\n}\n`
      : `public class SessionModule: Module {\n    public func definition() -> ModuleDefinition {\n        Name("Session")\n        ${wipe}\n    }\n}\n`;
    const signOut = `import { requireNativeModule } from 'expo';\nexport const logout = () => requireNativeModule('Session').clearTokens();\n`;
    const app = { 'src/store.ts': SAVE, 'src/logout.ts': signOut, 'ios/Session.swift': swift };
    expect(kept(app)).toEqual([]);
    // The module is there and does something else.
    const harmless = swift.replace(/SecItemDelete\(.*\)/, 'cache.removeAll()');
    expect(kept({ ...app, 'ios/Session.swift': harmless })).toEqual(['src/logout.ts']);
  });

  it('is kept where native code is told of something else', () => {
    const signOut = `
import { NativeModules } from 'react-native';

export const logout = () => NativeModules.Analytics.track('logout');
`;
    expect(kept({ 'src/store.ts': SAVE, 'src/logout.ts': signOut })).toEqual(['src/logout.ts']);
  });

  it('in Settings is not kept where Swift removes it from UserDefaults', () => {
    const save = `
import { Settings } from 'react-native';

export const share = (accessToken: string) => Settings.set({ 'widget.accessToken': accessToken });
`;
    const remove = `
func clearWidget() { UserDefaults.standard.removeObject(forKey: "widget.accessToken") }
`;
    expect(kept({ 'src/share.ts': save, 'src/logout.ts': SIGN_OUT })).toHaveLength(1);
    expect(kept({ 'src/share.ts': save, 'src/logout.ts': SIGN_OUT, 'ios/Widget.swift': remove })).toEqual([]);
  });
});

describe('scripts and Swift in folders side by side', () => {
  const script = { 'mobile/src/store.ts': SAVE, 'mobile/src/logout.ts': SIGN_OUT };

  it('are one app where one deletes the item of the other by its name', () => {
    expect(kept({ ...script, 'ios/NativeSession.swift': NATIVE_DELETE })).toEqual([]);
  });

  it('are two apps for whatever is wiped', () => {
    const wipe = NATIVE_DELETE.replace(', kSecAttrAccount: "accessToken"', '').replace(
      'clearTokens',
      'signOut',
    );
    expect(kept({ ...script, 'ios/NativeSession.swift': wipe })).toEqual(['mobile/src/logout.ts']);
  });
});

describe('a token that Swift writes', () => {
  const save = `
final class Tokens {
    func save(_ accessToken: String) {
        KeychainSwift().set(accessToken, forKey: "accessToken", withAccess: .accessibleAfterFirstUnlock)
    }
}
`;

  it('is kept where nothing deletes it', () => {
    expect(kept({ 'ios/Tokens.swift': save, 'src/logout.ts': SIGN_OUT })).toHaveLength(1);
  });

  it('is not kept where TypeScript deletes it', () => {
    const signOut = `
import * as SecureStore from 'expo-secure-store';

export const logout = () => SecureStore.deleteItemAsync('accessToken');
`;
    expect(kept({ 'ios/Tokens.swift': save, 'src/logout.ts': signOut })).toEqual([]);
  });
});

describe('an app in two languages that is being edited', () => {
  const SIGN_OUT_NATIVELY = `
import Session from './native';
export const logout = () => Session.clearTokens();
`;
  const read = (path: string, text: string) => ({ path, facts: analyzer.analyse(path, text).facts });
  const keptIn = (index: FolderIndex): readonly string[] =>
    index.program.files.flatMap((file) =>
      judge(file, DEFAULT_POLICY, index.program)
        .filter(({ rule }) => rule === 'logout/incomplete-cleanup')
        .map(() => file.path),
    );

  it('is judged anew in both when one of them changes', () => {
    const native = `import { NativeModules } from 'react-native';\nexport default NativeModules.Session;\n`;
    const index = new FolderIndex();
    index.refresh(
      [
        read('src/store.ts', SAVE),
        read('src/logout.ts', SIGN_OUT_NATIVELY),
        read('src/native.ts', native),
        read('ios/NativeSession.swift', NATIVE_DELETE),
      ],
      [],
    );
    expect(keptIn(index)).toEqual([]);
    index.edit(read('ios/NativeSession.swift', NATIVE_DELETE.replace('"accessToken"', '"deviceName"')).facts);
    expect(keptIn(index)).toEqual(['src/logout.ts']);
    index.release('ios/NativeSession.swift');
    expect(keptIn(index)).toEqual([]);
    index.refresh([], ['ios/NativeSession.swift']);
    // Who knows what native code does that nobody sees.
    expect(keptIn(index)).toEqual([]);
    index.edit(read('src/native.ts', 'export default new Cache();\n').facts);
    expect(keptIn(index)).toEqual(['src/logout.ts']);
  });
});
