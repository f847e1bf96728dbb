import type { CallNode, CatchNode, Code, Node } from '../../../code/model.js';
import { nodesIn } from '../../../code/nodes.js';
import { walk } from '../../../code/walk.js';
import { endsSession } from '../../../knowledge/sign-out.js';
import { slice, spanOf } from '../../../span.js';
import type { Modules } from '../../modules.js';
import { enclosingMember, type Scopes } from '../../scope.js';
import type { StoreCall } from '../../storage/typescript/module-calls.js';
import { importedFrom } from '../../storage/typescript/passed-on.js';
import { calleeName } from '../keychain-names.js';
import type { LockedRead } from '../locked-read-model.js';

/** `catch` clauses that sign out because a read of the Keychain failed. */
export function lockedModuleReads(
  calls: readonly StoreCall[],
  code: Code,
  scopes: Scopes,
  modules: Modules,
  file: string,
): LockedRead[] {
  const reads = new Set<Node>(
    calls.flatMap(({ library, call, node }) =>
      library.store === 'keychain' && call.use === 'read' ? [node] : [],
    ),
  );
  return nodesIn(code.root, 'catch').flatMap((node) => caught(node, reads, code, scopes, modules, file));
}

function caught(
  node: CatchNode,
  reads: ReadonlySet<Node>,
  code: Code,
  scopes: Scopes,
  modules: Modules,
  file: string,
): LockedRead[] {
  const [clause] = node.clauses;
  const waited = awaitedIn(node.body);
  const signOut = clause && signOutIn(clause.body);
  const [first] = waited;
  // Whatever else is waited for may have failed as well.
  if (!clause || !first || !signOut || waited.length > 1) return [];
  if (endsSession(enclosingMember(signOut)?.name ?? '')) return [];
  const isRead = reads.has(first);
  const name = calleeName(first);
  if (!isRead && (name === undefined || !/^(get|read|load|fetch|restore|retrieve)/i.test(name))) return [];
  const declaration =
    first.callee.kind === 'name' ? scopes.resolve(first.callee.name, first.callee) : undefined;
  const member = modules.member(first.callee);
  return [
    {
      start: clause.start,
      end: Math.min(clause.end, clause.start + 'catch'.length),
      failure: 'any',
      read: slice(code.text, spanOf(first.callee)),
      signOut: spanOf(signOut.callee.kind === 'member' ? signOut.callee.nameSpan : signOut.callee),
      signOutName: calleeName(signOut) ?? '',
      ...(!isRead && {
        reader: {
          name: name ?? '',
          from: member && !declaration ? importedFrom(member, file) : { module: '', file },
        },
      }),
    },
  ];
}

/** The calls that a body waits for, not in functions of its own. */
function awaitedIn(body: Node): readonly CallNode[] {
  const found: CallNode[] = [];
  walk(body, (node) => {
    if (node.kind === 'closure' || node.kind === 'function') return false;
    if (node.kind === 'await' && node.operand.kind === 'call') found.push(node.operand);
    return true;
  });
  return found;
}

function signOutIn(branch: Node): CallNode | undefined {
  let found: CallNode | undefined;
  walk(branch, (node) => {
    if (node.kind === 'function' || node.kind === 'closure' || found) return false;
    if (node.kind === 'call' && endsSession(calleeName(node) ?? '')) found = node;
    return true;
  });
  return found;
}
