import type { Span } from '../../span.js';
import type { Token, Tokens } from './tokens.js';

/** Some of a text's tokens, by their places: from one up to another, which is no part of it. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** A part of a selector with what stands behind it: `forKey:(NSString *)key`. */
export interface SelectorPart {
  readonly label: string;
  readonly parameter?: string;
}

/** A method or a C function with its body. Its span is its name. */
export interface Method extends Span {
  /** The class; undefined for a C function. */
  readonly type?: string;
  readonly isStatic: boolean;
  readonly parts: readonly SelectorPart[];
  /** What React Native calls it, when it is exported to JavaScript. */
  readonly exportedAs?: string;
  readonly body: Range;
}

/** Macros of React Native, by the number of arguments in front of the selector. */
const EXPORTS: Readonly<Record<string, number>> = {
  RCT_EXPORT_METHOD: 0,
  RCT_EXPORT_BLOCKING_SYNCHRONOUS_METHOD: 0,
  RCT_REMAP_METHOD: 1,
  RCT_REMAP_BLOCKING_SYNCHRONOUS_METHOD: 2,
};

/** The methods that a text implements, and its C functions. */
export function methodsIn(tokens: Tokens): readonly Method[] {
  return new MethodReader(tokens).read();
}

class MethodReader {
  private readonly methods: Method[] = [];
  private type: string | undefined;

  constructor(private readonly tokens: Tokens) {}

  read(): readonly Method[] {
    const { all, partners } = this.tokens;
    for (let at = 0; at < all.length; at += 1) {
      const text = all[at]?.text ?? '';
      if (text === '@implementation') this.type = all[at + 1]?.text;
      else if (text === '@end') this.type = undefined;
      else if (text === '-' || text === '+') at = this.method(at + 1, { isStatic: text === '+' }) ?? at;
      else if (Object.hasOwn(EXPORTS, text)) at = this.exported(at) ?? at;
      else if (text === '(') at = this.functionAt(at) ?? partners.get(at) ?? at;
      else if (text === '{' || text === '@{' || text === '[') at = partners.get(at) ?? at;
    }
    return this.methods;
  }

  /** @returns the end of its body; undefined when there is none */
  private method(
    from: number,
    { isStatic, end = this.tokens.all.length, exportedAs }: MethodSort,
  ): number | undefined {
    const { all, partners } = this.tokens;
    const parts: SelectorPart[] = [];
    let at = all[from]?.text === '(' ? (partners.get(from) ?? from) + 1 : from;
    const name = all[at];
    if (name?.kind !== 'word') return undefined;
    while (at < end && all[at]?.kind === 'word') {
      const label = all[at]?.text ?? '';
      if (all[at + 1]?.text !== ':') {
        if (parts.length === 0) parts.push({ label });
        at += 1;
        break;
      }
      at += 2;
      if (all[at]?.text === '(') at = (partners.get(at) ?? at) + 1;
      while (all[at]?.text.startsWith('__')) at += 1;
      parts.push({ label, parameter: all[at]?.text ?? '' });
      at += 1;
    }
    if (all[end]?.text === ')') at = end + 1;
    while (all[at] && /^(__|\(|\))/.test(all[at]?.text ?? '')) at += 1;
    const close = partners.get(at);
    if (all[at]?.text !== '{' || close === undefined) return undefined;
    this.methods.push({
      ...(this.type !== undefined && { type: this.type }),
      isStatic,
      parts,
      ...(exportedAs !== undefined && { exportedAs: exportedAs(parts) }),
      body: { from: at + 1, to: close },
      start: name.start,
      end: name.end,
    });
    return close;
  }

  /** `RCT_EXPORT_METHOD(clear:(NSString *)key …) { … }`, which JavaScript knows as `clear`. */
  private exported(at: number): number | undefined {
    const { all, partners } = this.tokens;
    const before = EXPORTS[all[at]?.text ?? ''] ?? 0;
    const end = partners.get(at + 1);
    if (all[at + 1]?.text !== '(' || end === undefined) return undefined;
    let from = at + 2;
    for (let left = before; left > 0 && from < end; from += 1) if (all[from]?.text === ',') left -= 1;
    const given = before > 0 ? all[at + 2]?.text : undefined;
    const exportedAs = (parts: readonly SelectorPart[]): string => given ?? parts[0]?.label ?? '';
    return this.method(from, { isStatic: false, end, exportedAs });
  }

  /** @param at the bracket before the parameters */
  private functionAt(at: number): number | undefined {
    const { all, partners } = this.tokens;
    const name = all[at - 1];
    const close = partners.get(at);
    if (name?.kind !== 'word' || close === undefined || all[close + 1]?.text !== '{') return undefined;
    const end = partners.get(close + 1);
    if (end === undefined) return undefined;
    const parameters = namesIn(all.slice(at + 1, close));
    this.methods.push({
      isStatic: true,
      parts:
        parameters.length === 0
          ? [{ label: name.text }]
          : parameters.map((parameter, index) => ({ label: index === 0 ? name.text : '_', parameter })),
      body: { from: close + 2, to: end },
      start: name.start,
      end: name.end,
    });
    return end;
  }
}

interface MethodSort {
  readonly isStatic: boolean;
  /** Where the selector ends at the latest. */
  readonly end?: number;
  readonly exportedAs?: (parts: readonly SelectorPart[]) => string;
}

/** The names of a C function's parameters: the last word before each comma. */
function namesIn(parameters: readonly Token[]): readonly string[] {
  const names: string[] = [];
  for (const [index, { kind, text }] of parameters.entries()) {
    const next = parameters[index + 1]?.text;
    if (kind === 'word' && text !== 'void' && (next === ',' || next === undefined)) names.push(text);
  }
  return names;
}
