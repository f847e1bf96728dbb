import type { Node } from '../../code/model.js';
import { wordsOf } from '../../knowledge/credentials.js';
import type { AccountSign } from './session-model.js';

/** Types of one account, as apps name them. */
const ACCOUNT_TYPE = /^\w*(Account|UserSession|AccountInfo|AppAccount)$/;
const ACTIVE = /^(active|current|selected)(Account|User)(ID|Id|Identifier)?$/;

/** A sign of several accounts: a list of them, a pointer to the active one, a function that switches. */
export function accountSign(node: Node): AccountSign[] {
  if (node.kind === 'variable') {
    if (isAccountList(node.name, node.type)) return [{ sign: 'list', name: node.name, ...node.nameSpan }];
    if (ACTIVE.test(node.name)) return [{ sign: 'active', name: node.name, ...node.nameSpan }];
  }
  if (node.kind === 'function' && isAccountList(node.name, node.returnType)) {
    return [{ sign: 'list', name: node.name, ...node.nameSpan }];
  }
  if (node.kind === 'function' && switches(node.name)) {
    return [{ sign: 'switch', name: node.name, ...node.nameSpan }];
  }
  return [];
}

function isAccountList(name: string, type: string | undefined): boolean {
  if (!/accounts|sessions/i.test(name)) return false;
  const isOfAccounts = wordsOf(name).includes('accounts');
  // `participantSessions` are those of other people.
  if (!isOfAccounts && !/^(user|account|saved|stored|all)?sessions$/i.test(name)) return false;
  const element = elementOf(type ?? '') ?? '';
  return ACCOUNT_TYPE.test(element) || (isOfAccounts && /^\w*(User|Profile)$/.test(element));
}

/** `[Account]`, `[String: Account]`; `Account[]`, `Record<string, Account>`, `Promise<Account[]>`. */
function elementOf(type: string): string | undefined {
  const swift = /^\[(?:\w+\s*:\s*)?(\w+)\]\??$/.exec(type)?.[1];
  if (swift !== undefined) return swift;
  const plain = /^Promise<(.*)>$/s.exec(type.trim())?.[1] ?? type;
  return (
    /^(?:readonly\s+)?(\w+)\[\]/.exec(plain.trim())?.[1] ??
    /^(?:Readonly)?(?:Array|Set|Map|Record)<(?:\w+\s*,\s*)?(\w+)>/.exec(plain.trim())?.[1]
  );
}

function switches(name: string): boolean {
  const words = wordsOf(name);
  return (
    words[0] === 'switch' && words.some((word) => word === 'account' || word === 'user' || word === 'profile')
  );
}
