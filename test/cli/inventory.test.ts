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
    expect(stdout).toContain('2 credentials; no sign-out is known to clear 1 of them.');
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

  it('tells what Objective-C does with what Swift keeps, from the cache as well', async () => {
    await folder.write(
      'App/Session.m',
      '@implementation Session\n- (void)logout {\n    [UICKeyChainStore removeItemForKey:@"refreshToken"];\n}\n@end\n',
    );
    const first = await folder.run('check', '--inventory', 'json', '--cache-location', 'kept', '.');
    const [, refreshToken] = JSON.parse(first.stdout).credentials;
    expect(refreshToken).toMatchObject({
      clearing: 'atSignOut',
      clears: [
        { path: 'App/Session.m', within: 'Session.logout', range: { start: { line: 2, character: 22 } } },
      ],
    });
    const args = ['check', '--cache-location', 'kept', '--stats'];
    const second = await folder.execute([...args, '--inventory', 'json', '.']);
    expect(second.stdout).toBe(first.stdout);
    const found = await folder.execute([...args, '.']);
    expect(found.stdout).not.toContain('Session.m');
    expect(found.stdout).toContain('; 1 file checked.');
    expect(found.stderr).toContain('2 of them known from earlier');
  });

  it('does not go together with what is about findings', async () => {
    const { stderr, status } = await folder.run('check', '--inventory', 'json', '--fix', '.');
    expect(status).toBe(2);
    expect(stderr).toContain('--inventory prints what is kept');
  });
});
