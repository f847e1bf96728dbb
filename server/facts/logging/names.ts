import type { Expression, MemberNode, NameNode } from '../../code/model.js';
import { wordsOf } from '../../knowledge/credentials.js';
import { bare } from '../trace.js';

/** Conversions that keep a value readable. */
const TEXT_MAKERS = /^(String|NSString|Optional|AnyHashable|Data|NSData|Substring|debugDescription)$/;
/** `String(…)`, `String.init(…)`. */
export function makesText(callee: Expression): boolean {
  if (callee.kind === 'name') return TEXT_MAKERS.test(callee.name);
  return (
    callee.kind === 'member' &&
    callee.name === 'init' &&
    callee.object !== undefined &&
    makesText(callee.object)
  );
}

/** `.accessToken`, `Keys.accessToken`, `CodingKeys.token`: cases and names of things, not their values. */
export function isConstant(node: NameNode | MemberNode): boolean {
  if (node.kind === 'name') return /^[A-Z][a-z]/.test(node.name);
  if (!node.object) return true;
  const owner = bare(node.object);
  const name = owner.kind === 'name' || owner.kind === 'member' ? owner.name : '';
  const last = wordsOf(name).at(-1) ?? '';
  return /^[A-Z]/.test(name) && (CONSTANT_HOLDERS.test(last) || /^[A-Z\d_]+$/.test(node.name));
}

const CONSTANT_HOLDERS =
  /^(keys?|constants?|headers?|fields?|params?|parameters?|names?|identifiers?|strings?|endpoints?|paths?|l10n|type|kind|event|error|errors)$/;

/** An expression as it is named to people: its names alone. */
export function spelled(node: Expression): string {
  switch (node.kind) {
    case 'name':
      return node.name;
    case 'member':
      return node.object && !isLong(node.object) ? `${spelled(node.object)}.${node.name}` : node.name;
    case 'call':
      return spelled(node.callee);
    case 'cast':
    case 'try':
    case 'await':
    case 'unary':
      return spelled(node.operand);
    case 'index':
      return spelled(node.object);
    default:
      return 'the value';
  }
}

/** A chain that would fill the message. */
function isLong(node: Expression): boolean {
  return node.end - node.start > 60;
}

/** Sign in with Apple gives both of its credentials as bytes. */
const APPLE_BYTES = /^(identityToken|authorizationCode)$/;

/** Whether a value is bytes: written out as they are, they show only how many there are. */
export function isBytes(type: string | undefined, origin: Expression, text: string): boolean {
  if (type !== undefined) return /^Data[?!]?$/.test(type);
  const name = origin.kind === 'name' || origin.kind === 'member' ? origin.name : '';
  return APPLE_BYTES.test(name) && /^\s*import AuthenticationServices\b/m.test(text);
}
