import { describe, expect, it } from 'vitest';
import { type App, linesFoundIn } from './app.js';

/** What is found about storage in an app, as `path:line rule`. */
const found = (app: App): readonly string[] => linesFoundIn(app, /^(storage|keychain)\//);

const HIT = ['src/login.ts:2 storage/token-in-plain-storage'];
const ASYNC = '@react-native-async-storage/async-storage';
const USE = `export const done = (accessToken: string) => storage.setItem('accessToken', accessToken);\n`;

describe('a library that a file of the app passes on', () => {
  it.each([
    ['by a name of its own', `export { default as storage } from '${ASYNC}';\n`, '{ storage }'],
    ['as its default', `export { default } from '${ASYNC}';\n`, 'storage'],
    [
      'as its default, imported first',
      `import AsyncStorage from '${ASYNC}';\nexport default AsyncStorage;\n`,
      'storage',
    ],
    [
      'by a name, imported first',
      `import AsyncStorage from '${ASYNC}';\nexport { AsyncStorage as storage };\n`,
      '{ storage }',
    ],
    [
      'by a constant',
      `import AsyncStorage from '${ASYNC}';\nexport const storage = AsyncStorage;\n`,
      '{ storage }',
    ],
  ])('is still that library %s', (_, text, binding) => {
    const places = [
      ['src/lib/storage.ts', './lib/storage'],
      ['src/lib/storage.ts', '@/lib/storage'],
      ['src/lib/index.ts', './lib'],
    ] as const;
    for (const [path, module] of places) {
      const app = { [path]: text, 'src/login.ts': `import ${binding} from '${module}';\n${USE}` };
      expect(found(app)).toEqual(HIT);
    }
  });

  it('is one that the file made', () => {
    const app = {
      'src/lib/storage.ts': `import { MMKV } from 'react-native-mmkv';\nexport const storage = new MMKV();\n`,
      'src/login.ts': `import { storage } from '@/lib/storage';\nexport const done = (accessToken: string) => storage.set('accessToken', accessToken);\n`,
    };
    expect(found(app)).toEqual(HIT);
  });

  it.each([
    [`export * as SecureStore from 'expo-secure-store';\n`, '{ SecureStore }', 'SecureStore.setItemAsync'],
    [`export * from 'expo-secure-store';\n`, '* as SecureStore', 'SecureStore.setItemAsync'],
    [`export * from 'expo-secure-store';\n`, '{ setItemAsync }', 'setItemAsync'],
    [`export { setItemAsync as keep } from 'expo-secure-store';\n`, '{ keep }', 'keep'],
  ])('is left alone where it is secure: %s', (text, binding, callee) => {
    const app = {
      'src/lib/secure.ts': text,
      'src/other.ts': `import AsyncStorage from '${ASYNC}';\nexport const setItemAsync = (key: string, value: string) => AsyncStorage.setItem(key, value);\n`,
      'src/login.ts': `import ${binding} from './lib/secure';\nexport const done = (accessToken: string) => ${callee}('accessToken', accessToken);\n`,
    };
    expect(found(app)).toEqual([]);
  });
});

const STORE = `import AsyncStorage from '${ASYNC}';
export const saveItem = (value: string) => AsyncStorage.setItem('session', value);
`;
const LOGIN = `import { saveItem } from '../session';
export const done = (accessToken: string) => saveItem(accessToken);
`;

describe('a function of the app that another file passes on', () => {
  it.each([[`export { saveItem } from './store';\n`], [`export * from './store';\n`]])(
    'is found by the file that passes it on: %s',
    (index) => {
      const app = {
        'src/session/store.ts': STORE,
        'src/session/index.ts': index,
        'src/auth/login.ts': LOGIN,
      };
      expect(found(app)).toEqual(['src/auth/login.ts:2 storage/token-in-plain-storage']);
    },
  );

  it('is found in another folder, by another name and through two files', () => {
    const app = {
      'src/keep/store.ts': `import AsyncStorage from '${ASYNC}';\nexport const setValue = (value: string) => AsyncStorage.setItem('session', value);\n`,
      'src/session/tokens.ts': `export { setValue as saveItem } from '../keep/store';\n`,
      'src/session/index.ts': `export * from './tokens';\n`,
      'src/auth/login.ts': LOGIN,
    };
    expect(found(app)).toEqual(['src/auth/login.ts:2 storage/token-in-plain-storage']);
  });
});

describe('a function that reads the Keychain', () => {
  it('is known in the file that passes it on, too', () => {
    const app = {
      'src/keep/read.ts': `import * as SecureStore from 'expo-secure-store';\nexport const readItem = () => SecureStore.getItemAsync('token');\n`,
      'src/session/index.ts': `import { readItem } from '../keep/read';\nexport { readItem as readToken };\n`,
      'src/restore.ts': `import { readToken } from './session';\nexport async function restore() {\n  try { token = await readToken(); } catch { await signOut(); }\n}\n`,
    };
    expect(found(app)).toEqual(['src/restore.ts:3 keychain/locked-read-as-logout']);
  });
});

describe('files that pass on what each other has', () => {
  it('end somewhere', () => {
    const app = {
      'src/a.ts': `export * from './b';\nexport { saveItem } from './b';\n`,
      'src/b.ts': `export * from './a';\nexport { saveValue as saveItem } from './a';\n`,
      'src/keep.ts': STORE,
      'src/login.ts': `import { saveItem } from './a';\nexport const done = (accessToken: string) => saveItem(accessToken);\n`,
    };
    expect(found(app)).toEqual([]);
  });
});

describe('a function whose parameters are taken apart', () => {
  it.each([
    [`{ key: 'accessToken', value: accessToken }`, HIT],
    [`{ value: accessToken, key: 'a' }`, HIT],
    [`{ key: 'accessToken', value: given }`, HIT],
    [`{ key: 'theme', value: given }`, []],
    [`{ key: 'theme', value: given, by: accessToken }`, []],
  ])('hands on what its callers give by name: %s', (item, expected) => {
    const app = {
      'src/store.ts': `import AsyncStorage from '${ASYNC}';\nexport const save = ({ key, value }: Item) => AsyncStorage.setItem(key, value);\n`,
      'src/login.ts': `import { save } from './store';\nexport const done = (accessToken: string, given: string) => save(${item});\n`,
    };
    expect(found(app)).toEqual(expected);
  });

  it.each([
    `export const save = ({ name: n, data: d = '' }) => AsyncStorage.setItem(n, d);`,
    `export async function save({ name, data, ...rest }: Item) { await AsyncStorage.setItem(name, data); }`,
    `const putItem = (name: string, data: string) => AsyncStorage.setItem(name, data);\nexport const save = ({ name, data }: Item) => putItem(name, data);`,
    `const putItem = ({ key, item }: Item) => AsyncStorage.setItem(key, item);\nexport const save = ({ name, data }: Item) => putItem({ key: name, item: data });`,
  ])('is followed: %s', (store) => {
    const app = {
      'src/store.ts': `import AsyncStorage from '${ASYNC}';\n${store}\n`,
      'src/login.ts': `import { save } from './store';\nexport const done = (accessToken: string) => save({ name: 'a', data: accessToken });\n`,
    };
    expect(found(app)).toEqual(HIT);
  });

  it('says nothing of a secure store', () => {
    const app = {
      'src/store.ts': `import * as SecureStore from 'expo-secure-store';\nexport const save = ({ key, value }: Item) => SecureStore.setItemAsync(key, value);\n`,
      'src/login.ts': `import { save } from './store';\nexport const done = (accessToken: string) => save({ key: 'accessToken', value: accessToken });\n`,
    };
    expect(found(app)).toEqual([]);
  });
});
