import * as fc from 'fast-check';
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { beforeAll, describe, expect, it } from 'vitest';
import { applyChanges } from '../../server/lsp/changes.js';
import { analyzer } from '../rules/analyzer.js';
import { TestClient } from './client.js';
import { ALWAYS, saving, STORE } from './samples.js';
import { offsetAt, positionAt } from './texts.js';
import { seed } from '../seed.js';

/** An edit somewhere in a text, before it is known how long the text is. */
interface Edit {
  readonly at: number;
  readonly length: number;
  readonly text: string;
}

const PIECES = [
  '',
  'a',
  ' ',
  '\n',
  '\r\n',
  '\r',
  '\t',
  '🙂',
  '"',
  '"""',
  '{',
  '}',
  '[',
  ']',
  '/*',
  '*/',
  '// ',
  ALWAYS,
  'kSecAttrAccessible as String: kSecAttrAccessibleAfterFirstUnlock,\n',
  '#if os(tvOS)\n',
  '#endif\n',
  saving('refreshToken', 'kSecAttrAccessibleWhenUnlocked'),
];

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof(fc.constant(0), fc.nat({ max: 3 }), fc.nat({ max: 60 })),
  text: fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'grapheme', maxLength: 4 })),
});

/** Bursts of edits; each edit of a burst is made on what the one before left. */
const storm = fc.array(fc.array(edit, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 6 });

function eventOf(
  text: string,
  { at, length, text: inserted }: Edit,
): { event: TextDocumentContentChangeEvent; after: string } {
  // Places as an editor can name them: never inside a line break.
  const start = offsetAt(text, positionAt(text, Math.floor(at * text.length)));
  const end = offsetAt(text, positionAt(text, Math.min(text.length, start + length)));
  const range = { start: positionAt(text, start), end: positionAt(text, Math.max(start, end)) };
  return {
    event: { range, text: inserted },
    after: text.slice(0, start) + inserted + text.slice(Math.max(start, end)),
  };
}

describe('a storm of edits', () => {
  let client: TestClient;
  let count = 0;
  beforeAll(async () => {
    client = await TestClient.inMemory({ load: () => Promise.resolve(analyzer) });
  });

  it('leaves the diagnostics that a fresh analysis of the same text gives', async () => {
    const start = `${STORE}${saving('refreshToken', 'kSecAttrAccessibleAfterFirstUnlock')}`;
    const text = fc.constantFrom(start, start.replaceAll('\n', '\r\n'), '');
    await fc.assert(
      fc.asyncProperty(text, storm, fc.infiniteStream(fc.boolean()), async (original, bursts, asked) => {
        const uri = `file:///app/Storm${(count += 1)}.swift`;
        let current = original;
        client.open(uri, current);
        // What comes between two questions is followed in one go.
        const ask = (): unknown => asked.next().value && client.report(uri);
        await ask();
        for (const burst of bursts) {
          const events = burst.map((each) => {
            const { event, after } = eventOf(current, each);
            current = after;
            return event;
          });
          client.change(uri, ...events);
          await ask();
        }
        const fresh = analyzer.analyse(`/app/Storm${count}.swift`, current).findings;
        expect(await client.diagnostics(uri)).toMatchObject(
          fresh.map(({ rule, message, span }) => ({
            code: rule,
            message,
            range: { start: positionAt(current, span.start), end: positionAt(current, span.end) },
          })),
        );
        client.close(uri);
      }),
      { seed, numRuns: 150 },
    );
  });

  it('of a thousand edits at once does the same', async () => {
    const uri = 'file:///app/Thousand.swift';
    client.open(uri, STORE);
    await client.diagnostics(uri);
    const place = positionAt(STORE, STORE.indexOf('import'));
    for (let each = 0; each < 1000; each += 1) {
      client.change(uri, { range: { start: place, end: place }, text: each % 2 ? '// a\n' : '🙂\n' });
    }
    const text = STORE.replace('import', `${'// a\n🙂\n'.repeat(500)}import`);
    expect((await client.diagnostics(uri)).map(({ range }) => range.start)).toEqual(
      analyzer.analyse('/app/Thousand.swift', text).findings.map(({ span }) => positionAt(text, span.start)),
    );
  });

  it('may hold a whole new text', async () => {
    const uri = 'file:///app/Whole.swift';
    client.open(uri, 'let a = 1\n');
    expect(await client.diagnostics(uri)).toEqual([]);
    client.change(uri, { text: 'let b = 2\n' }, { text: STORE });
    expect(await client.diagnostics(uri)).toHaveLength(1);
    const end = positionAt(STORE, STORE.length);
    client.change(uri, { text: STORE }, { range: { start: end, end }, text: saving('sessionId', ALWAYS) });
    expect(await client.diagnostics(uri)).toHaveLength(2);
  });
});

describe('changes of a document', () => {
  it('give it the text and the lines of a fresh one', () => {
    const text = fc.array(fc.constantFrom('a', '🙂', '\n', '\r', '\r\n', '\t'), { maxLength: 20 });
    fc.assert(
      fc.property(
        text,
        storm.map((bursts) => bursts.flat()),
        (pieces, edits) => {
          const document = TextDocument.create('file:///a.swift', 'swift', 1, pieces.join(''));
          let current = document.getText();
          for (const each of edits) {
            const { event, after } = eventOf(current, each);
            applyChanges(document, [event], 2);
            current = after;
            expect(document.getText()).toBe(current);
          }
          expect(document.lineCount).toBe(TextDocument.create('file:///b', 'swift', 1, current).lineCount);
          for (let offset = 0; offset <= current.length; offset += 1) {
            // Behind \r of \r\n is no place that an editor knows.
            if (current.slice(offset - 1, offset + 1) === '\r\n') continue;
            expect(document.positionAt(offset)).toEqual(positionAt(current, offset));
          }
        },
      ),
    );
  });

  it('reach beyond the end or backwards as far as there is text', () => {
    const document = TextDocument.create('file:///a.swift', 'swift', 1, 'ab\ncd');
    const far = { line: 9, character: 9 };
    applyChanges(document, [{ range: { start: { line: 0, character: 9 }, end: far }, text: '!' }], 2);
    expect(document.getText()).toBe('ab!');
    expect(document.lineCount).toBe(1);
    const reversed = { start: { line: 0, character: 2 }, end: { line: 0, character: 1 } };
    applyChanges(document, [{ range: reversed, text: '' }], 3);
    expect(document.getText()).toBe('a!');
    expect(document.version).toBe(3);
  });
});
