import type { Span } from '../span.js';
import { MASK } from './redact.js';

/** A source line as a terminal shows it. */
export interface Layout {
  readonly text: string;
  /** The column in `text` at which a UTF-16 offset of the source line shows. */
  columnOf(offset: number): number;
}

const TAB = 4;
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Lays out a line: masks in, tabs to the next multiple of four, control characters as visible signs. */
export function layOut(line: string, masked: readonly Span[]): Layout {
  const columns: number[] = [];
  let text = '';
  let column = 0;
  const put = (start: number, end: number, shown: string, width: number): void => {
    for (let offset = start; offset < end; offset += 1) columns[offset] = column;
    text += shown;
    column += width;
  };
  for (const { segment, index } of graphemes.segment(line)) {
    const mask = masked.find(({ start, end }) => start <= index && index < end);
    if (mask) {
      if (mask.start === index) put(index, index + 1, MASK, MASK.length);
      else columns[index] = column;
    } else if (segment === '\t') {
      const width = TAB - (column % TAB);
      put(index, index + 1, ' '.repeat(width), width);
    } else {
      put(index, index + segment.length, visible(segment), widthOf(segment));
    }
  }
  return { text, columnOf: (offset) => columnAt(columns, offset, column) };
}

/** Offsets within a character of several units, or within a mask, show where that begins or ends. */
function columnAt(columns: readonly number[], offset: number, end: number): number {
  for (let at = Math.max(0, offset); at < columns.length; at += 1) {
    const column = columns[at];
    if (column !== undefined) return column;
  }
  return end;
}

/** Text from a file may hold commands to the terminal; they are shown, not obeyed. */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, (control) => {
    const code = control.codePointAt(0) ?? 0;
    if (code < 0x20) return String.fromCodePoint(0x2400 + code);
    return code === 0x7f ? '\u2421' : '\ufffd';
  });
}

const WIDE =
  /\p{Emoji_Presentation}|\ufe0f|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u;

/** How many columns a character takes, as most terminals have it. */
function widthOf(grapheme: string): number {
  if (WIDE.test(grapheme)) return 2;
  return /^[\p{Mn}\p{Me}\u200b-\u200d\ufeff]+$/u.test(grapheme) ? 0 : 1;
}
