import type { AssignNode, CallNode, Expression, MemberNode, NameNode, Node } from '../../code/model.js';
import { nodesIn } from '../../code/nodes.js';
import { ancestorsOf } from '../../code/walk.js';
import { literalText } from '../trace.js';
import { spelled } from './names.js';

/** How deep the header lies in what is logged: `config.headers.common.Authorization` in `config`. */
const DEEPEST = 3;

/**
 * Whether the same function has put an `Authorization` header into what is logged, whole or as a part of it:
 * `config.headers.Authorization = …` before `console.log(config)` or `console.log(config.headers)`.
 */
export function carriesAuthorization(node: NameNode | MemberNode): boolean {
  const name = spelled(node);
  return nodesIn(functionOrClosureAround(node), 'assign', 'call').some((inner) => {
    const holder = inner.end > node.start ? undefined : headersGiven(inner);
    return holder !== undefined && isPartOf(holder, name);
  });
}

/** The object that gets an `Authorization` header, by an assignment or by `headers.set('Authorization', …)`. */
function headersGiven(node: AssignNode | CallNode): Expression | undefined {
  if (node.kind === 'assign') {
    const { target, value } = node;
    if (value.kind === 'nil') return undefined;
    if (target.kind === 'member' && isAuthorization(target.name)) return target.object;
    const [key] = target.kind === 'index' ? target.args : [];
    return target.kind === 'index' && key && isAuthorization(literalText(key.value))
      ? target.object
      : undefined;
  }
  const { callee, args } = node;
  if (callee.kind !== 'member' || !/^(set|append)$/.test(callee.name)) return undefined;
  return args[1] && isAuthorization(literalText(args[0]?.value ?? node)) ? callee.object : undefined;
}

function isAuthorization(name: string | undefined): boolean {
  return name !== undefined && /^(proxy-)?authorization$/i.test(name);
}

function isPartOf(holder: Expression, name: string): boolean {
  const path = spelled(holder).split('.');
  const parts = name.split('.');
  return path.length - parts.length < DEEPEST && parts.every((part, at) => path[at] === part);
}

function functionOrClosureAround(node: Node): Node {
  const around = [...ancestorsOf(node)];
  return around.find(({ kind }) => kind === 'function' || kind === 'closure') ?? around.at(-1) ?? node;
}
