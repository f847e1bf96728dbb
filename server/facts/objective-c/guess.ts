import {
  isKeyAboutCredential,
  isOtherToken,
  kindOfKeyName,
  kindOfValueName,
} from '../../knowledge/credentials.js';
import type { Method } from '../../syntax/objective-c/methods.js';
import type { Span } from '../../span.js';
import type { CredentialGuess } from '../model.js';
import type { StoreKey } from '../storage/storage-model.js';

/**
 * The kind of credential that an item looks like: by the texts and constants of its key, by the name of its value,
 * or by what the method says it saves.
 * @param value the name of the value, if it has one
 * @param at the message
 */
export function guessOf(
  { pieces, names }: StoreKey,
  value: string | undefined,
  { start, end }: Span,
  method?: Method,
): CredentialGuess | undefined {
  const keys = [...pieces, ...names];
  if (keys.some((name) => isOtherToken(name) || isKeyAboutCredential(name))) return undefined;
  for (const name of keys) {
    const kind = kindOfKeyName(name);
    if (kind) return { kind, name, source: 'key', start, end };
  }
  const kind = value === undefined ? undefined : kindOfValueName(value);
  if (kind && value !== undefined) return { kind, name: value, source: 'value', start, end };
  const [, saved] =
    /^(?:save|store|set|persist|update|write)([A-Z]\w*)$/.exec(method?.parts[0]?.label ?? '') ?? [];
  const ofMethod = saved === undefined || isOtherToken(saved) ? undefined : kindOfValueName(saved);
  return ofMethod && saved !== undefined
    ? { kind: ofMethod, name: saved, source: 'function', start, end }
    : undefined;
}
