import type { Node } from '../../code/model.js';
import { enclosing } from '../../code/walk.js';
import { enclosingMember } from '../scope.js';
import type { AccountReach } from './storage-model.js';

/** Types of ids that can become part of a key as they are. */
const ID_TYPES = /^(string|number|String|Int|Int64|UUID|Substring)$/;
const ID_NAMES = /^(account|user|profile|member)_?(id|uuid|identifier)$/i;
const ACCOUNT_TYPES = /^[A-Z]\w*(Account|User|Profile)$|^(Account|User|Profile)$/;
const ACCOUNT_NAMES = /^(\w*[a-z](Account|User|Profile)|account|user|profile)$/;

/**
 * How the id of the account at hand is spelled at a place: a parameter of its function, or a property that its type
 * cannot be without. undefined where none is in reach.
 */
export function accountAt(at: Node): AccountReach | undefined {
  const member = enclosingMember(at);
  const parameters = member?.kind === 'function' ? member.parameters : [];
  for (const { name, type } of parameters) {
    const found = name === 'id' && ID_TYPES.test(type ?? '') ? { text: name } : reachOf(name, type);
    if (found) return found;
  }
  const isStatic = member?.attributes.some((one) => one.name === 'static' || one.name === 'class');
  if (!member || isStatic) return undefined;
  for (const property of enclosing(member, 'type')?.members ?? []) {
    if (property.kind !== 'variable' || property.mutable || property.accessors.length > 0) continue;
    const found = reachOf(property.name, property.type);
    // The types of TypeScript are written small, and its properties are reached through `this`.
    if (found) return /^(string|number)$/.test(property.type ?? '') ? { text: `this.${found.text}` } : found;
  }
  return undefined;
}

function reachOf(name: string, type: string | undefined): AccountReach | undefined {
  if (type === undefined) return undefined;
  if (ID_NAMES.test(name) && ID_TYPES.test(type)) return { text: name };
  return ACCOUNT_NAMES.test(name) && ACCOUNT_TYPES.test(type) ? { text: `${name}.id`, type } : undefined;
}
