import type { Span } from '../../span.js';
import type { Range } from './methods.js';
import type { Tokens } from './tokens.js';

/** A message to an object, or a call of a C function. Its span is its name: `removeObjectForKey`. */
export interface Message extends Span {
  /** What it is sent to; undefined for a function. */
  readonly receiver?: Range;
  readonly parts: readonly MessagePart[];
  /** The place of its name among the tokens. */
  readonly at: number;
}

export interface MessagePart {
  /** For a function the name of it, and `_` from the second argument on. */
  readonly label: string;
  /** undefined: it takes nothing. */
  readonly argument?: Range;
}

/** Words with a bracket behind them that call nothing. */
const NO_FUNCTION =
  /^(if|while|for|switch|return|sizeof|typeof|catch|synchronized|autoreleasepool|__\w+|void|id)$/;

/** The messages and calls in a stretch of code, those in others behind them. */
export function messagesIn(tokens: Tokens, { from, to }: Range): readonly Message[] {
  const messages: Message[] = [];
  for (let at = from; at < to; at += 1) {
    const message = messageAt(tokens, at) ?? callAt(tokens, at);
    if (message) messages.push(message);
  }
  return messages;
}

function callAt({ all, partners }: Tokens, at: number): Message | undefined {
  const name = all[at];
  const end = all[at + 1]?.text === '(' ? partners.get(at + 1) : undefined;
  if (name?.kind !== 'word' || end === undefined || NO_FUNCTION.test(name.text)) return undefined;
  const parts: MessagePart[] = [];
  for (let from = at + 2; from < end;) {
    const to = next({ all, partners }, { from, to: end }, (text) => text === ',');
    parts.push({ label: parts.length === 0 ? name.text : '_', argument: { from, to } });
    from = to + 1;
  }
  return {
    parts: parts.length === 0 ? [{ label: name.text }] : parts,
    at,
    start: name.start,
    end: name.end,
  };
}

function messageAt(tokens: Tokens, at: number): Message | undefined {
  const { all, partners } = tokens;
  const close = all[at]?.text === '[' ? partners.get(at) : undefined;
  if (close === undefined) return undefined;
  const selector = endOfReceiver(tokens, at + 1);
  const name = all[selector];
  if (selector <= at + 1 || selector >= close || name?.kind !== 'word') return undefined;
  const parts = partsOf(tokens, { from: selector, to: close });
  if (!parts) return undefined;
  return {
    receiver: { from: at + 1, to: selector },
    parts,
    at: selector,
    start: name.start,
    end: name.end,
  };
}

/** Where the expression ends that a message is sent to. */
function endOfReceiver({ all, partners }: Tokens, from: number): number {
  let at = from;
  // `[(id)delegate signOut]`
  while (all[at]?.text === '(' && /^[[\w(]/.test(all[(partners.get(at) ?? at) + 1]?.text ?? '')) {
    at = (partners.get(at) ?? at) + 1;
    if (at === from) return at;
  }
  at = (partners.get(at) ?? at) + 1;
  for (;;) {
    const text = all[at]?.text;
    if (text === '.' || text === '->') at += 2;
    else if (text === '(') at = (partners.get(at) ?? at) + 1;
    else if (text === '[' && all[at]?.start === all[at - 1]?.end) at = (partners.get(at) ?? at) + 1;
    else return at;
  }
}

function partsOf(tokens: Tokens, { from, to }: Range): readonly MessagePart[] | undefined {
  const { all } = tokens;
  if (all[from + 1]?.text !== ':') return from + 1 === to ? [{ label: all[from]?.text ?? '' }] : undefined;
  const parts: MessagePart[] = [];
  for (let at = from; at < to;) {
    const start = at + 2;
    let choices = 0;
    at = next(tokens, { from: start, to }, (text, place) => {
      if (text === '?') choices += 1;
      // `a ? b : c` is no selector.
      else if (text === ':' && choices > 0) choices -= 1;
      return choices === 0 && all[place]?.kind === 'word' && all[place + 1]?.text === ':' && place > start;
    });
    parts.push({ label: all[start - 2]?.text ?? '', argument: { from: start, to: at } });
  }
  return parts;
}

/** The next place outside brackets where something holds, or the end. */
export function next(
  { all, partners }: Pick<Tokens, 'all' | 'partners'>,
  { from, to }: Range,
  isMet: (text: string, at: number) => boolean,
): number {
  for (let at = from; at < to; at += 1) {
    if (isMet(all[at]?.text ?? '', at)) return at;
    const close = partners.get(at);
    if (close !== undefined && close > at) at = close;
  }
  return to;
}
