import type { Expression, MemberNode, NameNode, Node } from '../../code/model.js';
import { nodesIn } from '../../code/nodes.js';
import { ancestorsOf, walk } from '../../code/walk.js';
import { kindOfSecretName } from '../../knowledge/containers.js';
import { wordsOf, type CredentialKind } from '../../knowledge/credentials.js';
import { contains } from '../../span.js';
import { enclosingMember, type Scopes } from '../scope.js';
import { declarationOf } from '../trace.js';

/** The kind of a value whose own name says nothing, from what the function around it does with it. */
export function kindOfUse(
  node: NameNode | MemberNode,
  scopes: Scopes,
  text: string,
): CredentialKind | undefined {
  return (node.kind === 'name' ? kindOfNewValue(node, scopes) : undefined) ?? kindOfSignIn(node, text);
}

const NEUTRAL = new Set('value val string text newValue oldValue data new object'.split(' '));
const SETTERS = new Set('set save store update write persist put'.split(' '));

/** `value` in `func setToken(_ value: String)`, `newValue` in the setter of `accessToken`. */
function kindOfNewValue(node: NameNode, scopes: Scopes): CredentialKind | undefined {
  if (!NEUTRAL.has(node.name)) return undefined;
  const member = enclosingMember(node);
  if (member?.kind === 'variable') {
    return /^(newValue|oldValue)$/.test(node.name) ? kindOfSecretName(member.name) : undefined;
  }
  const declaration = declarationOf(node, scopes);
  if (declaration?.kind !== 'parameter' || declaration.owner !== member) return undefined;
  const label = declaration.parameter.label;
  const [verb = '', ...rest] = wordsOf(member.name);
  if (label !== undefined && label !== node.name && kindOfSecretName(label)) return kindOfSecretName(label);
  return SETTERS.has(verb) ? kindOfSecretName(rest.join(' ')) : undefined;
}

/** What was last assigned to a variable before a use, in the same function. */
export function lastAssigned(node: Expression): readonly Expression[] {
  if (node.kind !== 'name') return [];
  const last = nodesIn(functionAround(node), 'assign').findLast(
    (inner) =>
      inner.end <= node.start &&
      inner.target.kind === 'name' &&
      inner.target.name === node.name &&
      !contains(inner, node),
  );
  return last ? [last.value] : [];
}

/** The function around a node, or the whole text. */
function functionAround(node: Expression): Node {
  const around = [...ancestorsOf(node)];
  return around.find((up) => up.kind === 'function') ?? around.at(-1) ?? node;
}

const SIGNS_IN = /auth|login|logIn|signIn|session/i;
const CREDENTIAL_LABEL = /^(token|authToken|accessToken|password|secret|credential)$/;

/** What the same function signs in with: `authenticate(username: name, token: answer.syncToken)`. */
function kindOfSignIn(node: NameNode | MemberNode, text: string): CredentialKind | undefined {
  if (!/token|code|secret|key|pass/i.test(node.name)) return undefined;
  const spelling = text.slice(node.start, node.end);
  let kind: CredentialKind | undefined;
  walk(functionAround(node), (inner) => {
    if (kind || inner.kind !== 'call' || (inner.callee.kind !== 'name' && inner.callee.kind !== 'member'))
      return;
    if (!SIGNS_IN.test(inner.callee.name)) return;
    const given = inner.args.find(({ value }) => text.slice(value.start, value.end) === spelling);
    if (given?.label !== undefined && CREDENTIAL_LABEL.test(given.label))
      kind = kindOfSecretName(given.label);
  });
  return kind;
}
