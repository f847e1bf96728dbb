import { describe, expect, it } from 'vitest';
import { judge } from '../../server/analysis.js';
import { PLAIN_READING } from '../../server/facts/reading.js';
import type { FileFacts } from '../../server/facts/model.js';
import type { SecurePackage } from '../../server/knowledge/mobile-packages.js';
import { DEFAULT_POLICY } from '../../server/policy/policy.js';
import { Program } from '../../server/workspace/program.js';
import { analyzer, applyEdits } from './analyzer.js';

type App = Readonly<Record<string, string>>;

function factsOf(app: App, securePackages: readonly SecurePackage[] = []): readonly FileFacts[] {
  const reading = { ...PLAIN_READING, securePackages };
  return Object.entries(app).flatMap(([path, text]) => analyzer.facts(path, text, reading) ?? []);
}

/** A file with the preferred fix of the first finding of a rule in it; undefined where there is no fix. */
function fixed(
  app: App,
  path: string,
  rule: string,
  packages?: readonly SecurePackage[],
): string | undefined {
  const facts = factsOf(app, packages);
  const own = facts.find((file) => file.path === path)!;
  const finding = judge(own, DEFAULT_POLICY, new Program(facts)).find((one) => one.rule === rule);
  expect(finding, 'a finding').toBeDefined();
  const fix = finding!.fixes.find(({ preferred }) => preferred === true);
  return fix && applyEdits(app[path]!, fix.edits);
}

describe('the client of a cache is cleared where the session ends', () => {
  const CLIENT = `import { QueryClient } from '@tanstack/react-query';\n\nexport const queryClient = new QueryClient();\n`;
  const LOGOUT = `import { api } from '@/api';\n\nexport async function logout() {\n  await api.logout();\n}\n`;
  const inLogout = (app: App): string | undefined => fixed(app, 'src/auth/logout.ts', 'logout/caches-kept');

  it('by an import from where it is made', () => {
    expect(inLogout({ 'src/lib/queryClient.ts': CLIENT, 'src/auth/logout.ts': LOGOUT })).toBe(
      `import { api } from '@/api';\nimport { queryClient } from '../lib/queryClient';\n\nexport async function logout() {\n  queryClient.clear();\n  await api.logout();\n}\n`,
    );
  });

  it('under the name that it has there already', () => {
    const known = LOGOUT.replace('\n\n', `\nimport { queryClient as queries } from '@/lib/queryClient';\n\n`);
    expect(inLogout({ 'src/lib/queryClient.ts': CLIENT, 'src/auth/logout.ts': known })).toBe(
      known.replace('{\n  await', '{\n  queries.clear();\n  await'),
    );
  });

  it('by the hook of the component around it', () => {
    const hook = `import { useQueryClient } from '@tanstack/react-query';\n\nexport function useSession() {\n  const client = useQueryClient();\n  const logout = async () => {\n    await api.logout();\n  };\n  return { client, logout };\n}\n`;
    expect(inLogout({ 'src/App.tsx': CLIENT, 'src/auth/logout.ts': hook })).toBe(
      hook.replace('{\n    await', '{\n    client.clear();\n    await'),
    );
  });

  it('and for cookies by the package that sets them', () => {
    const cookies = `import CookieManager from '@react-native-cookies/cookies';\nexport const adopt = (sid: string) => CookieManager.set(base, { name: 'sid', value: sid });\n`;
    expect(inLogout({ 'src/cookies.ts': cookies, 'src/auth/logout.ts': LOGOUT })).toBe(
      `import { api } from '@/api';\nimport CookieManager from '@react-native-cookies/cookies';\n\nexport async function logout() {\n  await CookieManager.clearAll();\n  await api.logout();\n}\n`,
    );
  });

  it.each([
    ['the entry of the app makes it', { 'app/_layout.tsx': CLIENT }],
    ['it is not exported', { 'src/lib/queryClient.ts': CLIENT.replace('export ', '') }],
    [
      'its file imports the sign-out',
      { 'src/lib/queryClient.ts': `import { logout } from '../auth/logout';\n${CLIENT}` },
    ],
  ])('but not where %s', (_, app) => {
    expect(inLogout({ ...app, 'src/auth/logout.ts': LOGOUT })).toBeUndefined();
  });
});

describe('a credential moves to the library that package.json names', () => {
  const PLAIN = `import AsyncStorage from '@react-native-async-storage/async-storage';\n\nexport const keep = (token: string) => AsyncStorage.setItem('token', token);\n`;
  const moved = (app: App, packages?: readonly SecurePackage[]): string | undefined =>
    fixed(app, 'src/token.ts', 'storage/token-in-plain-storage', packages);

  it('with its import', () => {
    expect(moved({ 'src/token.ts': PLAIN }, ['react-native-keychain'])).toBe(
      `import * as Keychain from 'react-native-keychain';\n\nexport const keep = (token: string) => Keychain.setGenericPassword('token', token, { service: 'token', accessible: Keychain.ACCESSIBLE.AFTER_FIRST_UNLOCK });\n`,
    );
  });

  it('also where the file imports nothing', () => {
    const text = `// The session.\n\nexport function keep(token: string) {\n  localStorage.setItem('token', token);\n}\n`;
    const app = {
      'src/token.ts': text,
      'src/app.ts': `import { App } from '@capacitor/app';\nApp.exitApp(); // token\n`,
    };
    expect(moved(app, ['@aparajita/capacitor-secure-storage'])).toBeUndefined();
    expect(
      moved({ ...app, 'src/token.ts': text.replace('function', 'async function') }, [
        '@aparajita/capacitor-secure-storage',
      ]),
    ).toBe(
      `// The session.\n\nimport { SecureStorage } from '@aparajita/capacitor-secure-storage';\n\nexport async function keep(token: string) {\n  await SecureStorage.setItem('token', token);\n}\n`,
    );
  });

  it.each([
    ['it names none', {}, []],
    [
      'another file reads the item',
      { 'src/read.ts': PLAIN.replace('setItem', 'getItem').replace(', token)', ')') },
      ['expo-secure-store'],
    ],
    [
      'another file clears the store',
      {
        'src/out.ts': `${PLAIN.split('\n')[0]!}\nexport const logout = () => AsyncStorage.clear(); // token\n`,
      },
      ['expo-secure-store'],
    ],
    [
      'another file removes what nobody can tell',
      {
        'src/out.ts': `${PLAIN.split('\n')[0]!}\nexport const logout = async () => AsyncStorage.multiRemove(await AsyncStorage.getAllKeys());\n`,
      },
      ['expo-secure-store'],
    ],
    [
      'it is in the Keychain already',
      {
        'src/secure.ts': `import * as SecureStore from 'expo-secure-store';\nexport const keep = (token: string) => SecureStore.setItemAsync('token', token);\n`,
      },
      ['expo-secure-store'],
    ],
  ] as const)('but not where %s', (_, app, packages) => {
    expect(moved({ ...app, 'src/token.ts': PLAIN }, packages)).toBeUndefined();
  });
});
