import type { CallNode, Expression } from '../../code/model.js';
import { ancestorsOf } from '../../code/walk.js';
import { holdsPerson } from '../../knowledge/clears.js';
import { wordsOf } from '../../knowledge/credentials.js';
import { isOtherService } from '../../knowledge/sign-out.js';
import { bare, declarationOf, literalText } from '../trace.js';
import type { Scopes } from '../scope.js';

/** Chains of names and promises longer than this exist only in cycles. */
const MOST_HOPS = 6;

/** Parts of an answer that hold what the server has sent. */
const BODY = /^(data|body|json|result|response|payload|tokens?)$/;

/** Requests that are answered with credentials, by the words of their function or path. */
const SIGNS_IN =
  /\b(log ?in|sign ?in|oauth|authenticate|refresh|exchange code|(get|fetch|request|create|issue) (access |auth |id )?tokens?|(access|auth|oauth|o auth) tokens?)\b/;
/** And those beside them that are not: the device is unlocked, or the page to sign in on is asked for. */
const OTHERS =
  /\b(set|store|save|put|without|with out|log ?out|sign ?out|push|device|fcm|apns|notification|forgot|reset|verify|authenticate async|biometrics?|fingerprint|sign in with o ?auth|sign in with otp|valid|validate|check|revoke|delete|remove|update|register|csrf|captcha|list|price|prices|balance|wallet|nft)\b/;

/**
 * Whether a value is the answer, or the body of the answer, that a sign-in or a refresh has got:
 * `response.data` of `const response = await axios.post('/login', …)`.
 */
export function isSignInAnswer(node: Expression, scopes: Scopes): boolean {
  // What a failure holds is another thing.
  if (
    [...ancestorsOf(node)].some(
      (up) =>
        up.kind === 'catch' &&
        up.clauses.some((clause) => clause.start <= node.start && node.end <= clause.end),
    )
  )
    return false;
  const call = callBehind(node, scopes, 0);
  // `const user = await login(name, password)` is handed who it is, without the tokens.
  if (!call || (node.kind === 'name' && holdsPerson(node.name))) return false;
  const receiver = call.callee.kind === 'member' ? call.callee.object : undefined;
  if (receiver?.kind === 'name' && isOtherService(receiver.name)) return false;
  const asked = askedBy(call);
  return SIGNS_IN.test(asked) && !OTHERS.test(asked);
}

/** The call whose result a value is, through `await`, `.json()`, `.then(…)` and members that hold the body. */
function callBehind(expression: Expression, scopes: Scopes, hops: number): CallNode | undefined {
  const node = bare(expression);
  if (hops > MOST_HOPS) return undefined;
  if (node.kind === 'member')
    return node.object && BODY.test(node.name) ? callBehind(node.object, scopes, hops + 1) : undefined;
  if (node.kind === 'call') {
    const { callee } = node;
    if (callee.kind !== 'member' || !callee.object) return node;
    return /^(json|text|then|unwrap)$/.test(callee.name) ? callBehind(callee.object, scopes, hops + 1) : node;
  }
  if (node.kind !== 'name') return undefined;
  const declaration = declarationOf(node, scopes);
  if (declaration?.kind === 'variable')
    return declaration.value ? callBehind(declaration.value, scopes, hops + 1) : undefined;
  return declaration?.kind === 'parameter' ? promiseOf(declaration.owner, scopes, hops) : undefined;
}

/** `.then((response) => …)`: what the parameter stands for. */
function promiseOf(
  owner: Expression | { kind: 'function' },
  scopes: Scopes,
  hops: number,
): CallNode | undefined {
  const call = owner.kind === 'closure' ? owner.parent : undefined;
  if (call?.kind !== 'call' || call.callee.kind !== 'member' || call.callee.name !== 'then') return undefined;
  if (call.args[0]?.value !== owner || !call.callee.object) return undefined;
  return callBehind(call.callee.object, scopes, hops + 1);
}

/** The words of the function and of the path: `axios.post('/auth/login')` is `post auth login`. */
function askedBy({ callee, args }: CallNode): string {
  const name = callee.kind === 'name' || callee.kind === 'member' ? callee.name : '';
  // `request('POST', '/auth/login')`
  const path = args.find(({ value }) => !/^(get|post|put|patch)$/i.test(literalText(value) ?? ''))?.value;
  const texts = path?.kind === 'text' ? path.parts.filter((part) => typeof part === 'string') : [];
  const isText = texts.length > 0;
  const pathNames =
    !isText && (path?.kind === 'member' || path?.kind === 'name') && /url|endpoint|path|api/i.test(path.name)
      ? path.name
      : '';
  return [name, ...texts, pathNames].flatMap((each) => wordsOf(each)).join(' ');
}
