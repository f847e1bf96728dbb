import type { Method, Range } from '../../syntax/objective-c/methods.js';
import { type Message, next } from '../../syntax/objective-c/messages.js';
import type { Token, Tokens } from '../../syntax/objective-c/tokens.js';
import type { StoreKey } from '../storage/storage-model.js';

/** What a stretch of code stands for, as far as it serves to name an item. */
export interface NamedKey extends StoreKey {
  /** The position of the parameter that it is made of. */
  readonly parameter?: number;
}

const UNKNOWN: StoreKey = { pieces: [], names: [] };

/** Brackets in brackets are looked into so far. */
const DEEPEST = 6;

/** Reads expressions in the text of one file. */
export class Expressions {
  /** Constants that other files can see, by name. */
  readonly constants: ReadonlyMap<string, string>;
  /** All constants and variables that are given one text when they are declared, by name. */
  private readonly texts: ReadonlyMap<string, string>;
  /** The classes of variables and properties, by name. */
  private readonly classes: ReadonlyMap<string, string>;
  private readonly given = new WeakMap<Method, ReadonlyMap<string, Range>>();

  constructor(readonly tokens: Tokens) {
    const { all, defined, partners } = tokens;
    const constants = new Map(defined.map(({ name, text }) => [name, text]));
    const texts = new Map<string, string>(constants);
    const classes = new Map<string, string>();
    let bodyEnd = -1;
    for (const [at, { kind, text }] of all.entries()) {
      const before = all[at - 1];
      if (text === '{' && at > bodyEnd) bodyEnd = partners.get(at) ?? bodyEnd;
      if (text === '=' && before?.kind === 'word' && isDeclaredText(all, at)) {
        const content = all[at + 1]?.text ?? '';
        // A name that stands for different texts in different methods stands for none.
        texts.set(before.text, texts.get(before.text) === content || !texts.has(before.text) ? content : '');
        if (at > bodyEnd && !isStatic(all, at)) constants.set(before.text, content);
      }
      if (kind === 'word' && before?.text === '*' && /^[A-Z]/.test(all[at - 2]?.text ?? ''))
        classes.set(text, all[at - 2]?.text ?? '');
    }
    this.constants = constants;
    this.texts = texts;
    this.classes = classes;
  }

  /** The word that an expression ends in, casts aside: `token` of `(NSString *)self.token`. */
  lastWord(range: Range): string | undefined {
    const { from, to } = this.withoutCasts(range);
    const last = this.tokens.all[to - 1];
    if (last?.kind === 'word') return last.text;
    return last?.text === ']' ? this.selectorOf({ from, to }) : undefined;
  }

  private selectorOf({ from, to }: Range): string | undefined {
    const words = this.tokens.all.slice(from, to).filter(({ kind }) => kind === 'word');
    return words.at(-1)?.text;
  }

  isNil(range: Range): boolean {
    const { from, to } = this.withoutCasts(range);
    return to === from + 1 && isNothing(this.tokens.all[from]);
  }

  /**
   * The class of what an expression gives, else the name of it: `NSUserDefaults` of
   * `[NSUserDefaults standardUserDefaults]`, and of a variable of that class.
   */
  classOf(range: Range, depth = 0): string | undefined {
    const { all, partners } = this.tokens;
    const { from, to } = this.withoutCasts(range);
    const first = all[from];
    if (first?.text === '[' && depth < DEEPEST) {
      return this.classOf({ from: from + 1, to: partners.get(from) ?? from }, depth + 1);
    }
    if (first?.kind !== 'word') return undefined;
    if (/^[A-Z]/.test(first.text)) return first.text;
    const end = next(
      this.tokens,
      { from: from + 1, to },
      (text, at) => !/^(\.|->)$/.test(text) && !/^(\.|->)$/.test(all[at - 1]?.text ?? ''),
    );
    const word = all[end - 1]?.kind === 'word' ? all[end - 1]?.text : first.text;
    return word === undefined ? undefined : (this.classes.get(word) ?? this.classes.get(`_${word}`) ?? word);
  }

  /** The key that an expression gives, in a method. */
  keyOf(range: Range, method: Method): NamedKey {
    const { all } = this.tokens;
    const { from, to } = this.withoutCasts(range);
    const words = all.slice(from, to);
    const [first, ...others] = words;
    if (!first) return UNKNOWN;
    const parameter = this.parameterIn(words, method);
    if (others.length === 0) {
      if (first.kind === 'text') return { pieces: [first.text], names: [] };
      if (first.kind !== 'word') return UNKNOWN;
      if (parameter !== undefined) return { ...UNKNOWN, parameter };
      const given = this.givenIn(method).get(first.text);
      const handed = given && this.parameterIn(all.slice(given.from, given.to), method);
      if (handed !== undefined) return { ...UNKNOWN, parameter: handed };
      const text = this.texts.get(first.text);
      return { pieces: text === undefined || text === '' ? [] : [text], names: [first.text] };
    }
    const pieces = piecesOf(words);
    if (pieces) return { pieces, names: [] };
    if (parameter !== undefined) return { ...UNKNOWN, parameter };
    const isPath = words.every(({ kind, text }) => kind === 'word' || text === '.' || text === '->');
    return isPath ? { pieces: [], names: [words.at(-1)?.text ?? ''] } : UNKNOWN;
  }

  /** What the variables of a method are given first, by name: `data = [value dataUsingEncoding:…]`. */
  private givenIn(method: Method): ReadonlyMap<string, Range> {
    const known = this.given.get(method);
    if (known) return known;
    const { all } = this.tokens;
    const { from, to } = method.body;
    const given = new Map<string, Range>();
    for (let at = from; at < to; at += 1) {
      const name = all[at - 1];
      const isVariable = name?.kind === 'word' && all[at - 2]?.text !== '.';
      if (all[at]?.text !== '=' || !isVariable || given.has(name.text)) continue;
      given.set(name.text, { from: at + 1, to: next(this.tokens, { from: at + 1, to }, isEndOfStatement) });
    }
    this.given.set(method, given);
    return given;
  }

  private parameterIn(words: readonly Token[], method: Method): number | undefined {
    const named = new Set(words.filter(({ kind }) => kind === 'word').map(({ text }) => text));
    const at = method.parts.findIndex(({ parameter }) => parameter !== undefined && named.has(parameter));
    return at === -1 ? undefined : at;
  }

  /** `(__bridge id)kSecAttrAccount` without what stands in brackets in front. */
  withoutCasts({ from, to }: Range): Range {
    const { all, partners } = this.tokens;
    let at = from;
    while (all[at]?.text === '(' && (partners.get(at) ?? to) < to - 1) at = (partners.get(at) ?? at) + 1;
    const close = partners.get(at);
    return all[at]?.text === '(' && close === to - 1 ? { from: at + 1, to: close } : { from: at, to };
  }
}

/** What a message reads as in one piece: its labels. */
export function labelsOf({ parts }: Message): readonly string[] {
  return parts.map(({ label }) => label);
}

export function isNothing(token: Token | undefined): boolean {
  return (
    token !== undefined &&
    (/^(nil|NULL|Nil)$/.test(token.text) || (token.kind === 'text' && token.text === ''))
  );
}

function isEndOfStatement(text: string): boolean {
  return text === ';';
}

function isEnd(token: Token | undefined): boolean {
  return token === undefined || /^[;,)\]}]$/.test(token.text);
}

/** `NSString * const kToken = @"token";`; not `self.text = @"";`, and not a variable that changes. */
function isDeclaredText(all: readonly Token[], at: number): boolean {
  const isDeclared = /^(\*|const|NSString)$/.test(all[at - 2]?.text ?? '');
  return isDeclared && all[at + 1]?.kind === 'text' && isEnd(all[at + 2]);
}

/** Whether no other file sees what is declared there. */
function isStatic(all: readonly Token[], at: number): boolean {
  return (
    all.slice(Math.max(0, at - 7), at).findLast(({ text }) => /^(static|[;}])$/.test(text))?.text === 'static'
  );
}

/** `[NSString stringWithFormat:@"%@-token", account]` and `[account stringByAppendingString:@"-token"]`. */
function piecesOf(words: readonly Token[]): readonly string[] | undefined {
  const format = words.findIndex(({ text }) => text === 'stringWithFormat' || text === 'initWithFormat');
  const given = words[format + 2];
  if (format !== -1 && given?.kind === 'text')
    return given.text.split(/%(?:\d+\$)?[-+ #0]*\d*(?:\.\d+)?(?:hh|h|ll|l|q|z|t|j)?[@a-zA-Z]/);
  const joined = words.findIndex(({ text }) => text === 'stringByAppendingString');
  const end = words[joined + 2];
  return joined !== -1 && end?.kind === 'text' ? ['', end.text] : undefined;
}
