import { afterEach, beforeEach, expect, it } from 'vitest';
import { Folder, WEAK } from './folder.js';

const RULE = 'keychain/always-accessible';

let folder: Folder;

beforeEach(async () => {
  folder = await Folder.make();
  await folder.write('ios/A.swift', WEAK);
});

afterEach(() => folder.remove());

async function found(...paths: string[]): Promise<readonly (readonly [string, string, string])[]> {
  const { stdout } = await folder.execute(['check', '--no-cache', '--format', 'json', ...paths]);
  const { findings } = JSON.parse(stdout) as {
    findings: readonly { readonly path: string; readonly rule: string; readonly severity: string }[];
  };
  return findings.map(({ path, rule, severity }) => [path, rule, severity] as const);
}

it('the nearest policy decides about severities', async () => {
  await folder.write('sessionlint.json', `{ "rules": { "${RULE}": "off" } }`);
  await folder.write('tv/A.swift', WEAK);
  await folder.write('tv/sessionlint.json', `{ "rules": { "${RULE}": "information" } }`);
  expect(await found('.')).toEqual([['tv/A.swift', RULE, 'information']]);
  expect(await found('ios/A.swift')).toEqual([]);
  expect((await folder.execute(['check', 'ios'])).status).toBe(0);
});

it('mistakes in a policy are findings, once for each file', async () => {
  await folder.write('ios/B.swift', WEAK);
  await folder.write('sessionlint.json', `{ "rules": { "${RULE}": "of" } }`);
  expect(await found('.')).toEqual([
    ['sessionlint.json', 'policy/invalid', 'error'],
    ['ios/A.swift', RULE, 'error'],
    ['ios/B.swift', RULE, 'error'],
  ]);
});

it('a broken policy is a finding, and the defaults hold', async () => {
  await folder.write('sessionlint.json', `{ "rules": { "${RULE}": "off"`);
  expect((await found('.')).map(([, rule]) => rule)).toEqual(['policy/invalid', RULE]);
});

it('files are left out, and taken in again, as the policy says', async () => {
  await folder.write('Pods/Own/A.swift', WEAK);
  await folder.write('AppTests/A.swift', WEAK);
  expect(await found('.')).toEqual([['ios/A.swift', RULE, 'error']]);
  await folder.write('sessionlint.json', '{ "exclude": ["ios"], "include": ["Pods/Own/**", "AppTests"] }');
  expect((await found('.')).map(([path]) => path)).toEqual(['AppTests/A.swift', 'Pods/Own/A.swift']);
  const { stderr } = await folder.execute(['check', 'ios/A.swift']);
  expect(stderr).toContain('ios/A.swift: left out, as sessionlint.json says');
});
