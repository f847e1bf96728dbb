import type { FileFacts } from '../../facts/model.js';
import type { Deletion } from '../../facts/storage/repair-model.js';
import type { StoreUse } from '../../facts/storage/storage-model.js';
import type { Fix } from '../../finding.js';
import { slice, type Span } from '../../span.js';
import type { Program } from '../../workspace/program.js';
import { placedAt } from '../storage/statements.js';

/**
 * The repair that deletes the items of one account in the place of a wipe: every credential that this file stores by
 * the same receiver, under keys whose variable parts the function that signs out has at hand. None where one has not.
 */
export function accountFixes(wipe: StoreUse, facts: FileFacts, program: Program): readonly Fix[] {
  const { deletion, statement, owner } = wipe;
  if (!deletion || !statement || !owner || (deletion.throws && !wipe.canThrow)) return [];
  const keys = keysOf(wipe, facts, program);
  if (!keys) return [];
  const edit =
    facts.language === 'typescript'
      ? scriptEdit(statement, deletion, keys, facts.text)
      : placedAt(statement, linesOf(deletion, keys), facts.text);
  return edit
    ? [{ title: 'Delete this account’s items only', safety: 'review', preferred: true, edits: [edit] }]
    : [];
}

/** The keys of the account's items, as they can be written where the session ends; undefined where one cannot. */
function keysOf(wipe: StoreUse, facts: FileFacts, program: Program): readonly string[] | undefined {
  const { owner } = wipe;
  const shape = facts.storage.functions.find(({ start }) => start === owner?.start);
  const atHand = new Set([
    ...(shape?.parameters ?? []).map(({ name }) => name),
    ...facts.storage.types.filter(({ name }) => name === owner?.type).flatMap(fieldNames),
  ]);
  const writes = program
    .usesIn(facts)
    .filter((use) => use.operation === 'write' && use.store === wipe.store && !isOfApp(use, facts));
  const keys = new Set(writes.map((use) => keyOf(use, facts, atHand)));
  if (keys.size === 0 || keys.has(undefined)) return undefined;
  return [...keys].flatMap((key) => key ?? []);
}

/** What no account has by itself, and nobody has to keep secret: the list of accounts, a theme. */
function isOfApp({ key, credential, keyParameter }: StoreUse, { language }: FileFacts): boolean {
  return language === 'typescript' && !credential && key.pieces.length === 1 && keyParameter === undefined;
}

function linesOf({ before, after, throws }: Deletion, keys: readonly string[]): readonly string[] {
  const tried = throws ? 'try ' : '';
  return keys.map((key) => `${tried}${before}${key}${after}`);
}

/** Each deletion is waited for as the wipe is, and ends as it does. */
function scriptEdit(
  statement: Span,
  deletion: Deletion,
  keys: readonly string[],
  text: string,
): ReturnType<typeof placedAt> {
  const waiting = /^await\s+/.exec(slice(text, statement))?.[0] ?? '';
  const end = text[statement.end] === ';' ? ';' : '';
  const whole = { start: statement.start, end: statement.end + end.length };
  const lines = linesOf(deletion, keys).map((line) => waiting + line + end);
  return placedAt(whole, lines, text);
}

function fieldNames({ fields }: FileFacts['storage']['types'][number]): readonly string[] {
  return fields.map(({ name }) => name);
}

/** A key that differs from account to account and can be read where the session ends. */
function keyOf(use: StoreUse, facts: FileFacts, atHand: ReadonlySet<string>): string | undefined {
  const key = use.keyText && slice(facts.text, use.keyText);
  const variables = key === undefined ? [] : variablesIn(key, facts.language);
  return variables.length > 0 && variables.every((name) => atHand.has(name)) ? key : undefined;
}

/** The names that the holes of a key begin with: `account` of `${account.id}.token` and of `keys.token(account.id)`. */
function variablesIn(key: string, language: FileFacts['language']): readonly string[] {
  if (language === 'swift') {
    if (!/^"[^"]*"$/.test(key)) return [];
    return [...key.matchAll(/\\\((?:self\.)?([a-z]\w*)/g)].map((found) => found[1] ?? '');
  }
  const made = /^[\w$.]+\((?:this\.)?([a-z]\w*)(?:\.\w+)*\)$/.exec(key)?.[1];
  if (made !== undefined) return [made];
  if (!/^`[^`]*`$/.test(key)) return [];
  return [...key.matchAll(/\$\{(?:this\.)?([^}]*)\}/g)].map(
    (found) => /^([a-z]\w*)(?:\.\w+)*$/.exec(found[1] ?? '')?.[1] ?? '',
  );
}
