import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { judge } from '../../server/analysis.js';
import { DEFAULT_POLICY } from '../../server/policy/policy.js';
import { describeClears } from '../../server/report/inventory.js';
import type { Example } from '../../server/rules/rule.js';
import type { Clearing } from '../../server/workspace/clearing.js';
import { discoverSources } from '../../server/workspace/discover.js';
import { type InventoryItem, inventoryOf } from '../../server/workspace/inventory.js';
import { Program } from '../../server/workspace/program.js';
import { analyzer, EXAMPLE_PATH } from './analyzer.js';
import { BAD_CASES, GOOD_CASES, unmark } from './examples.js';

await analyzer.prepare('index.ts');

const SAMPLE_APP = new URL('../sample-app/', import.meta.url);

type Files = Readonly<Record<string, string>>;

function programOf(files: Files): Program {
  const facts = Object.entries(files).map(([path, text]) => analyzer.facts(path, text));
  return new Program(facts.filter((each) => each !== undefined));
}

function placeOf(path: string, { start }: { readonly start: number }): string {
  return `${path}:${start}`;
}

/** The writes of what the inventory says is never cleared, though the app signs out. */
function uncleared(program: Program): readonly string[] {
  return inventoryOf(program)
    .filter(({ clearing }) => clearing === 'never')
    .flatMap(({ writes: [write] }) => (write ? [placeOf(write.path, write.span)] : []))
    .toSorted();
}

/** The writes that `logout/incomplete-cleanup` says nothing deletes. */
function told(program: Program): readonly string[] {
  return program.files
    .flatMap((file) =>
      judge(file, DEFAULT_POLICY, program)
        .filter(
          ({ rule, message }) => rule === 'logout/incomplete-cleanup' && message.includes('never deleted'),
        )
        .flatMap(({ related = [] }) => related.map((one) => placeOf(one.path ?? file.path, one.span))),
    )
    .toSorted();
}

/** The one credential of an app, of which inventory and rule say the same. */
function itemIn(files: Files): InventoryItem {
  const program = programOf(files);
  expect(told(program)).toEqual(uncleared(program));
  const [item, ...others] = inventoryOf(program);
  expect(others).toEqual([]);
  expect(item).toBeDefined();
  return item!;
}

interface Case {
  readonly clearing: Clearing;
  /** How the reasons begin that the inventory gives. */
  readonly says?: readonly string[];
  /** What stands above the write. */
  readonly lens: string;
  readonly files: Files;
}

const SWIFT_SIGN_OUT = 'final class Session { func signOut() { user = nil } }';

function defaults(body: string): string {
  return `
final class TokenStore {
    let defaults = UserDefaults.standard
    ${body}
}`;
}

const SAVE = 'func save(_ refreshToken: String) { defaults.set(refreshToken, forKey: "refreshToken") }';

const SWIFT: Readonly<Record<string, Case>> = {
  'nothing deletes it': {
    clearing: 'never',
    lens: 'never cleared',
    files: { 'A.swift': defaults(SAVE) + SWIFT_SIGN_OUT },
  },
  'nothing deletes it, and nobody signs out': {
    clearing: 'noSignOut',
    lens: 'never cleared; no function signs out',
    files: { 'A.swift': defaults(SAVE) },
  },
  'a sign-out deletes it': {
    clearing: 'atSignOut',
    lens: 'cleared in 1 place',
    files: {
      'A.swift': defaults(`${SAVE}\n    func logOut() { defaults.removeObject(forKey: "refreshToken") }`),
    },
  },
  'something else deletes it': {
    clearing: 'elsewhere',
    lens: 'cleared in 1 place, not at sign-out',
    files: {
      'A.swift':
        defaults(`${SAVE}\n    func migrate() { defaults.removeObject(forKey: "refreshToken") }`) +
        SWIFT_SIGN_OUT,
    },
  },
  'it is no part of a session': {
    clearing: 'outlives',
    lens: 'never cleared; by its name no part of a session',
    files: {
      'A.swift':
        defaults('func save(_ resetToken: String) { defaults.set(resetToken, forKey: "resetToken") }') +
        SWIFT_SIGN_OUT,
    },
  },
  'another file deletes under a key that is not known': {
    clearing: 'maybe',
    says: ['Something is deleted from the same store under a key that could not be told: B.swift:1.'],
    lens: 'unknown whether it is cleared',
    files: {
      'A.swift': defaults(SAVE) + SWIFT_SIGN_OUT,
      'B.swift':
        'func forget(all: [String]) { for key in all { UserDefaults.standard.removeObject(forKey: key) } }',
    },
  },
  'another file deletes under a constant whose text is not known': {
    clearing: 'maybe',
    says: ['Something is deleted from the same store under a key that could not be told: B.swift:1.'],
    lens: 'unknown whether it is cleared',
    files: {
      'A.swift': defaults(SAVE) + SWIFT_SIGN_OUT,
      'B.swift': 'func forget() { UserDefaults.standard.removeObject(forKey: Shared.credentialKey) }',
    },
  },
  'another file wipes the store at sign-out': {
    clearing: 'maybe',
    says: ['Another file wipes UserDefaults at sign-out'],
    lens: 'unknown whether it is cleared',
    files: {
      'A.swift': defaults(SAVE),
      'B.swift': 'func signOut() { UserDefaults.standard.removePersistentDomain(forName: domain) }',
    },
  },
  'its key is handed to a function that is not seen': {
    clearing: 'maybe',
    says: ['Its key is handed to a function that may delete it'],
    lens: 'unknown whether it is cleared',
    files: {
      'A.swift': defaults(`${SAVE}\n    func signOut() { vault.removeValue("refreshToken") }`),
    },
  },
  'another write of its key belongs to a property that is set to nothing': {
    clearing: 'maybe',
    says: ['The property that keeps it is set to nothing somewhere.'],
    lens: 'unknown whether it is cleared',
    files: {
      'A.swift':
        defaults(`${SAVE}
    var renewalToken: String? {
        get { nil }
        set { defaults.set(newValue, forKey: "refreshToken") }
    }`) + 'final class Session { func signOut() { store.renewalToken = nil } }',
    },
  },
  'only the name of its key is known': {
    clearing: 'maybe',
    says: ['Only the name of its key is known'],
    lens: 'unknown whether it is cleared',
    files: {
      'A.swift':
        defaults(
          'func save(_ refreshToken: String) { defaults.set(refreshToken, forKey: Shared.renewalTokenKey) }',
        ) + SWIFT_SIGN_OUT,
    },
  },
  'only Objective-C signs out': {
    clearing: 'maybe',
    says: ['Only Objective-C signs out, which is followed in part: Session.m:'],
    lens: 'unknown whether it is cleared',
    files: {
      'A.swift': defaults(SAVE),
      'Session.m': `
// The credential of a session: token
@implementation Session
- (void)logout {
    self.user = nil;
}
@end
`,
    },
  },
  'what writes it is made for other systems': {
    clearing: 'maybe',
    says: ['TokenStore, which writes it, is made by code for other systems only.'],
    lens: 'unknown whether it is cleared',
    files: {
      'A.swift': defaults(SAVE),
      'B.swift': `
final class Session {
    #if os(iOS)
    let tokens = KeychainTokens()
    #else
    let tokens = TokenStore()
    #endif
    func signOut() { user = nil }
}`,
    },
  },
};

const SCRIPT = `import AsyncStorage from '@react-native-async-storage/async-storage';
export const save = (refreshToken: string) => AsyncStorage.setItem('refreshToken', refreshToken);
`;
const SCRIPT_SIGN_OUT = 'export async function logout() { user = null; }\n';

const TYPESCRIPT: Readonly<Record<string, Case>> = {
  'nothing deletes it': {
    clearing: 'never',
    lens: 'never cleared',
    files: { 'a.ts': SCRIPT + SCRIPT_SIGN_OUT },
  },
  'nothing deletes it, and nobody signs out': {
    clearing: 'noSignOut',
    lens: 'never cleared; no function signs out',
    files: { 'a.ts': SCRIPT },
  },
  'no code writes it': {
    clearing: 'maybe',
    says: ['Where it is written could not be found in this folder.'],
    lens: 'unknown whether it is cleared',
    files: {
      'a.ts': `import AsyncStorage from '@react-native-async-storage/async-storage';
export const refreshToken = () => AsyncStorage.getItem('refreshToken');
${SCRIPT_SIGN_OUT}`,
    },
  },
  'a list of keys is deleted that another file puts together': {
    clearing: 'maybe',
    says: ['Something is deleted from the same store under a key that could not be told: b.ts.'],
    lens: 'unknown whether it is cleared',
    files: {
      'a.ts': SCRIPT + SCRIPT_SIGN_OUT,
      'b.ts': `import AsyncStorage from '@react-native-async-storage/async-storage';
export async function forget() {
  const keys = await AsyncStorage.getAllKeys();
  await AsyncStorage.multiRemove(keys.filter(isOurs));
}`,
    },
  },
  'the app clears a storage of its own': {
    clearing: 'maybe',
    says: [
      'A way out of the session clears a storage of which it is not known what it holds: storage.clearAll (b.ts:2).',
    ],
    lens: 'unknown whether it is cleared',
    files: {
      'a.ts': SCRIPT,
      'b.ts': `import { storage } from './vault';
export async function logout() { await storage.clearAll(); }`,
    },
  },
  'a library writes it': {
    clearing: 'maybe',
    says: ['A library writes it by itself'],
    lens: 'unknown whether it is cleared',
    files: {
      'a.ts': `import AsyncStorage from '@react-native-async-storage/async-storage';
import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
export const useAuth = create(
  persist((set) => ({ refreshToken: '', logout: () => set({ refreshToken: '' }) }), {
    name: 'auth',
    storage: createJSONStorage(() => AsyncStorage),
  }),
);`,
    },
  },
};

describe.each([
  ['Swift', SWIFT],
  ['TypeScript', TYPESCRIPT],
])('What inventory, code lens and rule say of a credential in %s', (_language, cases) => {
  it.each(Object.entries(cases))('where %s', (_name, { clearing, says, lens, files }) => {
    const item = itemIn(files);
    expect(item.clearing).toBe(clearing);
    expect(describeClears(item)).toBe(lens);
    expect(item.unknown).toEqual((says ?? []).map((sentence) => expect.stringContaining(sentence)));
  });
});

describe('Inventory and rule agree', () => {
  const inSource = ({ example }: { readonly example: Example }): boolean => example.language !== 'jsonc';
  const cases = [...BAD_CASES, ...GOOD_CASES.filter(inSource)];

  it.each(cases.map(({ name, example }) => [name, example] as const))('in %s', (_name, example) => {
    const program = programOf({ [example.path ?? EXAMPLE_PATH]: unmark(example.text).text });
    expect(told(program)).toEqual(uncleared(program));
  });

  it('in the sample app', async () => {
    const { sources } = await discoverSources(fileURLToPath(SAMPLE_APP));
    const texts = sources.map(({ file, path }) => [path, readFileSync(file, 'utf8')] as const);
    const program = programOf(Object.fromEntries(texts));
    expect(uncleared(program).length).toBeGreaterThan(1);
    expect(told(program)).toEqual(uncleared(program));
  });

  it('where two stores of one kind have the same key', () => {
    const program = programOf({
      'a.ts': `
import { Storage } from '@ionic/storage-angular';
export class Login {
  constructor(private storage: Storage) {}
  keep(password: string) {
    localStorage.setItem('lastPassword', password);
    this.storage.set('lastPassword', password);
  }
  logout() { this.user = null; }
}`,
    });
    expect(told(program)).toEqual(uncleared(program));
    expect(inventoryOf(program).map(({ storeName }) => storeName)).toEqual([
      'the web view’s storage',
      'Ionic Storage',
    ]);
  });
});
