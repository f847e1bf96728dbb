import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Folder } from '../cli/folder.js';
import { Project } from '../server/project.js';
import { figure } from './figures.js';

/** Made up for these tests, in forms that no scanner takes for real. */
const PLANTED: Readonly<Record<string, string>> = {
  password: 'Tr0ub4dor&3-planted-password',
  apiKey: `sk_${'live'}_planted${'0123456789abcdefABCDEF'}`,
  jwt: ['eyJhbGciOiJIUzI1NiJ9', 'eyJwbGFudGVkIjoidG9rZW4ifQ', 'c2lnbmF0dXJlLXBsYW50ZWQ'].join('.'),
  hex: `planted${'9f86d081884c7d659a2feaa0c55ad015'}`,
};

const { password = '', apiKey = '', jwt = '', hex = '' } = PLANTED;

const SWIFT = `import Foundation

enum Config {
    static let clientSecret = "${hex}"
    static let apiKey = "${apiKey}"
}

func signIn() {
    let accessToken = "${jwt}"
    UserDefaults.standard.set("${jwt}", forKey: "accessToken")
    UserDefaults.standard.set(accessToken, forKey: "${jwt}")
    print("Bearer ${jwt} \\(accessToken)")
    NSLog("${password}")
    let password = "${password}"
    login(user: "ada@example.com", password: "${password}")
    let url = URL(string: "https://ada:${hex}@example.com/?api_key=${apiKey}")!
    let query: [String: Any] = [
        kSecAttrAccount as String: "${jwt}", kSecValueData as String: "${password}".data(using: .utf8)!,
        kSecAttrAccessible as String: kSecAttrAccessibleAlways, // ${apiKey}
    ]
    SecItemAdd(query as CFDictionary, nil)
    // sessionlint-disable-next-line logging/credential-logged -- ${hex}
    print(password, accessToken, url)
}
`;

const SCRIPT = `import AsyncStorage from '@react-native-async-storage/async-storage';
import * as SecureStore from 'expo-secure-store';

const apiKey = '${apiKey}';
const clientSecret = \`${hex}\`;

export async function signIn() {
  const accessToken = '${jwt}';
  await AsyncStorage.setItem('accessToken', '${jwt}');
  await AsyncStorage.setItem('${jwt}', accessToken);
  console.log('Bearer ${jwt}', accessToken, { password: '${password}' });
  SecureStore.setItemAsync('${hex}', accessToken, { keychainAccessible: SecureStore.ALWAYS });
  await fetch('https://ada:${hex}@example.com/?api_key=${apiKey}', { headers: { Authorization: 'Bearer ${jwt}' } });
}
`;

const POLICY = `{ "rules": { "${hex}": "off" }, "names": { "loggers": ["${jwt}"] }, "${apiKey}": "${password}" }`;
const BROKEN = `func broken( { let password = "${password}"\nlet t = "${jwt}\nkSecAttrAccessibleAlways "${hex}`;

const FILES: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({
    dependencies: { 'react-native': '0.80.0', 'expo-secure-store': '14.0.0' },
  }),
  'App/Session.swift': SWIFT,
  'App/Broken.swift': BROKEN,
  'src/session.ts': SCRIPT,
  'src/broken.tsx': `${SCRIPT}\n<View token="${jwt}`,
};

/** The planted secrets that a text holds. */
function leaked(text: string): readonly string[] {
  return Object.entries(PLANTED).flatMap(([name, secret]) => (text.includes(secret) ? [name] : []));
}

/** The lines that hold one, each with its name. */
function leaking(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => leaked(line).map((name) => `${name}: ${line.slice(0, 300)}`));
}

describe('planted secrets', () => {
  let folder: Folder;

  beforeEach(async () => {
    folder = await Folder.make();
    for (const [path, text] of Object.entries(FILES)) await folder.write(path, text);
  });
  afterEach(() => folder.remove());

  it.each([
    ['pretty', ['--format', 'pretty']],
    ['json', ['--format', 'json']],
    ['sarif', ['--format', 'sarif']],
    ['github', ['--format', 'github']],
    ['xcode', ['--format', 'xcode']],
    ['inventory in Markdown', ['--inventory', 'markdown']],
    ['inventory in JSON', ['--inventory', 'json']],
  ])('never show on the command line: %s', async (_, args) => {
    const { stdout, stderr } = await folder.run('check', ...args, '--no-cache', '.');
    expect(stdout.length).toBeGreaterThan(20);
    expect(leaking(stdout + stderr)).toEqual([]);
  });

  it('are in no baseline and in no cache', async () => {
    // The tool as it ships: only that has a cache.
    await folder.execute([
      'check',
      '--cache-location',
      'kept',
      '--baseline',
      'base.json',
      '--update-baseline',
      '.',
    ]);
    expect(leaked(await folder.read('base.json'))).toEqual([]);
    const entries = await readdir(join(folder.path, 'kept'), { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      const bytes = await readFile(join(file.parentPath, file.name));
      expect(leaked(bytes.toString('latin1')), `${file.name}`).toEqual([]);
    }
  });

  it('never show in the editor: diagnostics, titles, hovers, lenses, the inventory, the log', async () => {
    const project = await Project.make({ ...FILES, 'sessionlint.json': POLICY });
    try {
      const client = await project.indexed();
      const shown: string[] = [];
      for (const [path, text] of Object.entries(FILES)) {
        if (path.endsWith('.json')) continue;
        const uri = project.uri(path);
        const languageId = path.endsWith('.swift')
          ? 'swift'
          : path.endsWith('x')
            ? 'typescriptreact'
            : 'typescript';
        client.open(uri, text, 1, languageId);
        const diagnostics = await client.diagnostics(uri);
        shown.push(
          ...diagnostics.map(({ message, relatedInformation }) =>
            JSON.stringify([message, relatedInformation]),
          ),
        );
        for (const { range } of diagnostics) {
          shown.push(...(await client.actions(uri, range)).map(({ title }) => title));
          shown.push(JSON.stringify(await client.hover(uri, range.start)));
        }
        shown.push(JSON.stringify(await client.lenses(uri)));
      }
      shown.push(JSON.stringify(await client.inventory()), await client.inventoryText(), ...client.logged);
      figure('secrets', 'texts of the editor looked through', shown.length);
      expect(shown.length).toBeGreaterThan(20);
      expect(shown.flatMap((text) => leaked(text).map((name) => `${name}: ${text.slice(0, 200)}`))).toEqual(
        [],
      );
    } finally {
      await project.remove();
    }
  });
});
