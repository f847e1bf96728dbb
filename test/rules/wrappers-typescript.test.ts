import { describe, expect, it } from 'vitest';
import { type App, linesFoundIn } from './app.js';

/** What is found about storage in an app, as `path:line rule`. */
const found = (app: App): readonly string[] => linesFoundIn(app, /^storage\//);

const ASYNC = `import AsyncStorage from '@react-native-async-storage/async-storage';\n`;
const SECURE = `import * as SecureStore from 'expo-secure-store';\n`;
const PUT = `(key: string, value: string) => AsyncStorage.setItem(key, value)`;
const PUT_SECURELY = `(key: string, value: string) => SecureStore.setItemAsync(key, value)`;
const HIT = ['src/login.tsx:2 storage/token-in-plain-storage'];

/** A wrapper in a file of its own, and a call of it in the second line of another. */
function called(wrapper: string, binding: string, callee: string): Readonly<Record<string, string>> {
  return {
    'src/store.ts': `${ASYNC}${SECURE}${wrapper}\n`,
    'src/login.tsx': `import ${binding} from './store';\nexport const done = (accessToken: string) => ${callee}('session', accessToken);\n`,
  };
}

describe('a wrapper that another file names as it likes', () => {
  it.each([
    ['an alias', `export const save = ${PUT};`, '{ save as keep }', 'keep'],
    ['an alias of an alias', `const put = ${PUT};\nexport { put as save };`, '{ save as keep }', 'keep'],
    [
      'a default',
      `export default function persist(key: string, value: string) { return AsyncStorage.setItem(key, value); }`,
      'hold',
      'hold',
    ],
    ['a namespace', `export const save = ${PUT};`, '* as Store', 'Store.save'],
    [
      'an object that is the default',
      `const save = ${PUT};\nexport default { save };`,
      'Store',
      'Store.save',
    ],
    [
      'the default of a namespace',
      `const save = ${PUT};\nexport default { save };`,
      '* as S',
      'S.default.save',
    ],
    [
      'an entry with a name of its own',
      `const put = ${PUT};\nexport const Store = { save: put };`,
      '{ Store as S }',
      'S.save',
    ],
    [
      'entries of another object',
      `const own = { put: ${PUT} };\nexport const Store = { ...own, theme: 1 };`,
      '{ Store }',
      'Store.put',
    ],
    [
      'an object in an object',
      `export const app = { session: { put: ${PUT} } };`,
      '{ app }',
      'app.session.put',
    ],
    [
      'the one of a class',
      `class Keeper { put = ${PUT}; }\nexport const keeper = new Keeper();`,
      '{ keeper as k }',
      'k.put',
    ],
    ['a class', `export class Keeper { put = ${PUT}; }`, '{ Keeper as K }', 'new K().put'],
    [
      'the default one of a class',
      `class Keeper { put = ${PUT}; }\nexport default new Keeper();`,
      'keeper',
      'keeper.put',
    ],
    [
      'an instance that the class gives out',
      `export class Keeper { static own = new Keeper(); static get() { return Keeper.own; } put = ${PUT}; }`,
      '{ Keeper }',
      'Keeper.get().put',
    ],
    ['what a file exports the old way', `const save = ${PUT};\nmodule.exports = { save };`, 'S', 'S.save'],
    [
      'one that a hook keeps the same',
      `export const useStore = () => { const put = useCallback(${PUT}, []); return { put }; };`,
      '{ useStore }',
      'useStore().put',
    ],
    [
      'one that a hook makes once',
      `export const useStore = () => useMemo(() => ({ put: ${PUT} }), []);`,
      '{ useStore }',
      'useStore().put',
    ],
  ])('is found behind %s', (_, wrapper, binding, callee) => {
    expect(found(called(wrapper, binding, callee))).toEqual(HIT);
  });

  it('is found in what a hook gives back, whatever it is called there', () => {
    const app = {
      'src/store.ts': `${ASYNC}export function useStore() {\n  const setItem = ${PUT};\n  return { setItem, clear: () => AsyncStorage.clear() };\n}\n`,
      'src/login.tsx': `import { useStore } from './store';\nexport function Login() { const { setItem: hold } = useStore(); return (accessToken: string) => hold('session', accessToken); }\n`,
    };
    expect(found(app)).toEqual(HIT);
  });

  it('is found in a list that a hook gives back', () => {
    const app = {
      'src/store.ts': `${ASYNC}export function useStored(key: string) {\n  const setValue = (value: string) => AsyncStorage.setItem(key, value);\n  return [null, setValue] as const;\n}\n`,
      'src/login.tsx': `import { useStored } from './store';\nexport function Login() { const [, keep] = useStored('session'); return (accessToken: string) => keep(accessToken); }\n`,
    };
    expect(found(app)).toEqual(HIT);
  });

  it('is found where a file passes on an object of another', () => {
    const app = {
      ...called(`export const storage = { put: ${PUT} };`, '{}', 'nothing'),
      'src/index.ts': `import { storage } from './store';\nexport const app = { local: storage };\n`,
      'src/login.tsx': `import { app } from './index';\nexport const done = (accessToken: string) => app.local.put('session', accessToken);\n`,
    };
    expect(found(app)).toEqual(HIT);
  });
});

describe('a wrapper in a package of the same monorepo', () => {
  it.each([
    ['@acme/auth', 'packages/auth/src/index.ts', HIT],
    ['@acme/auth/store', 'packages/auth/src/store.ts', HIT],
    ['@acme/auth/store', 'libs/auth/store/index.ts', HIT],
    ['@acme/auth', 'packages/base/src/index.ts', []],
  ])('is found by its name: %s in %s', (module, path, expected) => {
    const app = {
      [path]: `${ASYNC}export const save = ${PUT};\n`,
      'src/login.tsx': `import { save as keep } from '${module}';\nexport const done = (accessToken: string) => keep('session', accessToken);\n`,
    };
    expect(found(app)).toEqual(expected);
  });
});

describe('a file with a plain and a secure wrapper of one name', () => {
  it.each([
    [
      'objects',
      `export const plain = { setItem: ${PUT} };\nexport const secure = { setItem: ${PUT_SECURELY} };`,
    ],
    [
      'classes',
      `class Plain { setItem = ${PUT}; }\nclass Secure { setItem = ${PUT_SECURELY}; }\nexport const plain = new Plain();\nexport const secure = new Secure();`,
    ],
    [
      'stores of a library',
      `import { MMKV } from 'react-native-mmkv';\nexport const plain = new MMKV();\nexport const secure = new MMKV({ encryptionKey });\nplain.setItem = secure.setItem = 1;`,
    ],
  ])('is judged by the one that is called: %s', (kind, wrappers) => {
    const method = kind === 'stores of a library' ? 'set' : 'setItem';
    expect(found(called(wrappers, '{ plain as p }', `p.${method}`))).toEqual(HIT);
    expect(found(called(wrappers, '{ secure as s }', `s.${method}`))).toEqual([]);
  });

  it('is judged by the hook that is called', () => {
    const wrappers = `export const usePlain = () => { const setItem = ${PUT}; return { setItem }; };\nexport const useSecure = () => { const setItem = ${PUT_SECURELY}; return { setItem }; };`;
    expect(found(called(wrappers, '{ usePlain }', 'usePlain().setItem'))).toEqual(HIT);
    expect(found(called(wrappers, '{ useSecure }', 'useSecure().setItem'))).toEqual([]);
  });

  it('says nothing of one that keeps it in memory', () => {
    const wrappers = `const kept = new Map();\nexport const plain = { setItem: ${PUT} };\nexport const memory = { setItem: (key: string, value: string) => kept.set(key, value) };`;
    expect(found(called(wrappers, '{ memory }', 'memory.setItem'))).toEqual([]);
  });
});

describe('functions that a hook keeps the same', () => {
  it.each([
    `useCallback(async (key: string, value: string) => { await AsyncStorage.setItem(key, value); }, [])`,
    `React.useCallback(${PUT}, [])`,
    `useMemo(() => ${PUT}, [])`,
    `useMemo(() => { return ${PUT}; }, [])`,
    `useCallback(write, [])`,
  ])('have their name: %s', (value) => {
    const app = {
      'src/login.tsx': `${ASYNC}const write = ${PUT};\nexport function Login() {\n  const keep = ${value};\n  return (accessToken: string) => keep('session', accessToken);\n}\n`,
    };
    expect(found(app)).toEqual(['src/login.tsx:5 storage/token-in-plain-storage']);
  });
});

describe('what a key is where nothing is given for it', () => {
  it.each([
    `export const save = (value: string, key = 'access_token') => AsyncStorage.setItem(key, value);`,
    `export const save = ({ key = 'access_token', data }: Item) => AsyncStorage.setItem(key, data);`,
    `export const save = ({ key: name = 'access_token', data: value }: Item) => AsyncStorage.setItem(name, value);`,
  ])('says what is stored: %s', (save) => {
    expect(found({ 'src/store.ts': `${ASYNC}${save}\n` })).toEqual([
      'src/store.ts:2 storage/token-in-plain-storage',
    ]);
  });

  it.each([
    `export const save = (value: string, key = 'theme') => AsyncStorage.setItem(key, value);`,
    `export const save = ({ key = 'theme', data }: Item) => AsyncStorage.setItem(key, data);`,
  ])('says that it is nothing secret: %s', (save) => {
    expect(found({ 'src/store.ts': `${ASYNC}${save}\n` })).toEqual([]);
  });
});

describe('files whose exports go round in circles', () => {
  it('end somewhere', () => {
    const app = {
      'src/a.ts': `import { b } from './b';\nexport const a = { b };\nexport default a;\n`,
      'src/b.ts': `import a from './a';\nexport const b = { a, again: b };\nexport const c = () => c();\n`,
      'src/login.tsx': `import { a } from './a';\nexport const done = (accessToken: string) => a.b.a.b.a.b.setItem('session', accessToken);\n`,
    };
    expect(found(app)).toEqual([]);
  });
});
