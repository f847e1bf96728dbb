import type { CallNode, Expression } from '../code/model.js';
import type { LevelInsertion } from './model.js';
import type { Attribute, Query } from './query.js';
import { bare } from './trace.js';

/**
 * Where a query that has no level can be given one, written as its other attributes are.
 *
 * The place is behind the attribute that stands last in the text, so the level appears only on the way to the
 * call. Where that attribute sits in a dictionary that other calls use as well (`shared`), an entry more would
 * change what they match, and there is no place.
 */
export function insertionInto(
  query: Query,
  call: CallNode,
  argument: Expression,
  text: string,
  shared: boolean,
): LevelInsertion | undefined {
  const attributes = [...query.attributes.values()].filter((one) => one.certain && one.source.end <= call.end);
  const value = query.attributes.get('kSecValueData');
  const last = value && attributes.includes(value) ? value : attributes.at(-1);
  if (!last) return undefined;
  if (last.from === 'assignment') return afterAssignment(last, text);
  if (shared && bare(argument).kind !== 'dictionary') return undefined;
  return afterEntry(last, text);
}

/** `query[kSecValueData as String] = data` gets a line like it below. */
function afterAssignment(attribute: Attribute, text: string): LevelInsertion | undefined {
  const { start, end } = attribute.source;
  const source = text.slice(start, end);
  const target = source.slice(0, attribute.key.start - start);
  const key = spelledKey(attribute, text);
  const closing = /^\s*\]\s*=\s*/.exec(source.slice(attribute.key.end - start))?.[0];
  if (closing === undefined) return undefined;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const indent = text.slice(lineStart, start);
  if (indent.trim() !== '') return undefined;
  return { at: end, before: `${lineBreak(text)}${indent}${target}${key}${closing}`, after: '' };
}

function afterEntry(attribute: Attribute, text: string): LevelInsertion {
  const { start, end } = attribute.source;
  const key = spelledKey(attribute, text);
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const indent = text.slice(lineStart, start);
  const separator = indent.trim() === '' ? `,${lineBreak(text)}${indent}` : ', ';
  return { at: end, before: `${separator}${key}: `, after: '' };
}

/** `kSecAttrAccessible` with the conversion that the attribute beside it has. */
function spelledKey(attribute: Attribute, text: string): string {
  const source = text.slice(attribute.key.start, attribute.key.end);
  return source.replace(attribute.name, 'kSecAttrAccessible');
}

function lineBreak(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
