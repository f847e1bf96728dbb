import type { Expression, Node } from '../code/model.js';
import { enclosing } from '../code/walk.js';
import { isOtherToken, kindOfKeyName, kindOfValueName } from '../knowledge/credentials.js';
import type { CredentialGuess } from './model.js';
import type { Scopes } from './scope.js';
import { bare, literalText, trace } from './trace.js';
import { isNoSecret, sourcesOf } from './value.js';

/** `[["account": ["token": token]]]` is looked into this far. */
const DEEPEST = 3;

/** The credential among the entries of a dictionary, written out or put in earlier in the same function. */
export function credentialInEntries(value: Expression, scopes: Scopes): CredentialGuess | undefined {
  for (const { node, names } of sourcesOf(value, scopes)) {
    const found = inside(node, scopes, 0) ?? putInto(names[0]?.name, value, scopes);
    if (found) return found;
  }
  return undefined;
}

function inside(node: Expression, scopes: Scopes, depth: number): CredentialGuess | undefined {
  if (depth > DEEPEST) return undefined;
  const values = node.kind === 'list' ? node.items : [];
  for (const item of values) {
    const found = inside(bare(item), scopes, depth + 1);
    if (found) return found;
  }
  for (const { key, value } of node.kind === 'dictionary' ? node.entries : []) {
    const found = inside(bare(value), scopes, depth + 1) ?? (key && entry(key, value, scopes));
    if (found) return found;
  }
  return undefined;
}

/** `servers[index][Keys.token] = token` before `defaults.set(servers, …)`. */
function putInto(name: string | undefined, at: Expression, scopes: Scopes): CredentialGuess | undefined {
  const around = enclosing(at, 'function', 'closure');
  if (name === undefined || !around) return undefined;
  for (const one of scopes.changes.inside(around, name, at.start)) {
    if (one.kind !== 'assign' || one.target.kind !== 'index' || one.end > at.start) continue;
    const key = one.target.args[0]?.value;
    const found = key && rootName(one.target.object) === name ? entry(key, one.value, scopes) : undefined;
    if (found) return found;
  }
  return undefined;
}

function rootName(node: Node): string | undefined {
  if (node.kind === 'index') return rootName(node.object);
  return node.kind === 'name' ? node.name : undefined;
}

function entry(key: Expression, value: Expression, scopes: Scopes): CredentialGuess | undefined {
  const { node, names } = trace(key, scopes);
  const name = literalText(node) ?? names[0]?.name;
  if (name === undefined || isOtherToken(name) || isNoSecret(value, scopes)) return undefined;
  if (value.kind === 'nil' || value.kind === 'closure') return undefined;
  const own = trace(value, scopes).names[0]?.name;
  const kind = kindOfKeyName(name) ?? (own === undefined ? undefined : kindOfValueName(own));
  return kind && { kind, name, source: 'value', start: key.start, end: key.end };
}
