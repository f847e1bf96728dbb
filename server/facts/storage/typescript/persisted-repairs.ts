import type { CallNode, Code, DictionaryNode, Expression } from '../../../code/model.js';
import type { TextEdit } from '../../../finding.js';
import { contains, spanOf, type Span } from '../../../span.js';
import { bare, literalText } from '../../trace.js';
import type { PersistedState } from '../repair-model.js';
import { entryOf } from './module-calls.js';
import { withComma } from './move.js';

/** How the state that a call persists can be kept elsewhere, or a part of it not at all. */
export type Repairs = Pick<PersistedState, 'engine' | 'parts'>;

/**
 * The repairs for zustand's `persist`.
 * @param names the credentials in the state as its creator, or `partialize`, spells it out
 */
export function zustandRepairs(
  call: CallNode,
  options: DictionaryNode,
  engine: Expression,
  names: readonly string[],
  chosen: DictionaryNode | undefined,
  code: Code,
): Repairs {
  const isOwn = contains(call, options);
  const edits = chosen ? withoutEntries(chosen, names, code.text) : leftOut(call, options, names, code.text);
  return {
    ...(isOwn && contains(call, engine) && { engine: spanOf(engine) }),
    ...(isOwn && names.length > 0 && edits && { parts: [{ name: names.join(', '), edits }] }),
  };
}

/** The repairs for redux-persist, whose parts are the slices of the state. */
export function reduxRepairs(
  call: CallNode,
  config: DictionaryNode,
  slices: readonly string[],
  code: Code,
): Repairs {
  if (!isOfCall(call, config, code)) return {};
  const engine = entryOf(config, 'storage');
  const parts = slices.flatMap((name) => {
    const edits = slices.length > 1 ? withoutSlice(config, name, code.text) : undefined;
    return edits ? [{ name, edits }] : [];
  });
  return {
    // The whole state of an app is no item of the Keychain.
    ...(engine && slices.length === 1 && { engine: spanOf(engine) }),
    ...(parts.length > 0 && { parts }),
  };
}

/** The repairs for an atom of jotai, which is kept as a whole. */
export function jotaiRepairs(call: CallNode, storage: Expression, engine: Expression, code: Code): Repairs {
  return contains(call, engine) || isNamedOnce(storage, code) ? { engine: spanOf(engine) } : {};
}

/** Whether options belong to one call alone. */
function isOfCall(call: CallNode, options: DictionaryNode, code: Code): boolean {
  const given = call.args[0]?.value;
  return contains(call, options) || (given !== undefined && isNamedOnce(given, code));
}

function isNamedOnce(value: Expression, { text }: Code): boolean {
  const node = bare(value);
  if (node.kind !== 'name') return false;
  return (
    text.match(new RegExp(`(?<![\\w$])${node.name.replaceAll('$', '\\$')}(?![\\w$])`, 'g'))?.length === 2
  );
}

/** `partialize: ({ token: _token, ...rest }) => rest` among the options. */
function leftOut(
  call: CallNode,
  options: DictionaryNode,
  names: readonly string[],
  text: string,
): readonly TextEdit[] | undefined {
  const isTyped = call.parens && text.slice(call.callee.end, call.parens.start).trim() !== '';
  // A type that is given for the state would have to be given for what is kept of it, too.
  if (isTyped || options.entries.length === 0 || !names.every((name) => /^[\w$]+$/.test(name)))
    return undefined;
  const taken = names.map((name) => `${name}: _${name}`).join(', ');
  return [addedEntry(options, `partialize: ({ ${taken}, ...rest }) => rest`, text)];
}

/** One more entry of an object that has some, on a line of its own where they are. */
function addedEntry({ start, entries }: DictionaryNode, entry: string, text: string): TextEdit {
  const last = entries.at(-1) ?? { start, end: start };
  const line = /\r?\n[ \t]*$/.exec(text.slice(start, last.start))?.[0];
  // A comment behind the last entry stays there.
  const behind = /^,[ \t]*(\/\/[^\r\n]*)?(?=\r?\n)/.exec(text.slice(last.end))?.[0];
  const isBehind = line !== undefined && behind !== undefined;
  const at = last.end + (isBehind ? behind.length : 0);
  return { span: { start: at, end: at }, newText: isBehind ? `${line}${entry},` : `,${line ?? ' '}${entry}` };
}

/** The entries of what `partialize` gives back go one by one. */
function withoutEntries(
  chosen: DictionaryNode,
  names: readonly string[],
  text: string,
): readonly TextEdit[] | undefined {
  const { entries } = chosen;
  const kept = entries.filter(({ key }) => !names.includes((key && literalText(key)) ?? ''));
  if (kept.length === 0) return [{ span: spanOf(chosen), newText: '{}' }];
  if (names.length > 1) return undefined;
  const index = entries.findIndex((entry) => !kept.includes(entry));
  const removed = withComma(entries, index);
  return removed && isBare(removed, text) ? [{ span: removed, newText: '' }] : undefined;
}

/** A slice leaves the list of those that are kept, or joins those that are not. */
function withoutSlice(config: DictionaryNode, slice: string, text: string): readonly TextEdit[] | undefined {
  const whitelist = entryOf(config, 'whitelist');
  if (whitelist) {
    const list = bare(whitelist);
    if (list.kind !== 'list') return undefined;
    const removed = withComma(
      list.items,
      list.items.findIndex((item) => literalText(item) === slice),
    );
    return removed && isBare(removed, text) ? [{ span: removed, newText: '' }] : undefined;
  }
  const quote = /(["'])/.exec(text)?.[1] ?? "'";
  const named = quote + slice + quote;
  const blacklist = entryOf(config, 'blacklist');
  if (blacklist) {
    const last = blacklist.kind === 'list' ? blacklist.items.at(-1) : undefined;
    return last && [{ span: { start: last.end, end: last.end }, newText: `, ${named}` }];
  }
  return [addedEntry(config, `blacklist: [${named}]`, text)];
}

function isBare({ start, end }: Span, text: string): boolean {
  return !/\/[/*]/.test(text.slice(start, end));
}
