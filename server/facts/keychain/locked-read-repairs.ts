import type {
  BinaryNode,
  CatchClause,
  IfNode,
  Node,
  SwitchCase,
  SwitchNode,
  TryNode,
} from '../../code/model.js';
import { enclosing } from '../../code/walk.js';
import type { Span } from '../../span.js';
import { lockedName, signOutIn } from './locked-names.js';
import type { LockedReadRepair } from './locked-read-model.js';

const LOCKED = 'errSecInteractionNotAllowed';

/** What tells a locked Keychain from a missing item where the code takes the one for the other. */
export class LockedReadRepairs {
  constructor(private readonly text: string) {}

  /** `try?` becomes `try` where the function throws. */
  rethrow(attempt: TryNode): LockedReadRepair | undefined {
    const around = enclosing(attempt, 'function', 'closure');
    if (around?.kind !== 'function' || !around.throws) return undefined;
    return { kind: 'rethrow', start: attempt.start, end: attempt.start + 'try?'.length, newText: 'try' };
  }

  /** Takes the locked Keychain out of a case, where others remain and a `default` takes it up. */
  otherwise(node: SwitchNode, entry: SwitchCase, locked: Span): LockedReadRepair | undefined {
    const fallback = node.cases.find(({ isDefault }) => isDefault);
    if (!fallback || signOutIn(fallback.body)) return undefined;
    const before = /,\s*$/.exec(this.text.slice(entry.start, locked.start));
    if (before) {
      return { kind: 'otherwise', start: locked.start - before[0].length, end: locked.end, newText: '' };
    }
    const behind = /^\s*,\s*/.exec(this.text.slice(locked.end, entry.end));
    return behind
      ? { kind: 'otherwise', start: locked.start, end: locked.end + behind[0].length, newText: '' }
      : undefined;
  }

  /** `status == errSecItemNotFound || status == errSecInteractionNotAllowed` without its second half. */
  alternative(condition: Node): LockedReadRepair | undefined {
    if (condition.kind !== 'binary' || condition.operator !== '||') return undefined;
    const { left, right } = condition;
    if (lockedName(right, '==') && !isChain(right)) {
      return { kind: 'keeps', start: left.end, end: right.end, newText: '' };
    }
    if (lockedName(left, '==') && !isChain(left)) {
      return { kind: 'keeps', start: left.start, end: right.start, newText: '' };
    }
    return undefined;
  }

  /** A line in front of `guard status == errSecSuccess else { … }` that leaves a function without a result. */
  before(node: IfNode, condition: Node): LockedReadRepair | undefined {
    const status = condition.kind === 'binary' && condition.left.kind === 'name' && condition.left.name;
    const indent = this.indentOf(node);
    if (status === false || indent === undefined || !returnsNothing(node)) return undefined;
    const newText = `if ${status} == ${LOCKED} { return }${this.lineBreak}${indent}`;
    return { kind: 'keeps', start: node.start, end: node.start, newText };
  }

  /** A case for the locked Keychain in front of a `default` that signs out. */
  caseBefore(entry: SwitchCase): LockedReadRepair | undefined {
    const indent = this.indentOf(entry);
    if (indent === undefined || !returnsNothing(entry.body)) return undefined;
    const newText = `case ${LOCKED}: return${this.lineBreak}${indent}`;
    return { kind: 'keeps', start: entry.start, end: entry.start, newText };
  }

  /** A clause for the locked Keychain in front of a `catch` for everything. */
  clauseBefore(clause: CatchClause, errors: ReadonlySet<string>): LockedReadRepair | undefined {
    const [error, ...others] = errors;
    if (error === undefined || others.length > 0 || !returnsNothing(clause.body)) return undefined;
    const first = clause.body.statements[0];
    const inner = first && this.indentOf(first);
    const outer = /^[ \t]*/.exec(this.text.slice(this.text.lastIndexOf('\n', clause.start - 1) + 1))?.[0];
    const body =
      inner === undefined || outer === undefined
        ? '{ return }'
        : ['{', `${inner}return`, `${outer}}`].join(this.lineBreak);
    return { kind: 'keeps', start: clause.start, end: clause.start, newText: `catch ${error} ${body} ` };
  }

  private get lineBreak(): string {
    return this.text.includes('\r\n') ? '\r\n' : '\n';
  }

  /** The indentation of something that begins its line; undefined where something stands before it. */
  private indentOf({ start }: Span): string | undefined {
    const before = this.text.slice(this.text.lastIndexOf('\n', start - 1) + 1, start);
    return before.trim() === '' ? before : undefined;
  }
}

/** `a || b` again. */
function isChain(node: Node): node is BinaryNode {
  return node.kind === 'binary' && node.operator === '||';
}

/** Whether a bare `return` may stand at a place: right in a function without a result. */
function returnsNothing(node: Node): boolean {
  const around = enclosing(node, 'function', 'closure');
  return around?.kind === 'function' && /^(Void|\(\))?$/.test(around.returnType ?? '');
}
