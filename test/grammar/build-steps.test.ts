import { describe, expect, it } from 'vitest';
import { readSources } from '../../scripts/grammar.mjs';
import { splitLexer } from '../../scripts/grammar/lexer.mjs';
import { patchScanner, replaceOnce } from '../../scripts/grammar/patch.mjs';
import { extractTables, initialiserBytes } from '../../scripts/grammar/tables.mjs';

const sources = await readSources();

describe('A patch', () => {
  it('replaces the text, as it stands', () => {
    expect(replaceOnce('a b c', 'b', '$&')).toBe('a $& c');
  });

  it('fails when the text is missing or there twice', () => {
    expect(() => replaceOnce('a', 'b', 'c')).toThrow(/expected "b" once, found it 0 times/);
    expect(() => replaceOnce('b b', 'b', 'c')).toThrow(/found it 2 times/);
  });

  it('mends both faults of the scanner', () => {
    const patched = patchScanner(sources.scanner);
    expect(patched).toContain('calloc(1, sizeof(struct ScannerState))');
    expect(patched).toContain('1ULL << FAKE_TRY_BANG');
  });

  it('fails on a scanner that has been mended', () => {
    expect(() => patchScanner(patchScanner(sources.scanner))).toThrow(/Cannot patch the Swift grammar/);
  });
});

describe('The bytes of an initialiser', () => {
  const constants = new Map([
    ['sym_a', 1],
    ['sym_b', 2],
  ]);
  const flat = { rows: 1, columns: Infinity };
  const numbers = (body: string, size: { rows: number; columns: number } = flat): readonly number[] => {
    const bytes = initialiserBytes(body, size, constants);
    const view = new DataView(bytes.buffer);
    return Array.from({ length: bytes.length / 2 }, (_, i) => view.getUint16(i * 2, true));
  };

  it('follow designators and leave zeros between them', () => {
    expect(numbers('  [0] = 2,\n    ACTIONS(300), 1,\n      sym_b,\n  [6] = 7,\n    STATE(8),\n')).toEqual([
      2, 300, 1, 2, 0, 0, 7, 8,
    ]);
  });

  it('fill the rows of a table', () => {
    const body =
      '  [0] = {\n    [sym_a] = STATE(5),\n    [sym_b] = ACTIONS(6),\n  },\n  [2] = {\n    [0] = 9,\n  },\n';
    expect(numbers(body, { rows: 3, columns: 3 })).toEqual([0, 5, 6, 0, 0, 0, 9, 0, 0]);
  });

  it('are little-endian', () => {
    expect([...initialiserBytes('  258,\n', flat, constants)]).toEqual([2, 1]);
  });

  it.each([
    ['an unknown constant', '  [0] = sym_c,\n', flat, /Unknown constant "sym_c"/],
    ['an expression', '  [0] = 1 + 2,\n', flat, /Unexpected text in a table/],
    ['a number of more than 16 bits', '  [0] = 65536,\n', flat, /does not fit 16 bits/],
    [
      'a column too many',
      '  [0] = {\n    [2] = 1,\n  },\n',
      { rows: 1, columns: 2 },
      /outside of table row 0/,
    ],
    ['a row too many', '  [1] = {\n    [0] = 1,\n  },\n', { rows: 1, columns: 2 }, /outside of table row 1/],
  ])('are refused for %s', (_, body, size, message) => {
    expect(() => initialiserBytes(body, size, constants)).toThrow(message);
  });
});

describe('The tables of the Swift parser', () => {
  const { parser, binaries } = extractTables(sources.parser);

  it('are declared where they were defined', () => {
    expect(parser).toContain('extern const uint16_t ts_parse_table[LARGE_STATE_COUNT][SYMBOL_COUNT];');
    expect(parser).toContain('extern const uint16_t ts_small_parse_table[];');
    expect(parser.length).toBeLessThan(sources.parser.length / 4);
  });

  it('have the size that the parser gives them', () => {
    const size = (name: string): number => Number(new RegExp(`#define ${name} (\\d+)`).exec(parser)![1]);
    expect(binaries['ts_parse_table.bin']).toHaveLength(2 * size('LARGE_STATE_COUNT') * size('SYMBOL_COUNT'));
  });

  it('hold what is written', () => {
    const view = new DataView(binaries['ts_small_parse_table.bin']!.buffer);
    expect(sources.parser).toMatch(/ts_small_parse_table\[\] = \{\n {2}\[0\] = 12,\n {4}ACTIONS\(3\), 1,\n/);
    expect([0, 2, 4].map((at) => view.getUint16(at, true))).toEqual([12, 3, 1]);
  });

  it('must be there', () => {
    expect(() => extractTables(parser)).toThrow(/does not define "const uint16_t ts_parse_table/);
  });
});

describe('The lexer of the Swift parser', () => {
  it('gets a function for every state', () => {
    const states = sources.parser.match(/^ {4}case \d+:$/gm)!.length;
    const split = splitLexer(sources.parser);
    expect(split.match(/^static int32_t ts_lex_\d+\(/gm)).toHaveLength(states);
    expect(split).not.toContain('switch (state)');
  });

  it('must be generated as expected', () => {
    const misses = (from: string, to: string): string => replaceOnce(sources.parser, from, to);
    expect(() => splitLexer(misses('    case 7:\n', '    case 6:\n'))).toThrow('Lexer state 7 is missing.');
    expect(() => splitLexer(misses('START_LEXER();', 'START();'))).toThrow(/not generated as expected/);
    expect(() => splitLexer(misses('#pragma clang optimize off', ''))).toThrow(/Cannot patch/);
  });
});
