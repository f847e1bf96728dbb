import type { Expression } from '../../code/model.js';
import { contains } from '../../span.js';
import type { Attribute, Query } from './query.js';
import { enclosingMember } from '../scope.js';

/** Attributes that say how an item is stored, not which one it is. */
const NOT_IDENTITY: ReadonlySet<string> = new Set([
  'kSecValueData',
  'kSecAttrAccessible',
  'kSecAttrAccessControl',
]);

/**
 * A query argument rewritten without what does not identify the item, written out in place:
 * `[kSecClass as String: …, kSecAttrAccount as String: account] as CFDictionary`.
 *
 * undefined where some of it comes from elsewhere, so that its parts may mean something else here.
 */
export function identityText(query: Query, argument: Expression, text: string): string | undefined {
  const member = enclosingMember(argument);
  const attributes = [...query.attributes.values()];
  const known = attributes.every((one) => one.certain && (!member || contains(member, one.source)));
  if (!query.complete || !known) return undefined;
  const kept = attributes.filter((one) => !NOT_IDENTITY.has(one.name));
  if (kept.length === 0) return undefined;
  const indent = lineIndent(text, argument.start);
  const step = indent.includes('\t') ? '\t' : '    ';
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = kept.map((one) => `${indent}${step}${entryText(one, text)},`);
  return ['[', ...lines, `${indent}] as CFDictionary`].join(lineBreak);
}

function entryText(attribute: Attribute, text: string): string {
  const key = text.slice(attribute.key.start, attribute.key.end);
  return `${key}: ${text.slice(attribute.value.start, attribute.value.end)}`;
}

function lineIndent(text: string, at: number): string {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}
