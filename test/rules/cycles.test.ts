import { describe, expect, it } from 'vitest';
import { analyzer, findingsIn } from './analyzer.js';

/** A leak that is found whatever stands around it. */
const LEAK = `
func remember(_ accessToken: String) {
    UserDefaults.standard.set(accessToken, forKey: "accessToken")
}
`;

const CYCLES: readonly (readonly [what: string, text: string])[] = [
  [
    'wrappers that call each other',
    `
final class First {
    func save(_ value: String, key: String) { second.save(value, key: key) }
}
final class Second {
    func save(_ value: String, key: String) { first.save(value, key: key) }
}
func keep(_ refreshToken: String) { First().save(refreshToken, key: "refreshToken") }
`,
  ],
  [
    'a wrapper that calls itself',
    `
final class Vault {
    func save(_ value: String, key: String) { save(value, key: key) }
    func keep(_ refreshToken: String) { save(refreshToken, key: "refreshToken") }
}
`,
  ],
  [
    'constants that stand for each other',
    `
enum Keys {
    static let first = Keys.second
    static let second = Keys.first
}
func keep(_ value: String) { UserDefaults.standard.set(value, forKey: Keys.first) }
`,
  ],
  [
    'types that hold each other',
    `
struct Parent: Codable { let child: Child }
struct Child: Codable { let parent: [Parent] }
func keep(_ parent: Parent) throws {
    UserDefaults.standard.set(try JSONEncoder().encode(parent), forKey: "parent")
}
`,
  ],
  [
    'sign-outs that lead to each other',
    `
func logout() { signOut() }
func signOut() { logout() }
`,
  ],
  [
    'classes that inherit from each other',
    `
class A: B { func save(_ value: String, key: String) { UserDefaults.standard.set(value, forKey: key) } }
class B: A {}
`,
  ],
];

describe('a circle', () => {
  it.each(CYCLES)('of %s ends, and the rest is judged', (_, text) => {
    const rules = findingsIn(text + LEAK).map(({ rule }) => rule);
    expect(rules).toContain('storage/token-in-user-defaults');
  });
});

describe('a text that is broken in part', () => {
  it.each([
    ['before', `func broken( { let x = ]\n}\n${LEAK}`],
    ['behind', `${LEAK}\nfinal class Half {\n    func open() {\n        let url = "`],
    ['within', `${LEAK}\nfunc next() { @@@ %% }\n${LEAK.replace('remember', 'again')}`],
  ])('%s the leak is judged in the rest', (_, text) => {
    const places = [...text.matchAll(/UserDefaults\.standard\.set/g)].map(({ index }) => index);
    const found = findingsIn(text).filter(({ rule }) => rule === 'storage/token-in-user-defaults');
    expect(found.map(({ span }) => span.start)).toEqual(places);
  });
});

describe('three hundred types with a `save` each', () => {
  const types = Array.from(
    { length: 300 },
    (_, index) => `
final class Store${index} {
    func save(_ value: String, key: String) { ${index % 2 === 0 ? 'UserDefaults.standard.set(value, forKey: key)' : 'print(key)'} }
    func sign(_ accessToken: String) { save(accessToken, key: "accessToken${index}") }
}`,
  );

  it('are told apart: only calls of those that store are findings', () => {
    const text = types.join('');
    const found = findingsIn(text).filter(({ rule }) => rule === 'storage/token-in-user-defaults');
    const stores = [...text.matchAll(/save\(accessToken, key: "accessToken\d*[02468]"\)/g)];
    expect(found.map(({ span }) => span.start)).toEqual(stores.map(({ index }) => index));
    expect(analyzer.facts('Store.swift', text)?.storage.calls.length).toBeGreaterThan(299);
  });
});
