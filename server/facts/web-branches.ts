import type { BlockNode, Code, Expression, IfNode, Node } from '../code/model.js';
import { walk } from '../code/walk.js';
import { spanOf, type Span } from '../span.js';
import type { Scopes } from './scope.js';
import { bare, literalText, trace } from './trace.js';

/**
 * The parts of a TypeScript text that never run in an app on an iPhone or Apple TV: behind
 * `Platform.OS === 'web'` and its like.
 */
export function branchesElsewhere(code: Code, scopes: Scopes): readonly Span[] {
  const found: Span[] = [];
  walk(code.root, (node) => {
    if (node.kind === 'if') found.push(...ofIf(node, scopes));
    if (node.kind === 'conditional') {
      const runs = runsHere(node.test, scopes);
      if (runs !== undefined) found.push(spanOf(runs ? node.else : node.then));
    }
    if (node.kind === 'binary' && node.operator === '&&' && runsHere(node.left, scopes) === false) {
      found.push(spanOf(node.right));
    }
  });
  return found;
}

function ofIf(node: IfNode, scopes: Scopes): readonly Span[] {
  const [condition] = node.conditions;
  const runs = condition && runsHere(condition, scopes);
  if (runs === undefined) return [];
  if (!runs) return node.then ? [spanOf(node.then)] : [];
  if (node.else) return [spanOf(node.else)];
  return node.then && leaves(node.then) ? behind(node) : [];
}

/** `if (Platform.OS !== 'web') { …; return; }`: what follows is for the web. */
function behind(node: IfNode): readonly Span[] {
  const block = node.parent;
  return block?.kind === 'block' && node.end < block.end ? [{ start: node.end, end: block.end }] : [];
}

function leaves({ statements }: BlockNode): boolean {
  const last = statements.at(-1);
  return last?.kind === 'jump' && (last.form === 'return' || last.form === 'throw');
}

/** Whether code behind a condition runs on iOS: always, never, or (undefined) nobody knows. */
function runsHere(condition: Node, scopes: Scopes): boolean | undefined {
  if (condition.kind === 'unary' && condition.operator === '!') {
    const inner = runsHere(condition.operand, scopes);
    return inner === undefined ? undefined : !inner;
  }
  if (condition.kind === 'binary') return ofBinary(condition, scopes);
  if (condition.kind === 'await') return runsHere(condition.operand, scopes);
  if (condition.kind === 'call') return ofCall(condition);
  if (condition.kind !== 'name') return undefined;
  const { node, names } = trace(condition, scopes);
  if (node !== condition) return runsHere(node, scopes);
  // Imported from where it is found out.
  return /^is_?web$/i.test(names[0]?.name ?? '') ? false : undefined;
}

function ofBinary(
  { operator, left, right }: Extract<Expression, { kind: 'binary' }>,
  scopes: Scopes,
): boolean | undefined {
  if (operator === '&&' || operator === '||') {
    const [one, other] = [runsHere(left, scopes), runsHere(right, scopes)];
    if (operator === '&&') return one === false || other === false ? false : undefined;
    return one === false && other === false ? false : one === true || other === true ? true : undefined;
  }
  const isEqual = operator === '===' || operator === '==';
  if (!isEqual && operator !== '!==' && operator !== '!=') return undefined;
  const system = literalText(right);
  if (system === undefined || !isPlatform(bare(left))) return undefined;
  // On iOS the comparison with `ios` holds; with anything else it does not.
  if (system === 'ios') return isEqual ? undefined : false;
  return !isEqual;
}

/** `Platform.OS`, `Capacitor.getPlatform()` */
function isPlatform(node: Expression): boolean {
  if (node.kind === 'member') return node.name === 'OS';
  return node.kind === 'call' && node.callee.kind === 'member' && node.callee.name === 'getPlatform';
}

/** `Capacitor.isNativePlatform()`, `SecureStore.isAvailableAsync()` */
function ofCall({ callee }: Extract<Expression, { kind: 'call' }>): boolean | undefined {
  const name = callee.kind === 'member' || callee.kind === 'name' ? callee.name : '';
  if (/^(isNativePlatform|isNative|isAvailableAsync)$/.test(name)) return true;
  return /^isWeb$/.test(name) ? false : undefined;
}
