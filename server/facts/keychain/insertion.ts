import type { CallNode, Expression } from '../../code/model.js';
import { contains } from '../../span.js';
import type { LevelInsertion } from '../model.js';
import type { Attribute, Query } from './query.js';
import { enclosingMember } from '../scope.js';
import { bare } from '../trace.js';

/**
 * Where a query that has no level can be given one, written as its other attributes are.
 *
 * The place is before the attribute that carries the value (else the last one), so that a comment behind it
 * stays with it and the level appears only on the way to this call. Where that attribute sits in a dictionary
 * that other calls use as well (`shared`), an entry more would change what they match, and there is no place.
 */
export function insertionInto(
  query: Query,
  call: CallNode,
  argument: Expression,
  text: string,
  shared: boolean,
  name = 'kSecAttrAccessible',
): LevelInsertion | undefined {
  const member = enclosingMember(call);
  const attributes = [...query.attributes.values()].filter(
    (one) => one.certain && one.source.end <= call.end && (!member || contains(member, one.source)),
  );
  const value = query.attributes.get('kSecValueData');
  const beside = value && attributes.includes(value) ? value : attributes.at(-1);
  if (!beside) return undefined;
  if (beside.from === 'assignment') return beforeAssignment(beside, text, name);
  if (shared && bare(argument).kind !== 'dictionary') return undefined;
  return beforeEntry(beside, text, name);
}

/** `query[kSecValueData as String] = data` gets a line like it above. */
function beforeAssignment(attribute: Attribute, text: string, name: string): LevelInsertion | undefined {
  const { start, end } = attribute.source;
  const indent = indentBefore(text, start);
  const target = text.slice(start, attribute.key.start);
  const closing = /^\s*\]\s*=\s*/.exec(text.slice(attribute.key.end, end))?.[0];
  if (closing === undefined || indent === undefined) return undefined;
  return {
    at: start,
    before: `${target}${spelledKey(attribute, text, name)}${closing}`,
    after: `${lineBreak(text)}${indent}`,
  };
}

function beforeEntry(attribute: Attribute, text: string, name: string): LevelInsertion {
  const { start } = attribute.source;
  const indent = indentBefore(text, start);
  return {
    at: start,
    before: `${spelledKey(attribute, text, name)}: `,
    after: indent === undefined ? ', ' : `,${lineBreak(text)}${indent}`,
  };
}

/** The blanks before a place when nothing else stands before it on its line. */
function indentBefore(text: string, at: number): string | undefined {
  const before = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  return before.trim() === '' ? before : undefined;
}

/** A key with the conversion that the attribute beside it has. */
function spelledKey(attribute: Attribute, text: string, name: string): string {
  const source = text.slice(attribute.key.start, attribute.key.end);
  return source.replace(attribute.name, name);
}

function lineBreak(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
