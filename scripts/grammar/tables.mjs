// Nine tenths of parser.c are two tables of numbers, written as designated initialisers. A compiler reads them as
// expressions, number by number; here they become bytes, which it embeds as they are.

const TABLES = [
  { name: 'ts_parse_table', shape: '[LARGE_STATE_COUNT][SYMBOL_COUNT]' },
  { name: 'ts_small_parse_table', shape: '[]' },
];

// WebAssembly is little-endian and reads the tables as 16-bit numbers.
const ELEMENT_BYTES = 2;
const MAX_ELEMENT = 0xffff;

const TOKEN =
  /\s*(?:\[(?<designator>\w+)\] =|(?<open>\{)|(?<close>\},?)|(?:STATE|ACTIONS)\((?<argument>\w+)\),|(?<value>\w+),)/y;

/**
 * Takes the big tables out of the parser.
 * @param {string} parser the text of parser.c
 * @returns {{ parser: string, definitions: string, binaries: Record<string, Uint8Array> }} the parser, which now only
 * declares them, C that defines them, and the files that this C embeds
 */
export function extractTables(parser) {
  const constants = readConstants(parser);
  const binaries = {};
  let definitions = '';
  let remaining = parser;
  for (const { name, shape } of TABLES) {
    const { body, declared } = cutInitialiser(remaining, `const uint16_t ${name}${shape}`);
    binaries[`${name}.bin`] = initialiserBytes(body, tableSize(shape, constants), constants);
    definitions += `_Alignas(4) const unsigned char ${name}[] = {\n#embed "${name}.bin"\n};\n`;
    remaining = declared;
  }
  return { parser: remaining, definitions, binaries };
}

/** What every name stands for: the symbols' numbers and the sizes. */
function readConstants(parser) {
  const constants = new Map([['ts_builtin_sym_end', 0]]);
  for (const [, name, value] of parser.matchAll(/^#define (\w+) (\d+)$/gm))
    constants.set(name, Number(value));
  for (const [, members] of parser.matchAll(/^enum \w+ \{\n(.*?)^\};$/gms)) {
    for (const [, name, value] of members.matchAll(/(\w+) = (\d+)/g)) constants.set(name, Number(value));
  }
  return constants;
}

/** Makes a definition a declaration and gives what stood between its outer braces. */
function cutInitialiser(parser, declaration) {
  const head = `static ${declaration} = {\n`;
  const start = parser.indexOf(head);
  const end = parser.indexOf('\n};\n', start);
  if (start < 0 || end < 0) throw new Error(`The Swift parser does not define "${declaration}".`);
  return {
    body: parser.slice(start + head.length, end + 1),
    declared: `${parser.slice(0, start)}extern ${declaration};${parser.slice(end + '\n};'.length)}`,
  };
}

/** Rows and columns; a flat table is one row of unknown length. */
function tableSize(shape, constants) {
  const [rows, columns] = [...shape.matchAll(/\[(\w+)\]/g)].map(([, name]) => numberOf(name, constants));
  return rows === undefined ? { rows: 1, columns: Infinity } : { rows, columns };
}

/**
 * The bytes that C gives an array for a designated initialiser.
 * @param {string} body what stands between the outer braces, every element followed by a comma
 * @param {{ rows: number, columns: number }} size
 * @param {ReadonlyMap<string, number>} constants
 */
export function initialiserBytes(body, { rows, columns }, constants) {
  const flat = columns === Infinity;
  const elements = flat ? [] : Array.from({ length: rows * columns }, () => 0);
  let row = 0;
  let column = 0;
  let insideRow = flat;
  for (const { designator, open, close, argument, value } of tokens(body)) {
    if (designator !== undefined) {
      if (insideRow) column = numberOf(designator, constants);
      else row = numberOf(designator, constants);
    } else if (open) {
      insideRow = true;
      column = 0;
    } else if (close) {
      insideRow = false;
      row += 1;
    } else {
      if (!insideRow || column >= columns || row >= rows)
        throw new Error(`Element outside of table row ${row}.`);
      elements[(flat ? 0 : row * columns) + column] = numberOf(argument ?? value, constants);
      column += 1;
    }
  }
  return bytesOf(elements);
}

function* tokens(body) {
  const token = new RegExp(TOKEN);
  const end = body.trimEnd().length;
  while (token.lastIndex < end) {
    const at = token.lastIndex;
    const match = token.exec(body);
    if (!match) throw new Error(`Unexpected text in a table: ${body.slice(at, at + 40).trim()}`);
    yield match.groups;
  }
}

function numberOf(text, constants) {
  const number = /^\d+$/.test(text) ? Number(text) : constants.get(text);
  if (number === undefined) throw new Error(`Unknown constant "${text}" in a table.`);
  return number;
}

function bytesOf(elements) {
  const bytes = new Uint8Array(elements.length * ELEMENT_BYTES);
  const view = new DataView(bytes.buffer);
  for (const [i, element = 0] of elements.entries()) {
    if (element > MAX_ELEMENT) throw new Error(`Table element ${element} does not fit 16 bits.`);
    view.setUint16(i * ELEMENT_BYTES, element, true);
  }
  return bytes;
}
