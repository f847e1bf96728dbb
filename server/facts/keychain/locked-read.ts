import type {
  CallNode,
  CatchNode,
  Code,
  Expression,
  IfNode,
  Node,
  SwitchNode,
  TryNode,
} from '../../code/model.js';
import { enclosing, walk } from '../../code/walk.js';
import { endsSession } from '../../knowledge/sign-out.js';
import { slice, type Span } from '../../span.js';
import { calleeName, isKeychainRead } from './keychain-names.js';
import type { LibraryCall } from './library-calls.js';
import type { LockedRead, LockedReadRepair } from './locked-read-model.js';
import { enclosingMember, type Scopes } from '../scope.js';
import { trace } from '../trace.js';

/** Branches that sign out because a Keychain read failed. */
export function lockedReads(code: Code, scopes: Scopes, calls: readonly LibraryCall[]): LockedRead[] {
  const reads = new Set<Node>(calls.filter(({ use }) => use === 'read').map(({ node }) => node));
  const reader = new LockedReadReader(code, scopes, reads);
  const found: LockedRead[] = [];
  walk(code.root, (node) => {
    if (node.kind === 'if') found.push(...reader.branch(node));
    else if (node.kind === 'switch') found.push(...reader.switched(node));
    else if (node.kind === 'catch') found.push(...reader.caught(node));
  });
  // Whoever signs out anyway may do so for any reason.
  return found.filter(({ signOut }) => !reader.isInSignOut(signOut)).toSorted((a, b) => a.start - b.start);
}

interface SignOut extends Span {
  readonly name: string;
  readonly node: Node;
}

class LockedReadReader {
  private readonly inSignOut = new Set<number>();

  constructor(
    private readonly code: Code,
    private readonly scopes: Scopes,
    private readonly reads: ReadonlySet<Node>,
  ) {}

  isInSignOut({ start }: Span): boolean {
    return this.inSignOut.has(start);
  }

  /** `if status == errSecInteractionNotAllowed { signOut() }`, `guard let token = try? … else { signOut() }`. */
  branch(node: IfNode): LockedRead[] {
    const onFailure = node.guard ? node.else : node.then;
    return node.conditions.flatMap((condition) => {
      const locked = node.guard ? undefined : lockedName(condition, '==');
      if (locked) return this.found(locked, 'locked', onFailure);
      const attempt = this.optionalRead(condition);
      if (attempt) {
        const failed = isNilTest(condition) ? node.then : node.else;
        return this.found(attempt.span, 'any', failed, attempt.read, this.rethrow(attempt.node));
      }
      const test = this.statusTest(condition);
      if (!test || this.tellsMissing(node)) return [];
      return this.found(condition, 'any', test === '==' ? node.else : node.then, 'SecItemCopyMatching');
    });
  }

  /** `case errSecItemNotFound, errSecInteractionNotAllowed: signOut()`, or a `default` that signs out. */
  switched(node: SwitchNode): LockedRead[] {
    return node.cases.flatMap((entry) => {
      const locked = entry.patterns.map((pattern) => lockedName(pattern)).find((name) => name !== undefined);
      if (locked)
        return this.found(locked, 'locked', entry.body, undefined, this.otherwise(node, entry, locked));
      const isCatchAll = entry.isDefault && node.subject && this.isReadStatus(node.subject);
      const isHandled = node.cases.some(({ patterns }) => patterns.some((pattern) => lockedName(pattern)));
      if (!isCatchAll || isHandled) return [];
      const span = { start: entry.start, end: Math.min(entry.end, entry.start + 'default'.length) };
      return this.found(span, 'any', entry.body, 'SecItemCopyMatching');
    });
  }

  /** `catch { signOut() }` behind nothing but Keychain reads. */
  caught(node: CatchNode): LockedRead[] {
    const locked = node.clauses.flatMap((clause) => {
      const name = clause.patterns.map((pattern) => lockedName(pattern)).find((one) => one !== undefined);
      return name ? this.found(name, 'locked', clause.body) : [];
    });
    const [first] = node.clauses;
    if (locked.length > 0 || node.clauses.length !== 1 || !first || first.patterns.length > 0) return locked;
    const attempts: TryNode[] = [];
    walk(node.body, (inner) => {
      if (inner.kind === 'closure') return false;
      if (inner.kind === 'try' && inner.mode === 'try') attempts.push(inner);
      return true;
    });
    const reads = attempts.map((attempt) => this.readIn(attempt));
    const [read] = reads;
    if (!read || reads.includes(undefined)) return [];
    const span = { start: first.start, end: Math.min(first.end, first.start + 'catch'.length) };
    return this.found(span, 'any', first.body, read);
  }

  private found(
    span: Span,
    failure: LockedRead['failure'],
    branch: Node | undefined,
    read?: string,
    repair?: LockedReadRepair,
  ): LockedRead[] {
    const signOut = branch && signOutIn(branch);
    if (!signOut) return [];
    if (endsSession(enclosingMember(signOut.node)?.name ?? '')) this.inSignOut.add(signOut.start);
    return [
      {
        start: span.start,
        end: span.end,
        failure,
        ...(read !== undefined && { read }),
        signOut: { start: signOut.start, end: signOut.end },
        signOutName: signOut.name,
        ...(repair && { repair }),
      },
    ];
  }

  private optionalRead(condition: Node): { node: TryNode; span: Span; read: string } | undefined {
    let attempt: TryNode | undefined;
    walk(condition, (node) => {
      if (node.kind === 'closure') return false;
      if (node.kind === 'try' && node.mode === 'try?') attempt = node;
      return true;
    });
    const read = attempt && this.readIn(attempt);
    if (!attempt || read === undefined) return undefined;
    return { node: attempt, span: { start: attempt.start, end: attempt.end }, read };
  }

  /** What a `try` reads from the Keychain, as written. */
  private readIn({ operand }: TryNode): string | undefined {
    const node = operand.kind === 'await' ? operand.operand : operand;
    const isRead = this.reads.has(node) || (node.kind === 'call' && isKeychainRead(node));
    if (!isRead) return undefined;
    return node.kind === 'call'
      ? slice(this.code.text, spanOf(node.callee))
      : slice(this.code.text, spanOf(node));
  }

  /** A comparison of the status of a read with success. */
  private statusTest(condition: Node): '==' | '!=' | undefined {
    if (condition.kind !== 'binary') return undefined;
    const { operator, left, right } = condition;
    if (operator !== '==' && operator !== '!=') return undefined;
    const isSuccess = right.kind === 'name' && /^(errSecSuccess|noErr)$/.test(right.name);
    return isSuccess && this.isReadStatus(left) ? operator : undefined;
  }

  private isReadStatus(expression: Expression): boolean {
    const { node } = trace(expression, this.scopes);
    return node.kind === 'call' && calleeName(node) === 'SecItemCopyMatching';
  }

  /** Whether the function looks for a missing item, or for a locked Keychain, before. */
  private tellsMissing(place: Node): boolean {
    const member = enclosingMember(place);
    let tells = false;
    if (member) {
      walk(member, (node) => {
        if (node.kind === 'name' && /^errSec(ItemNotFound|InteractionNotAllowed)$/.test(node.name))
          tells = true;
      });
    }
    return tells;
  }

  private rethrow(attempt: TryNode): LockedReadRepair | undefined {
    const around = enclosing(attempt, 'function', 'closure');
    if (around?.kind !== 'function' || !around.throws) return undefined;
    return { kind: 'rethrow', start: attempt.start, end: attempt.start + 'try?'.length, newText: 'try' };
  }

  /** Takes the locked Keychain out of a case, where others remain and a `default` takes it up. */
  private otherwise(
    node: SwitchNode,
    entry: SwitchNode['cases'][number],
    locked: Span,
  ): LockedReadRepair | undefined {
    const fallback = node.cases.find(({ isDefault }) => isDefault);
    if (!fallback || signOutIn(fallback.body)) return undefined;
    const { text } = this.code;
    const before = /,\s*$/.exec(text.slice(entry.start, locked.start));
    if (before) {
      return { kind: 'otherwise', start: locked.start - before[0].length, end: locked.end, newText: '' };
    }
    const behind = /^\s*,\s*/.exec(text.slice(locked.end, entry.end));
    return behind
      ? { kind: 'otherwise', start: locked.start, end: locked.end + behind[0].length, newText: '' }
      : undefined;
  }
}

/** The name of the locked Keychain in a pattern or, with an operator, in a comparison (or a part of an `||`). */
function lockedName(node: Node, operator?: '=='): Span | undefined {
  if (operator && node.kind === 'binary') {
    if (node.operator === '||') return lockedName(node.left, operator) ?? lockedName(node.right, operator);
    return node.operator === operator ? (lockedName(node.left) ?? lockedName(node.right)) : undefined;
  }
  if (operator && node.kind !== 'binary') return undefined;
  let found: Span | undefined;
  walk(node, (inner) => {
    const isLocked =
      (inner.kind === 'name' && inner.name === 'errSecInteractionNotAllowed') ||
      (inner.kind === 'unary' &&
        inner.operator === '-' &&
        inner.operand.kind === 'number' &&
        inner.operand.text === '25308');
    if (isLocked) found ??= spanOf(inner);
  });
  return found;
}

function isNilTest(condition: Node): boolean {
  return condition.kind === 'binary' && condition.operator === '==' && condition.right.kind === 'nil';
}

/** The first call that signs out. */
function signOutIn(branch: Node): SignOut | undefined {
  let found: SignOut | undefined;
  walk(branch, (node) => {
    if (node.kind === 'function' || found) return false;
    const name = node.kind === 'call' ? calleeName(node) : undefined;
    if (node.kind === 'call' && name !== undefined && endsSession(name)) {
      found = { ...nameSpanOf(node), name, node };
    }
    return true;
  });
  return found;
}

function nameSpanOf({ callee }: CallNode): Span {
  return callee.kind === 'member' ? callee.nameSpan : spanOf(callee);
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}
