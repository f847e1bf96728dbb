import { findNodeAtOffset, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import * as v from 'valibot';
import type { Span } from '../span.js';
import type { PolicyProblem } from './problem.js';
import { type AnySchema, describe, membersOf, elementOf, unwrapped } from './shape.js';
import { removal, replacements } from './repairs.js';
import { POLICY_SCHEMA, type PolicyContent } from './schema.js';

/** What a policy file says. */
export interface PolicyReading {
  /** What is valid of it; what is not is as if it were not there. */
  readonly content: PolicyContent;
  /** In the order of the text. */
  readonly problems: readonly PolicyProblem[];
  /** The text as a whole cannot be read, so that nothing of it counts. */
  readonly broken: boolean;
}

/** Longer texts (in UTF-16 units) are no policy that a person wrote. */
export const LONGEST_POLICY = 256 * 1024;

/** How deep a policy may be nested; it takes five. */
const DEEPEST = 32;

const UNTIL_MENDED =
  'Until this is mended, the last policy that could be read holds, or the defaults when there was none.';

/** Reads a policy file: JSON with comments, where commas may trail. An empty one decides nothing. */
export function readPolicy(text: string): PolicyReading {
  if (text.length > LONGEST_POLICY) {
    return broken({ start: 0, end: 0 }, `A policy is no longer than ${LONGEST_POLICY / 1024} KB.`);
  }
  if (isTooDeep(text)) return broken({ start: 0, end: 0 }, 'The policy is nested too deeply.');
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
  const [error] = errors;
  if (error) {
    const span = { start: error.offset, end: error.offset + Math.max(error.length, 1) };
    return broken(span, `This is not JSON: ${reasonOf(error)}.`);
  }
  if (!root) return { content: {}, problems: [], broken: false };
  if (root.type !== 'object') return broken(spanOf(root), 'A policy is an object: { … }.');
  const reader = new Reader(text);
  const content = reader.read(root, POLICY_SCHEMA) as PolicyContent;
  const problems = reader.problems.toSorted((a, b) => a.span.start - b.span.start);
  return { content, problems, broken: false };
}

/** The members from the top of the file to an offset. */
export function pathAt(text: string, offset: number): readonly (string | number)[] {
  const root = parseTree(text, [], { allowTrailingComma: true });
  let node = root && findNodeAtOffset(root, offset);
  const path: (string | number)[] = [];
  for (; node?.parent; node = node.parent) {
    if (node.parent.type === 'array') path.unshift(node.parent.children?.indexOf(node) ?? 0);
    else if (node.type === 'property') path.unshift(String(node.children?.[0]?.value));
  }
  return path;
}

function broken(span: Span, what: string): PolicyReading {
  return {
    content: {},
    problems: [{ span, message: `${what} ${UNTIL_MENDED}`, fixes: [] }],
    broken: true,
  };
}

/** The parser calls itself for each level of nesting. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[^]*?\*\/|[[\]{}]/g)) {
    if (token === '{' || token === '[') depth += 1;
    if (token === '}' || token === ']') depth -= 1;
    if (depth > DEEPEST) return true;
  }
  return false;
}

/** `CommaExpected` becomes “comma expected”. */
function reasonOf({ error }: ParseError): string {
  return printParseErrorCode(error)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
}

function spanOf({ offset, length }: Node): Span {
  return { start: offset, end: offset + length };
}

/** Takes from a tree what its schema allows, and says what is wrong with the rest. */
class Reader {
  readonly problems: PolicyProblem[] = [];

  constructor(private readonly text: string) {}

  /** @param name the member that the value is of; undefined at the top */
  read(node: Node, wrapped: AnySchema, name?: string): unknown {
    const schema = unwrapped(wrapped);
    const members = membersOf(schema);
    if (members && node.type === 'object') return this.readMembers(node, members, name);
    const element = elementOf(schema);
    if (element && node.type === 'array') return this.readElements(node, element, name);
    const value = node.type === 'object' || node.type === 'array' ? undefined : node.value;
    const isWhole = !members && !element && node.type !== 'object' && node.type !== 'array';
    if (isWhole && v.safeParse(schema, value).success) return value;
    this.wrong(node, schema, name);
    return undefined;
  }

  private readMembers(node: Node, members: ReadonlyMap<string, AnySchema>, name?: string): object {
    const values = new Map<string, unknown>();
    for (const property of node.children ?? []) {
      const [key, value] = property.children ?? [];
      if (!key || !value) continue;
      const member = String(key.value);
      const schema = members.get(member);
      if (!schema) {
        this.unknown(property, key, [...members.keys()], name);
        continue;
      }
      if (values.has(member)) this.twice(key, member);
      values.set(member, this.read(value, schema, member));
    }
    this.missing(node, members, values);
    return Object.fromEntries(Array.from(values).filter(([, value]) => value !== undefined));
  }

  private readElements(node: Node, element: AnySchema, name?: string): readonly unknown[] {
    const values = (node.children ?? []).map((each) => this.read(each, element, name));
    return values.filter((value) => value !== undefined && isComplete(value, element));
  }

  private unknown(property: Node, key: Node, known: readonly string[], name?: string): void {
    const written = String(key.value);
    const where = name === undefined ? 'a policy' : `“${name}”`;
    const message =
      name === 'rules'
        ? `There is no rule “${shown(written)}”.`
        : `“${shown(written)}” is no member of ${where}.`;
    const fixes = [
      ...replacements(written, known, spanOf(key), (value) => `Change to “${value}”`),
      removal(this.text, property, `Remove “${shown(written)}”`),
    ];
    this.problems.push({ span: spanOf(key), message, fixes });
  }

  private wrong(node: Node, schema: AnySchema, name = 'It'): void {
    const { expected, values, nearest } = describe(schema);
    const written = node.type === 'string' ? String(node.value) : undefined;
    const message =
      written !== undefined && values.length > 0
        ? `“${shown(written)}” is no value of “${name}”: it is ${expected}.`
        : `“${name}” is ${expected}.`;
    const number = nearest(node.value);
    const fixes =
      number === undefined
        ? replacements(written ?? '', values, spanOf(node), (value) => `Change to “${value}”`)
        : [
            {
              title: `Change to ${number}`,
              safety: 'review' as const,
              preferred: true,
              edits: [{ span: spanOf(node), newText: String(number) }],
            },
          ];
    const property = node.parent?.type === 'property' ? node.parent : node;
    const remove = removal(this.text, property, `Remove “${name}”`);
    this.problems.push({ span: spanOf(node), message, fixes: node.parent ? [...fixes, remove] : fixes });
  }

  private twice(key: Node, member: string): void {
    const message = `“${shown(member)}” is given twice; the last one holds.`;
    this.problems.push({ span: spanOf(key), message, fixes: [] });
  }

  private missing(
    node: Node,
    members: ReadonlyMap<string, AnySchema>,
    values: ReadonlyMap<string, unknown>,
  ): void {
    for (const [member, schema] of members) {
      if (schema.type === 'optional' || values.has(member)) continue;
      const span = { start: node.offset, end: node.offset + 1 };
      this.problems.push({ span, message: `“${member}” is missing here.`, fixes: [] });
    }
  }
}

/** Of what lacks a member that it needs nothing counts. */
function isComplete(value: unknown, schema: AnySchema): boolean {
  return v.safeParse(schema, value).success;
}

/** What is quoted of a file is short. */
function shown(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
