import { describe, expect, it } from 'vitest';
import { analyzer } from '../rules/analyzer.js';
import { PUSHED, PULLING, TestClient } from './client.js';
import { AFTER_FIRST_UNLOCK, ALWAYS, RULE, STORE } from './samples.js';
import { rangeOf, textAt } from './texts.js';

const URI = 'file:///app/Store.swift';
const MENDING = { range: rangeOf(STORE, ALWAYS), text: AFTER_FIRST_UNLOCK };

describe('diagnostics that the client asks for', () => {
  it('tell rule, source, severity, place, deprecation and version', async () => {
    const client = await TestClient.inMemory();
    client.open(URI, STORE, 7);
    expect(await client.diagnostics(URI)).toEqual([
      {
        code: RULE,
        source: 'sessionlint',
        severity: 1,
        range: rangeOf(STORE, ALWAYS),
        message: analyzer.analyse('Store.swift', STORE).findings[0]!.message,
        tags: [2],
        data: { version: 7 },
      },
    ]);
  });

  it('follow edits', async () => {
    const client = await TestClient.inMemory();
    client.open(URI, STORE);
    client.change(URI, {
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      text: '\n',
    });
    expect(await client.diagnostics(URI)).toMatchObject([
      { range: rangeOf(`\n${STORE}`, ALWAYS), data: { version: 2 } },
    ]);
    client.change(URI, { text: STORE });
    client.change(URI, MENDING);
    expect(await client.diagnostics(URI)).toEqual([]);
  });

  it('are "unchanged" when the client has them already, and only then', async () => {
    const client = await TestClient.inMemory();
    client.open(URI, STORE);
    const first = await client.report(URI);
    expect(first.kind).toBe('full');
    expect(await client.report(URI, first.resultId)).toEqual({ kind: 'unchanged', resultId: first.resultId });
    expect((await client.report(URI)).kind).toBe('full');
    expect((await client.report(URI, 'of another server')).kind).toBe('full');
    client.change(URI, MENDING);
    const second = await client.report(URI, first.resultId);
    expect(second).toMatchObject({ kind: 'full', items: [] });
    expect(await client.report(URI, second.resultId)).toMatchObject({ kind: 'unchanged' });
  });

  it('are in full again for a document that was closed and opened again', async () => {
    const client = await TestClient.inMemory();
    client.open(URI, STORE);
    const { resultId } = await client.report(URI);
    for (const [text, count] of [
      [STORE, 1],
      ['let a = 1\n', 0],
    ] as const) {
      client.close(URI);
      client.open(URI, text);
      const report = await client.report(URI, resultId);
      expect(report.kind === 'full' && report.items.length).toBe(count);
    }
  });

  it('are never sent unasked', async () => {
    const client = await TestClient.inMemory({ capabilities: PULLING });
    client.open(URI, STORE);
    await client.diagnostics(URI);
    client.change(URI, MENDING);
    await client.diagnostics(URI);
    client.close(URI);
    await client.report(URI);
    expect(client.published).toEqual([]);
    expect(client.initialized.capabilities.diagnosticProvider).toMatchObject({
      interFileDependencies: true,
    });
  });

  it('are empty for what is not open and for other languages', async () => {
    const client = await TestClient.inMemory();
    expect(await client.diagnostics('file:///app/Unknown.swift')).toEqual([]);
    client.open('file:///app/Store.m', STORE, 1, 'objective-c');
    expect(await client.diagnostics('file:///app/Store.m')).toEqual([]);
  });

  it('come for documents that are not saved yet', async () => {
    const client = await TestClient.inMemory();
    client.open('untitled:Untitled-1', STORE);
    expect(await client.diagnostics('untitled:Untitled-1')).toHaveLength(1);
  });
});

describe('diagnostics that are sent', () => {
  it('carry the version, and come again after an edit', async () => {
    const client = await TestClient.inMemory({ capabilities: PUSHED });
    expect(client.initialized.capabilities.diagnosticProvider).toBeUndefined();
    client.open(URI, STORE, 3);
    expect((await client.publishedOf(URI, 3)).diagnostics).toMatchObject([
      { code: RULE, data: { version: 3 } },
    ]);
    const version = client.change(URI, MENDING);
    expect((await client.publishedOf(URI, version)).diagnostics).toEqual([]);
  });

  it('come once for a burst of edits, for the last of them', async () => {
    const client = await TestClient.inMemory({ capabilities: PUSHED });
    client.open(URI, STORE);
    await client.publishedOf(URI, 1);
    const start = { line: 0, character: 0 };
    let version = 1;
    for (let edit = 0; edit < 20; edit += 1) {
      version = client.change(URI, { range: { start, end: start }, text: '\n' });
    }
    const last = await client.publishedOf(URI, version);
    expect(last.diagnostics).toMatchObject([{ range: rangeOf('\n'.repeat(20) + STORE, ALWAYS) }]);
    expect(client.published.map((params) => params.version)).toEqual([1, version]);
    expect(client.analysed.map((report) => report.version)).toEqual([1, version]);
  });

  it('are taken back when the document is closed', async () => {
    const client = await TestClient.inMemory({ capabilities: PUSHED });
    client.open(URI, STORE);
    await client.publishedOf(URI, 1);
    client.change(URI, { text: `${STORE}\n` });
    client.close(URI);
    await client.until(() => client.published.length > 1);
    expect(client.published.at(-1)).toEqual({ uri: URI, diagnostics: [] });
    // What comes of another document proves that nothing more came of the closed one.
    client.open('file:///app/Other.swift', STORE);
    await client.publishedOf('file:///app/Other.swift', 1);
    expect(client.published.filter(({ uri }) => uri === URI)).toHaveLength(2);
  });
});

describe('places', () => {
  it.each([
    ['emoji', STORE.replace('func', '/* 👩‍👩‍👧‍👦🙂é */ func').replace('[String', '/*🙂*/ [String')],
    ['emoji on the line', STORE.replace(`: ${ALWAYS}`, `: /* 🙂𝒳 */ ${ALWAYS}`)],
    ['CRLF', STORE.replaceAll('\n', '\r\n')],
    ['tabs', STORE.replaceAll('    ', '\t')],
    ['all of them', STORE.replaceAll('        kSec', '\t\t/*🙂*/ kSec').replaceAll('\n', '\r\n')],
    ['a byte order mark', `\uFEFF${STORE}`],
    ['no line break at the end', STORE.trimEnd()],
  ])('are right with %s', async (_, text) => {
    const client = await TestClient.inMemory();
    client.open(URI, text);
    const diagnostics = await client.diagnostics(URI);
    expect(diagnostics.map(({ range }) => textAt(text, range))).toEqual([ALWAYS]);
    expect(diagnostics.map(({ range }) => range)).toEqual([rangeOf(text, ALWAYS)]);
  });

  it('of related code come along', async () => {
    const text = `let item: [String: Any] = [
    kSecClass as String: kSecClassGenericPassword,
    kSecAttrAccount as String: "refreshToken",
    kSecAttrSynchronizable as String: true,
    kSecAttrAccessible as String: kSecAttrAccessibleWhenUnlockedThisDeviceOnly,
]
let status = SecItemAdd(item as CFDictionary, nil)
`;
    const expected = analyzer.analyse('Store.swift', text).findings.flatMap(({ related }) => related);
    expect(expected.length).toBeGreaterThan(0);
    const client = await TestClient.inMemory();
    client.open(URI, text);
    const related = (await client.diagnostics(URI)).flatMap(
      ({ relatedInformation }) => relatedInformation ?? [],
    );
    expect(
      related.map(({ location, message }) => [location.uri, textAt(text, location.range), message]),
    ).toEqual(expected.map(({ span, message }) => [URI, text.slice(span.start, span.end), message]));
  });
});

describe('what the client is told of each analysis', () => {
  it('names document, version, duration and findings', async () => {
    const client = await TestClient.inMemory();
    client.open(URI, STORE);
    await client.diagnostics(URI);
    client.change(URI, MENDING);
    await client.diagnostics(URI);
    await client.hover(URI, { line: 0, character: 0 });
    expect(client.analysed).toEqual([
      { uri: URI, version: 1, milliseconds: expect.any(Number), findings: 1 },
      { uri: URI, version: 2, milliseconds: expect.any(Number), findings: 0 },
    ]);
  });
});
