import type { Expression } from '../../code/model.js';
import { guessCredential } from '../credential.js';
import { canThrow, ownerOf, parameterIndex, statementOf, storeKey, takenOut, typesOf } from '../owner.js';
import type { Scopes } from '../scope.js';
import { accountAt } from './account-reach.js';
import type { StoreUse } from './storage-model.js';

/** What a place tells of the item that an operation on a store is about. */
export function itemAt(
  at: Expression,
  key: Expression | undefined,
  value: Expression | undefined,
  scopes: Scopes,
): Omit<StoreUse, 'operation' | 'store' | 'storeName' | 'start' | 'end'> {
  const keys = key ? [key] : [];
  const credential = guessCredential({ keys, at, ...(value && { value }) }, scopes);
  const owner = ownerOf(at);
  const stored = storeKey(key, scopes);
  // A pattern with an account id in it says enough by itself.
  const isPattern = stored.pieces.some((piece) => piece !== '');
  const keyEntry = isPattern ? undefined : takenOut(key, at, scopes);
  const valueEntry = takenOut(value, at, scopes);
  const keyParameter = isPattern ? undefined : (keyEntry?.index ?? parameterIndex(key, at, scopes));
  const valueParameter = valueEntry?.index ?? parameterIndex(value, at, scopes);
  const statement = statementOf(at);
  const account = accountAt(at);
  return {
    key: stored,
    types: typesOf(value, scopes),
    canThrow: canThrow(at),
    ...(credential && { credential }),
    ...(keyParameter !== undefined && { keyParameter }),
    ...(valueParameter !== undefined && { valueParameter }),
    ...(keyEntry && { keyEntry: keyEntry.entry }),
    ...(valueEntry && { valueEntry: valueEntry.entry }),
    ...(value && { value: { start: value.start, end: value.end } }),
    ...(key && { keyText: { start: key.start, end: key.end } }),
    ...(statement && { statement }),
    ...(owner && { owner }),
    ...(account && { account }),
  };
}
