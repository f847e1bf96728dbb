import {
  applyEdits,
  findNodeAtLocation,
  type FormattingOptions,
  type JSONPath,
  modify,
  type ParseError,
  parseTree,
} from 'jsonc-parser';
import type { PolicyChange, TextEdit } from '../finding.js';
import { difference } from '../difference.js';

/** A text in which nothing can be changed, since it is not JSON. */
export class UnreadablePolicyError extends Error {}

/**
 * The edits that change a policy file; comments and the way it is written stay. Changes are made one after the other, so that of two at one path the last one counts.
 * @throws {UnreadablePolicyError} when the text is not JSON with comments
 */
export function policyEdits(text: string, changes: readonly PolicyChange[]): readonly TextEdit[] {
  const after = changedPolicy(text, changes);
  const change = difference(text, after);
  if (!change) return [];
  const { start, oldEnd, newText } = change;
  return [{ span: { start, end: oldEnd }, newText }];
}

/** The text of a policy file after changes; an empty text is a file that is not there yet. */
export function changedPolicy(text: string, changes: readonly PolicyChange[]): string {
  assertReadable(text);
  const isNew = text.trim() === '';
  const options = { formattingOptions: formattingOf(text) };
  let result = isNew ? '{}' : text;
  for (const { path, value } of changes) {
    const jsonPath = [...path];
    if (value === undefined && !isThere(result, jsonPath)) continue;
    result = applyEdits(result, modify(result, jsonPath, value, options));
  }
  return isNew && !result.endsWith('\n') ? `${result}\n` : result;
}

function isThere(text: string, path: JSONPath): boolean {
  const root = parseTree(text, [], { allowTrailingComma: true });
  return root !== undefined && findNodeAtLocation(root, path) !== undefined;
}

function assertReadable(text: string): void {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
  if (errors.length > 0 || (root && root.type !== 'object'))
    throw new UnreadablePolicyError('The policy is not JSON, so nothing can be written to it.');
}

/** Writes as the file does. */
function formattingOf(text: string): FormattingOptions {
  const indent = /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
  return {
    tabSize: indent.includes('\t') ? 4 : indent.length,
    insertSpaces: !indent.includes('\t'),
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
}
