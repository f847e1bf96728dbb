import type { Dice } from './random.js';

/** A replacement of a stretch of a text; offsets are UTF-16 code units. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export function applied(text: string, { start, end, text: inserted }: Replacement): string {
  return text.slice(0, start) + inserted + text.slice(end);
}

/** What undoes a replacement made in a text. */
export function inverse(text: string, { start, end, text: inserted }: Replacement): Replacement {
  return { start, end: start + inserted.length, text: text.slice(start, end) };
}

/** The nearest edit that the protocol can express: no position lies within the line end of Windows. */
export function between(text: string, { start, end, text: inserted }: Replacement): Replacement {
  const outside = (offset: number): number =>
    text[offset - 1] === '\r' && text[offset] === '\n' ? offset - 1 : offset;
  return { start: outside(start), end: outside(end), text: inserted };
}

const MEGABYTE = 1024 * 1024;

/** What people and programs put into a text, from the plausible to the absurd. */
const PIECES: readonly string[] = [
  ...'(){}[]<>"\'`\\/*#@!?.,:;=&|$~^%'.split(''),
  '"""',
  '#"',
  '"#',
  '/*',
  '*/',
  '//',
  '\\(',
  '${',
  '`',
  '=>',
  '->',
  '?.',
  '??',
  '\n',
  '\r\n',
  '\r',
  '\t',
  ' ',
  '\u00a0',
  '\u2028',
  '🔑',
  '👩‍👩‍👧',
  'e\u0301',
  '\u202e',
  '\ufeff',
  '\ud83d',
  '\udd11',
  '\0',
  '#if os(tvOS)\n',
  '#else\n',
  '#endif\n',
  '#if DEBUG\n',
  'func signOut() {',
  'class Store {',
  'async ',
  'await ',
  'try? ',
  'guard let ',
  'return ',
  'let token = ',
  'kSecAttrAccessibleAlways',
  'kSecValueData as String: ',
  'SecItemAdd(query as CFDictionary, nil)',
  'UserDefaults.standard.set(accessToken, forKey: "token")',
  'print(accessToken)',
  '// sessionlint-disable-next-line ',
  '// sessionlint-disable-file\n',
  'const { token } = ',
  'AsyncStorage.setItem("token", token)',
  'console.log(token)',
  '<View>',
  '</View>',
];

/** The next edit of a text, of the kinds that people make: typing, deleting, pasting, moving, converting. */
export function randomEdit(text: string, dice: Dice, texts: readonly string[]): Replacement {
  const at = dice.below(text.length + 1);
  const roll = dice.fraction();
  if (roll < 0.3) return insertion(at, dice.of(PIECES));
  if (roll < 0.5) return { start: at, end: Math.min(text.length, at + 1 + dice.below(4)), text: '' };
  if (roll < 0.65) return cutToken(text, at, dice);
  if (roll < 0.75) return { start: at, end: Math.min(text.length, at + dice.below(200)), text: '' };
  if (roll < 0.87) return insertion(at, stretch(dice.of(texts), dice));
  if (roll < 0.92) return duplicateLine(text, at);
  if (roll < 0.95) return { start: 0, end: text.length, text: otherLineEnds(text) };
  if (roll < 0.98) return { start: 0, end: text.length, text: dice.of(texts) };
  return insertion(at, binary(dice));
}

/** A paste of about a megabyte, and what takes it out again. */
export function hugePaste(text: string, dice: Dice, texts: readonly string[]): Replacement {
  const unit = `${dice.of(texts)}\n`;
  return insertion(dice.below(text.length + 1), unit.repeat(Math.ceil(MEGABYTE / unit.length)));
}

function insertion(at: number, text: string): Replacement {
  return { start: at, end: at, text };
}

/** Deletes half a word, as a backspace that is held does. */
function cutToken(text: string, at: number, dice: Dice): Replacement {
  let start = at;
  while (start > 0 && /\w/.test(text[start - 1] ?? '')) start -= 1;
  return { start: start + dice.below(at - start + 1), end: at, text: '' };
}

function duplicateLine(text: string, at: number): Replacement {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const end = text.indexOf('\n', at);
  return insertion(start, text.slice(start, end === -1 ? text.length : end + 1));
}

function otherLineEnds(text: string): string {
  return text.includes('\r\n') ? text.replace(/\r\n/g, '\n') : text.replace(/\n/g, '\r\n');
}

function stretch(text: string, dice: Dice): string {
  const start = dice.below(text.length);
  return text.slice(start, start + dice.below(400));
}

function binary(dice: Dice): string {
  return Array.from({ length: 1 + dice.below(40) }, () => String.fromCharCode(dice.below(0x10000))).join('');
}
