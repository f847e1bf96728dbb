import type { Code, Expression, Node } from '../../code/model.js';
import { ancestorsOf, walk } from '../../code/walk.js';
import { namesExpiry, renewalOfName, speaksOfExpiry } from '../../knowledge/refresh.js';
import { slice } from '../../span.js';
import type { Scopes } from '../scope.js';
import { bare } from '../trace.js';
import type { RefreshLead } from './model.js';
import { writtenNumber } from './numbers.js';
import { calleeOf, callsIn, namesIn } from './paths.js';

/** What a lead is written as: the number, and what it is taken from or compared with. */
interface Difference {
  readonly lead: Expression;
  readonly of: Expression;
}

/** How long before its expiry a token counts as due for a refresh, where the text says so in numbers. */
export function refreshLeads(code: Code, scopes: Scopes, script: boolean): readonly RefreshLead[] {
  const found = new Map<number, RefreshLead>();
  walk(code.root, (node) => {
    const difference = subtraction(node) ?? shiftedDate(node) ?? comparison(node);
    if (!difference || !isAboutRefresh(node)) return;
    const number = writtenNumber(difference.lead, scopes);
    const perSecond = number && (script ? unitIn(difference, number.value, code.text) : 1);
    if (!number || !perSecond || number.value <= 0) return;
    const { value, start, end } = number;
    found.set(start, { start, end, seconds: value / perSecond, perSecond });
  });
  return [...found.values()];
}

/** `expiresIn - 60` */
function subtraction(node: Node): Difference | undefined {
  if (node.kind !== 'binary' || node.operator !== '-' || !isExpiry(node.left)) return undefined;
  return { lead: node.right, of: node.left };
}

/** `expiresAt.addingTimeInterval(-60)` */
function shiftedDate(node: Node): Difference | undefined {
  const shift = addition(node);
  if (!shift || !isExpiry(shift.of) || shift.lead.kind !== 'unary' || shift.lead.operator !== '-')
    return undefined;
  return { lead: shift.lead.operand, of: shift.of };
}

/** `Date.now() + 60_000 >= expiresAt`, `expiresAt.timeIntervalSinceNow < 60` */
function comparison(node: Node): Difference | undefined {
  if (node.kind !== 'binary' || !/^[<>]=?$/.test(node.operator)) return undefined;
  const left = bare(node.left);
  if (left.kind === 'member' && left.name === 'timeIntervalSinceNow' && isExpiry(left))
    return node.operator.startsWith('<') ? { lead: node.right, of: left } : undefined;
  for (const [one, other] of [
    [left, bare(node.right)],
    [bare(node.right), left],
  ] as const) {
    const later = isExpiry(other) && !isExpiry(one) ? addition(one) : undefined;
    if (later && later.lead.kind !== 'unary' && isNow(later.of)) return later;
  }
  return undefined;
}

/** `a + b`, `a.addingTimeInterval(b)` */
function addition(node: Node): Difference | undefined {
  if (node.kind === 'binary' && node.operator === '+') return { lead: bare(node.right), of: node.left };
  if (node.kind !== 'call' || node.callee.kind !== 'member' || !node.callee.object) return undefined;
  const [argument, ...others] = node.args;
  if (node.callee.name !== 'addingTimeInterval' || !argument || others.length > 0) return undefined;
  return { lead: bare(argument.value), of: node.callee.object };
}

function isExpiry(node: Node): boolean {
  return [...namesIn(node)].some(namesExpiry);
}

function isNow(node: Node): boolean {
  return [...namesIn(node)].some((name) => /^(now|Date|currentTime|getTime)$/i.test(name));
}

/** The code around it refreshes, or is there to tell when that is due. */
function isAboutRefresh(node: Node): boolean {
  for (const up of ancestorsOf(node)) {
    if (up.kind === 'type') return false;
    if (up.kind !== 'function' && up.kind !== 'variable' && up.kind !== 'closure') continue;
    if (up.kind !== 'closure' && (renewalOfName(up.name) !== undefined || speaksOfExpiry(up.name)))
      return true;
    if (callsIn(up).some((call) => renewalOfName(calleeOf(call)?.name ?? '') !== undefined)) return true;
  }
  return false;
}

/**
 * How many of the units that a number is in make a second: JavaScript's clock counts milliseconds, `exp` and
 * `expires_in` count seconds (RFC 7519, section 4.1.4; RFC 6749, section 5.1). undefined: it cannot be told.
 */
function unitIn({ of, lead }: Difference, value: number, text: string): 1 | 1000 | undefined {
  const source = slice(text, of);
  if (/\*\s*(1_?000|1e3)\b/.test(source)) return 1000;
  if (/\/\s*\(?(1_?000|1e3)\b/.test(source)) return 1;
  if (/\bDate\b|getTime|valueOf/.test(source)) return 1000;
  if (/\b(exp|expires_?[iI]n)\b/.test(source)) return 1;
  const isInThousands = value >= 1000 || /\b(1_?000|1e3)\b/.test(slice(text, lead));
  return isInThousands ? 1000 : undefined;
}
