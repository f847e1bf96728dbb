import type { Expression, MemberNode, NameNode } from '../../code/model.js';
import { ancestorsOf, walk } from '../../code/walk.js';
import { wordsOf, type CredentialKind } from '../../knowledge/credentials.js';

/** A credential that a request or a response carries along. */
export interface RequestPart {
  readonly kind: CredentialKind;
  readonly holds: string;
}

/** Signs that the requests of a file are authorized. */
const AUTHORIZES = /"Bearer |"Basic |"Authorization"|\.authorization\b|bearerToken:/;

/** `request.allHTTPHeaderFields` where the file authorizes requests, `HTTPCookieStorage.shared.cookies`. */
export function kindOfRequestPart(node: NameNode | MemberNode, text: string): RequestPart | undefined {
  if (node.kind !== 'member') return undefined;
  if (node.name === 'allHTTPHeaderFields') {
    return AUTHORIZES.test(text) ? { kind: 'accessToken', holds: 'Authorization' } : undefined;
  }
  const storage = node.object?.kind === 'member' ? node.object.object : undefined;
  if (node.name === 'cookies' && storage?.kind === 'name' && storage.name === 'HTTPCookieStorage') {
    return { kind: 'sessionId', holds: 'cookies' };
  }
  return undefined;
}

/** Names of functions that get tokens: `login`, `refreshToken`, `exchangeCode`. */
const GETS_TOKENS =
  /^(log ?in|sign ?in|authenticate|(re ?fresh|renew|exchange|fetch|request|get) (access |auth |id |oauth |the )?tokens?|exchange (auth(orization)? )?code)\b/;
const BODIES =
  /^(json|response string|response body|body|response json|response data|body string|json string|result string)$/;
const FAILURE = /err|fail|invalid|unable|unexpected|could|status|wrong|denied|not /i;

/**
 * The body of the answer that a sign-in or a refresh gets, unless the code around it deals with a failure:
 * `print(String(data: data, encoding: .utf8)!)` in `func login`.
 */
export function isTokenAnswer(node: Expression): boolean {
  let asks = false;
  for (const up of ancestorsOf(node)) {
    if (up.kind === 'text' && up.parts.some((part) => typeof part === 'string' && FAILURE.test(part)))
      return false;
    if (up.kind === 'catch' || (up.kind === 'if' && (up.guard || tells(up.conditions)))) return false;
    if (up.kind === 'function') asks ||= GETS_TOKENS.test(wordsOf(up.name).join(' '));
  }
  return asks && isBody(node);
}

function tells(conditions: readonly Parameters<typeof walk>[0][]): boolean {
  let found = false;
  for (const condition of conditions) {
    walk(condition, (inner) => {
      if ((inner.kind === 'name' || inner.kind === 'member') && FAILURE.test(inner.name)) found = true;
    });
  }
  return found;
}

function isBody(node: Expression): boolean {
  if (node.kind === 'name') return BODIES.test(wordsOf(node.name).join(' '));
  if (node.kind !== 'call' || node.callee.kind !== 'name' || node.callee.name !== 'String') return false;
  const [first] = node.args;
  return first?.label === 'data' && first.value.kind === 'name' && /data|body/i.test(first.value.name);
}
