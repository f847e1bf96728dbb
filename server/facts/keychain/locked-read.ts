import type { CatchNode, Code, Expression, IfNode, Node, SwitchNode, TryNode } from '../../code/model.js';
import { nodesIn } from '../../code/nodes.js';
import { walk } from '../../code/walk.js';
import { endsSession } from '../../knowledge/sign-out.js';
import { slice, type Span } from '../../span.js';
import { calleeName, isKeychainRead } from './keychain-names.js';
import type { LibraryCall } from './library-calls.js';
import type { LockedRead, LockedReadRepair } from './locked-read-model.js';
import { LockedReadRepairs } from './locked-read-repairs.js';
import { lockedName, signOutIn, spanOf } from './locked-names.js';
import { enclosingMember, type Scopes } from '../scope.js';
import { trace } from '../trace.js';

/** Branches that sign out because a Keychain read failed. */
export function lockedReads(code: Code, scopes: Scopes, calls: readonly LibraryCall[]): LockedRead[] {
  const reads = new Set<Node>(calls.filter(({ use }) => use === 'read').map(({ node }) => node));
  const errors = calls.flatMap(({ store }) => store.library.lockedError ?? []);
  const reader = new LockedReadReader(code, scopes, reads, new Set(errors));
  const found: LockedRead[] = [];
  for (const node of nodesIn(code.root, 'if', 'switch', 'catch')) {
    if (node.kind === 'if') found.push(...reader.branch(node));
    else if (node.kind === 'switch') found.push(...reader.switched(node));
    else found.push(...reader.caught(node));
  }
  // Whoever signs out anyway may do so for any reason.
  return found.filter(({ signOut }) => !reader.isInSignOut(signOut)).toSorted((a, b) => a.start - b.start);
}

class LockedReadReader {
  private readonly inSignOut = new Set<number>();
  private readonly repairs: LockedReadRepairs;

  constructor(
    private readonly code: Code,
    private readonly scopes: Scopes,
    private readonly reads: ReadonlySet<Node>,
    /** The errors by which the libraries in use say that the Keychain is locked. */
    private readonly lockedErrors: ReadonlySet<string>,
  ) {
    this.repairs = new LockedReadRepairs(code.text);
  }

  isInSignOut({ start }: Span): boolean {
    return this.inSignOut.has(start);
  }

  /** `if status == errSecInteractionNotAllowed { signOut() }`, `guard let token = try? … else { signOut() }`. */
  branch(node: IfNode): LockedRead[] {
    const onFailure = node.guard ? node.else : node.then;
    return node.conditions.flatMap((condition) => {
      const locked = node.guard ? undefined : lockedName(condition, '==');
      if (locked)
        return this.found(locked, 'locked', onFailure, undefined, this.repairs.alternative(condition));
      const attempt = this.optionalRead(condition);
      if (attempt) {
        const failed = isNilTest(condition) ? node.then : node.else;
        return this.found(attempt.span, 'any', failed, attempt.read, this.repairs.rethrow(attempt.node));
      }
      const test = this.statusTest(condition);
      if (!test || this.tellsMissing(node)) return [];
      const failed = test === '==' ? node.else : node.then;
      return this.found(
        condition,
        'any',
        failed,
        'SecItemCopyMatching',
        this.repairs.before(node, condition),
      );
    });
  }

  /** `case errSecItemNotFound, errSecInteractionNotAllowed: signOut()`, or a `default` that signs out. */
  switched(node: SwitchNode): LockedRead[] {
    return node.cases.flatMap((entry) => {
      const locked = entry.patterns.map((pattern) => lockedName(pattern)).find((name) => name !== undefined);
      if (locked)
        return this.found(
          locked,
          'locked',
          entry.body,
          undefined,
          this.repairs.otherwise(node, entry, locked),
        );
      const isCatchAll = entry.isDefault && node.subject && this.isReadStatus(node.subject);
      const isHandled = node.cases.some(({ patterns }) => patterns.some((pattern) => lockedName(pattern)));
      if (!isCatchAll || isHandled) return [];
      const span = { start: entry.start, end: Math.min(entry.end, entry.start + 'default'.length) };
      return this.found(span, 'any', entry.body, 'SecItemCopyMatching', this.repairs.caseBefore(entry));
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
    return this.found(span, 'any', first.body, read, this.repairs.clauseBefore(first, this.lockedErrors));
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
}

function isNilTest(condition: Node): boolean {
  return condition.kind === 'binary' && condition.operator === '==' && condition.right.kind === 'nil';
}
