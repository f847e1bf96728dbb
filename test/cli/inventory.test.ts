import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Folder } from './folder.js';

const STORE = `import KeychainSwift

func save(accessToken: String, refreshToken: String) {
    let keychain = KeychainSwift()
    keychain.set(accessToken, forKey: "accessToken", withAccess: .accessibleAfterFirstUnlock)
    keychain.set(refreshToken, forKey: "refreshToken")
}

func signOut() {
    KeychainSwift().delete("accessToken")
}
`;

let folder: Folder;

beforeEach(async () => {
  folder = await Folder.make();
  await folder.write('App/Store.swift', STORE);
});

afterEach(() => folder.remove());

describe('check --inventory', () => {
  it('prints what is kept as Markdown, and finds nothing wrong with that', async () => {
    const { stdout, status } = await folder.run('check', '--inventory', 'markdown', '.');
    expect(status).toBe(0);
    expect(stdout).toContain('2 credentials; 1 of them no sign-out is known to clear.');
    expect(stdout).toContain('`App/Store.swift:5`');
    expect(stdout).not.toContain('keychain/');
  });

  it('prints the same as JSON, with places that are 0-based', async () => {
    const { stdout } = await folder.run('check', '--inventory', 'json', '.');
    const { version, credentials } = JSON.parse(stdout);
    expect(version).toBe(1);
    expect(credentials).toEqual([
      {
        kind: 'accessToken',
        name: 'accessToken',
        store: 'keychain',
        key: 'accessToken',
        clearing: 'atSignOut',
        unknown: [],
        writes: [
          expect.objectContaining({
            path: 'App/Store.swift',
            range: { start: { line: 4, character: 13 }, end: { line: 4, character: 16 } },
            level: 'AfterFirstUnlock',
          }),
        ],
        reads: [],
        clears: [expect.objectContaining({ within: 'signOut', atSignOut: true })],
      },
      expect.objectContaining({ kind: 'refreshToken', clearing: 'never', clears: [] }),
    ]);
  });

  it('does not go together with what is about findings', async () => {
    const { stderr, status } = await folder.run('check', '--inventory', 'json', '--fix', '.');
    expect(status).toBe(2);
    expect(stderr).toContain('--inventory prints what is kept');
  });
});
