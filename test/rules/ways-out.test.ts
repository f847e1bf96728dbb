import { describe, expect, it } from 'vitest';
import type { Clearing } from '../../server/workspace/clearing.js';
import { inventoryOf } from '../../server/workspace/inventory.js';
import { Program } from '../../server/workspace/program.js';
import { analyzer } from './analyzer.js';

/** What becomes of the one credential that a file keeps. */
function clearingIn(path: string, text: string): Clearing | undefined {
  const facts = analyzer.facts(path, text);
  const [item, ...others] = inventoryOf(new Program(facts ? [facts] : []));
  expect(others).toEqual([]);
  return item?.clearing;
}

/** A way from the sign-out to the removal, and the piece of it without which it leads elsewhere. */
interface WayOut {
  readonly text: string;
  readonly link: string;
}

const SWIFT_STORE = `
final class TokenStore {
    func save(_ refreshToken: String) { UserDefaults.standard.set(refreshToken, forKey: "refreshToken") }
    @objc func forget() { UserDefaults.standard.removeObject(forKey: "refreshToken") }
}
`;

const SWIFT: Readonly<Record<string, WayOut>> = {
  'a call': {
    text: 'final class Session { func signOut() { store.forget() } }',
    link: 'store.forget()',
  },
  'a setter': {
    text: `
final class Session {
    var user: User? {
        didSet { if user == nil { store.forget() } }
    }
    func signOut() { user = nil }
}`,
    link: 'user = nil }\n}',
  },
  'a setter with get and set': {
    text: `
final class Session {
    var token: String? {
        get { nil }
        set { store.forget() }
    }
    func logOut() { self.token = nil }
}`,
    link: 'self.token = nil',
  },
  'a notification with a selector': {
    text: `
final class Cleaner {
    func start() {
        NotificationCenter.default.addObserver(store, selector: #selector(TokenStore.forget), name: .didEnd, object: nil)
    }
}
final class Session { func signOut() { NotificationCenter.default.post(name: .didEnd, object: nil) } }`,
    link: 'NotificationCenter.default.post(name: .didEnd, object: nil)',
  },
  'a notification with a closure': {
    text: `
final class Cleaner {
    func start() {
        NotificationCenter.default.addObserver(forName: .didEnd, object: nil, queue: .main) { _ in store.forget() }
    }
}
final class Session { func signOut() { NotificationCenter.default.post(name: .didEnd, object: nil) } }`,
    link: 'NotificationCenter.default.post(name: .didEnd, object: nil)',
  },
  'a notification as a publisher': {
    text: `
final class Cleaner {
    func start() {
        NotificationCenter.default.publisher(for: .didEnd)
            .receive(on: DispatchQueue.main)
            .sink { [weak self] _ in self?.store.forget() }
            .store(in: &cancellables)
    }
}
final class Session { func signOut() { NotificationCenter.default.post(Notification(name: .didEnd)) } }`,
    link: 'NotificationCenter.default.post(Notification(name: .didEnd))',
  },
  'a subject of Combine': {
    text: `
final class Cleaner {
    func start() { session.ended.sink { store.forget() }.store(in: &cancellables) }
}
final class Session {
    let ended = PassthroughSubject<Void, Never>()
    func signOut() { ended.send() }
}`,
    link: 'ended.send()',
  },
  'a published property': {
    text: `
final class Cleaner {
    func start() { session.$user.dropFirst().filter { $0 == nil }.sink { _ in store.forget() }.store(in: &cancellables) }
}
final class Session {
    @Published var user: User?
    func signOut() { user = nil }
}`,
    link: 'user = nil }',
  },
  'a subject of Rx': {
    text: `
final class Cleaner {
    func start() { session.ended.subscribe(onNext: { store.forget() }).disposed(by: bag) }
}
final class Session {
    let ended = PublishSubject<Void>()
    func logout() { ended.onNext(()) }
}`,
    link: 'ended.onNext(())',
  },
  'a relay of Rx': {
    text: `
final class Cleaner {
    func start() { session.ended.bind { store.forget() }.disposed(by: bag) }
}
final class Session {
    let ended = PublishRelay<Void>()
    func logout() { ended.accept(()) }
}`,
    link: 'ended.accept(())',
  },
};

const SCRIPT_STORE = `
import AsyncStorage from '@react-native-async-storage/async-storage';
export const save = (refreshToken: string) => AsyncStorage.setItem('refreshToken', refreshToken);
async function forget() { await AsyncStorage.removeItem('refreshToken'); }
`;

const SCRIPT: Readonly<Record<string, WayOut>> = {
  'a call': { text: 'export async function logout() { await forget(); }', link: 'await forget();' },
  'a reducer': {
    text: `
function reducer(state, action) {
  switch (action.type) {
    case 'SIGNED_OUT':
      forget();
      return initial;
  }
}
export function logout() { dispatch({ type: 'SIGNED_OUT' }); }`,
    link: "dispatch({ type: 'SIGNED_OUT' });",
  },
  'a case of a slice': {
    text: `
const slice = createSlice({ extraReducers: (builder) => { builder.addCase(sessionEnded, () => { forget(); }); } });
export function logout() { dispatch(sessionEnded()); }`,
    link: 'dispatch(sessionEnded());',
  },
  'a saga': {
    text: `
function* watch() { yield takeLatest('SIGNED_OUT', function* () { yield call(forget); }); }
export function logout() { dispatch({ type: 'SIGNED_OUT' }); }`,
    link: "dispatch({ type: 'SIGNED_OUT' });",
  },
  'a listener of the store': {
    text: `
listener.startListening({ actionCreator: sessionEnded, effect: async () => { await forget(); } });
export function logout() { dispatch(sessionEnded()); }`,
    link: 'dispatch(sessionEnded());',
  },
  'an event': {
    text: `
DeviceEventEmitter.addListener('sessionEnded', () => { forget(); });
export function logout() { DeviceEventEmitter.emit('sessionEnded'); }`,
    link: "DeviceEventEmitter.emit('sessionEnded');",
  },
  'an action of zustand': {
    text: `
const useAuth = create((set) => ({ end: async () => { await forget(); set({ user: null }); } }));
export function logout() { useAuth.getState().end(); }`,
    link: 'useAuth.getState().end();',
  },
  'a subject of RxJS': {
    text: `
const ended = new Subject<void>();
ended.subscribe(() => { forget(); });
export function logout() { ended.next(); }`,
    link: 'ended.next();',
  },
};

describe.each([
  ['Swift', 'Session.swift', SWIFT_STORE, SWIFT],
  ['TypeScript', 'session.ts', SCRIPT_STORE, SCRIPT],
] as const)('a way out of the session in %s', (_language, path, store, ways) => {
  it.each(Object.entries(ways))('leads through %s', (_name, { text, link }) => {
    expect(text).toContain(link);
    expect(clearingIn(path, store + text)).toBe('atSignOut');
    expect(
      clearingIn(path, store + text.replace(link, link.includes('}') ? link.replace(/^[^}]*/, '') : '')),
    ).toBe('elsewhere');
  });
});

describe.each([
  [
    'Swift',
    'Session.swift',
    'func save(_ refreshToken: String) { UserDefaults.standard.set(refreshToken, forKey: "refreshToken") }',
    (body: string) => `func logout() { ${body} }`,
    (body: string) => `func firstLaunch() { ${body} }`,
    {
      everything: 'UserDefaults.standard.removePersistentDomain(forName: domain)',
      some: 'for key in keys where key.hasPrefix("auth") { UserDefaults.standard.removeObject(forKey: key) }',
    },
  ],
  [
    'TypeScript',
    'session.ts',
    `import AsyncStorage from '@react-native-async-storage/async-storage';
     export const save = (refreshToken: string) => AsyncStorage.setItem('refreshToken', refreshToken);`,
    (body: string) => `export async function logout() { ${body} }`,
    (body: string) => `export async function firstLaunch() { ${body} }`,
    {
      everything: 'await AsyncStorage.clear();',
      some: 'const keys = await AsyncStorage.getAllKeys(); await AsyncStorage.multiRemove(keys.filter(isOurs));',
    },
  ],
] as const)(
  'A removal of many items in %s',
  (_language, path, store, signOut, elsewhere, { everything, some }) => {
    const clearing = (way: string): Clearing | undefined => clearingIn(path, `${store}\n${way}`);

    it('clears what is there when somebody signs out', () => {
      expect(clearing(signOut(everything))).toBe('atSignOut');
    });

    it('clears nothing at sign-out where it runs at another time', () => {
      expect(clearing(`${signOut('user = null')}\n${elsewhere(everything)}`)).toBe('never');
    });

    it('leaves open what it takes out, where that is decided while the app runs', () => {
      expect(clearing(signOut(some))).toBe('maybe');
    });
  },
);
