import { describe, expect, it } from 'vitest';
import { snippetFor } from '../../server/knowledge/snippets.js';
import type { Snippet } from '../../server/knowledge/snippets.js';
import { DEFAULT_POLICY } from '../../server/policy/policy.js';
import { TestClient } from './client.js';

const STRICT = { ...DEFAULT_POLICY, levels: { accessToken: 'whenUnlocked' } } as const;
const HERE = { languageId: 'swift', uri: 'file:///app/Store.swift' };

function bodyOf(id: string, policy = DEFAULT_POLICY): string {
  return snippetFor(id, HERE, policy)?.body ?? '';
}

describe('the level in a snippet', () => {
  it('is the one that the product recommends, with the others that suit', () => {
    expect(bodyOf('save-access-token')).toContain(
      '${3|kSecAttrAccessibleAfterFirstUnlock,kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly|}',
    );
  });

  it('is the one of the policy where the project has decided', () => {
    expect(bodyOf('save-access-token', STRICT)).toContain('${3|kSecAttrAccessibleWhenUnlocked,');
    expect(bodyOf('save-access-token', STRICT)).not.toContain('AfterFirstUnlock');
  });

  it('may be any sensible one where the project judges none', () => {
    const free = bodyOf('save-refresh-token', { ...DEFAULT_POLICY, levels: {} });
    expect(free).toContain('${3|kSecAttrAccessibleAfterFirstUnlock,');
    expect(free).toContain('kSecAttrAccessibleWhenPasscodeSetThisDeviceOnly');
    expect(free).not.toContain('Always');
  });
});

describe('the times and counts in a snippet', () => {
  it('are those of the policy', () => {
    const policy = { ...DEFAULT_POLICY, refresh: { leadMinutes: 2, maxTries: 5 } };
    expect(bodyOf('proactive-refresh')).toContain('${1:5} * 60.0');
    expect(bodyOf('proactive-refresh', policy)).toContain('${1:2} * 60.0');
    expect(bodyOf('refresh-single-flight', policy)).toContain('tries = ${3:5}');
  });
});

describe('the server', () => {
  it('gives a snippet by its id', async () => {
    const client = await TestClient.inMemory();
    const snippet: Snippet = await client.connection.sendRequest('sessionlint/snippet', {
      id: 'keychain-helper',
      ...HERE,
    });
    expect(snippet.title).toBe('Keychain helper');
    expect(snippet.prefix).toContain('keychain-helper');
    expect(snippet.body).toBe(bodyOf('keychain-helper'));
  });

  it('gives nothing for an id, or for a language, that it has none for', async () => {
    const client = await TestClient.inMemory();
    const ask = (params: object): Promise<unknown> =>
      client.connection.sendRequest('sessionlint/snippet', params);
    expect(await ask({ ...HERE, id: 'constructor' })).toBeNull();
    expect(await ask({ ...HERE, id: 'keychain-helper', languageId: 'constructor' })).toBeNull();
    expect(await ask({ ...HERE, id: 'keychain-helper', languageId: 'kotlin' })).toBeNull();
  });

  it('lists all snippets of a language', async () => {
    const client = await TestClient.inMemory();
    const snippets: readonly Snippet[] = await client.connection.sendRequest('sessionlint/snippets', HERE);
    expect(snippets.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['keychain-helper', 'session-manager']),
    );
  });
});
