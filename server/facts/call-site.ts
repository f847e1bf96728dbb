import type { Code, FunctionNode, Node } from '../code/model.js';
import { nodesIn } from '../code/nodes.js';
import { enclosing } from '../code/walk.js';
import { contains, slice, type Span } from '../span.js';
import type { CallSite, ResultOf } from './keychain/status-model.js';

/** Reads the surroundings of calls for the sake of repairs. */
export class CallSites {
  private readonly hasFoundation: boolean;
  private readonly errors: readonly StatusError[];

  constructor(private readonly code: Code) {
    const modules = code.root.statements.flatMap((node) => (node.kind === 'import' ? [node.module] : []));
    this.hasFoundation = modules.length === 0 || modules.some((module) => FOUNDATION.has(module));
    this.errors = statusErrors(code);
  }

  /** `statement` is the whole statement that `call` is the value of; both start on the same line. */
  of(statement: Node, call: Node, names: readonly string[], bound?: string): CallSite {
    const { text } = this.code;
    const lineStart = text.lastIndexOf('\n', statement.start - 1) + 1;
    const indent = /^[ \t]*/.exec(text.slice(lineStart, statement.start))?.[0] ?? '';
    const around = enclosing(statement, 'function', 'closure');
    const error = this.errorAt(call);
    return {
      statement: { start: statement.start, end: call.end },
      call: spanOf(call),
      ...(bound !== undefined && { bound }),
      free: freeName(names, slice(text, spanOf(around ?? this.code.root))),
      indent,
      step: indent.includes('\t') ? '\t' : '    ',
      lineBreak: text.includes('\r\n') ? '\r\n' : '\n',
      ...this.lineEnd(statement, call, lineStart),
      result: resultAt(statement),
      ...(error !== undefined && { error }),
      hasFoundation: this.hasFoundation,
    };
  }

  private lineEnd(statement: Node, call: Node, lineStart: number): { readonly lineEnd?: number } {
    const { text } = this.code;
    const next = text.indexOf('\n', call.end);
    const end = next === -1 ? text.length : next;
    const rest = text.slice(call.end, end).replace(/\r$/, '');
    const isAlone = text.slice(lineStart, statement.start).trim() === '' && /^\s*(\/\/.*)?$/.test(rest);
    return isAlone ? { lineEnd: call.end + rest.length } : {};
  }

  /** An error of this text that carries a status, else Foundation's. */
  private errorAt(call: Node): string | undefined {
    const own = this.errors.find(({ scope }) => contains(scope, call)) ?? this.errors[0];
    if (own) return contains(own.scope, call) ? own.short : own.full;
    return this.hasFoundation ? 'NSError(domain: NSOSStatusErrorDomain, code: Int(%))' : undefined;
  }
}

const FOUNDATION = new Set(['Foundation', 'UIKit', 'SwiftUI', 'AppKit', 'Cocoa', 'WatchKit', 'WidgetKit']);

interface StatusError {
  readonly short: string;
  readonly full: string;
  /** Where the short form is understood. */
  readonly scope: Span;
}

/** Cases with an OSStatus in the error enumerations of a text. */
function statusErrors(code: Code): readonly StatusError[] {
  const found: StatusError[] = [];
  for (const node of nodesIn(code.root, 'type')) {
    if (node.form !== 'enum' || !node.inherits.some((name) => name.endsWith('Error'))) continue;
    const match = /\bcase\s+(?:\w+\s*,\s*)*(\w+)\(\s*(?:(\w+)\s*:\s*)?OSStatus\s*\)/.exec(
      slice(code.text, spanOf(node)),
    );
    if (!match) continue;
    const [, name = '', label] = match;
    const call = `${node.name}.${name}(${label === undefined || label === '_' ? '' : `${label}: `}%)`;
    const outer = enclosing(node, 'type');
    found.push({
      short: call,
      full: outer ? `${outer.name}.${call}` : call,
      scope: spanOf(outer ?? code.root),
    });
  }
  return found;
}

/** The first of the names that a text does not use, else one with a number. */
function freeName(names: readonly string[], text: string): string {
  const numbered = Array.from({ length: 9 }, (_, index) => `${names[0] ?? 'status'}${index + 2}`);
  const all = [...names, ...numbered];
  return all.find((name) => !new RegExp(`\\b${name}\\b`).test(text)) ?? 'keychainStatus';
}

function resultAt(statement: Node): ResultOf {
  const around = enclosing(statement, 'function', 'closure', 'variable');
  if (around?.kind !== 'function') return 'nothing';
  if (enclosingCall(statement, around) === 'defer') return 'nothing';
  const { returnType = '' } = around;
  const isOptional = returnType.trim().endsWith('?');
  if (around.throws) return isOptional ? 'throwsOptional' : 'throws';
  if (around.name === 'init') return 'nothing';
  if (returnType === 'Bool') return 'bool';
  if (returnType === 'OSStatus') return 'status';
  return isOptional ? 'optional' : 'nothing';
}

/** A `do` with `catch` clauses may catch what is thrown there, but a guard that throws works in it all the same. */
function enclosingCall(statement: Node, around: FunctionNode): string | undefined {
  const call = enclosing(statement, 'call');
  return call && contains(around, call) && call.callee.kind === 'name' ? call.callee.name : undefined;
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}
