import { DidChangeConfigurationNotification } from 'vscode-languageserver/node';
import { describe, expect, it } from 'vitest';
import { PUSHED, TestClient } from './client.js';
import { ALWAYS, RULE, STORE } from './samples.js';
import { rangeOf, withCursor } from './texts.js';

const URI = 'file:///app/Store.swift';
const OTHER = 'file:///vendor/Store.swift';

describe('sessionlint.enable', () => {
  it('is asked for each document, and again when settings change', async () => {
    let vendor = false;
    const client = await TestClient.inMemory({
      configuration: (scope) => ({ enable: scope?.startsWith('file:///vendor/') ? vendor : true }),
    });
    client.open(URI, STORE);
    client.open(OTHER, STORE);
    expect(await client.diagnostics(URI)).toHaveLength(1);
    expect(await client.diagnostics(OTHER)).toEqual([]);
    vendor = true;
    expect(await client.diagnostics(OTHER)).toEqual([]);
    client.tell(DidChangeConfigurationNotification.method, { settings: null });
    await client.until(() => client.refreshes === 1);
    expect(await client.diagnostics(OTHER)).toHaveLength(1);
    expect(client.registered).toContain('workspace/didChangeConfiguration');
  });

  it('is asked once while a document is open', async () => {
    const asked: unknown[] = [];
    const client = await TestClient.inMemory({ configuration: (scope) => void asked.push(scope) });
    client.open(URI, STORE);
    await client.diagnostics(URI);
    await client.hover(URI, { line: 0, character: 0 });
    expect(asked).toEqual([URI]);
    client.close(URI);
    client.open(URI, STORE);
    await client.diagnostics(URI);
    expect(asked).toEqual([URI, URI]);
  });

  it('off silences everything, and frees what was known', async () => {
    let enable = true;
    const client = await TestClient.inMemory({ configuration: () => ({ enable }) });
    client.open(URI, STORE);
    expect(await client.diagnostics(URI)).toHaveLength(1);
    enable = false;
    client.tell(DidChangeConfigurationNotification.method, { settings: null });
    const range = rangeOf(STORE, ALWAYS);
    expect(await client.diagnostics(URI)).toEqual([]);
    expect(await client.actions(URI, range)).toEqual([]);
    expect(await client.hover(URI, range.start)).toBeNull();
    const { text, position } = withCursor('[kSecAttrAccessible as String: |]');
    client.change(URI, { text });
    expect(await client.complete(URI, position)).toBeNull();
    expect(client.analysed).toHaveLength(1);
  });

  it('is on where the client’s answer does not tell, or it cannot answer', async () => {
    const answers = [null, 'nonsense', { enable: 'yes' }, {}];
    for (const answer of answers) {
      const client = await TestClient.inMemory({ configuration: () => answer });
      client.open(URI, STORE);
      expect(await client.diagnostics(URI)).toHaveLength(1);
    }
    const failing = await TestClient.inMemory({
      configuration: () => {
        throw new Error('No settings here');
      },
    });
    failing.open(URI, STORE);
    expect(await failing.diagnostics(URI)).toHaveLength(1);
  });

  it('is taken from the notification of a client that cannot be asked; all documents are checked again', async () => {
    const client = await TestClient.inMemory({ capabilities: PUSHED });
    const settings = (enable: boolean): void =>
      client.tell(DidChangeConfigurationNotification.method, { settings: { sessionlint: { enable } } });
    const last = (uri: string): number | undefined =>
      client.published.findLast((params) => params.uri === uri)?.diagnostics.length;
    client.open(URI, STORE);
    client.open(OTHER, STORE);
    await client.until(() => last(URI) === 1 && last(OTHER) === 1);
    settings(false);
    await client.until(() => last(URI) === 0 && last(OTHER) === 0);
    settings(true);
    await client.until(() => last(URI) === 1 && last(OTHER) === 1);
    expect(client.published.at(-1)).toMatchObject({ version: 1, diagnostics: [{ code: RULE }] });
  });
});
