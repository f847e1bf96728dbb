import type { FileFacts } from '../../facts/model.js';
import type { StoreUse } from '../../facts/storage/storage-model.js';
import type { Fix } from '../../finding.js';
import { slice } from '../../span.js';
import type { Program } from '../../workspace/program.js';
import { placedAt } from '../storage/statements.js';

/**
 * The repair that deletes the items of one account in the place of a wipe: every credential that this file stores by
 * the same receiver, under keys whose variable parts the function that signs out has at hand. None where one has not.
 */
export function accountFixes(wipe: StoreUse, facts: FileFacts, program: Program): readonly Fix[] {
  const { deletion, statement, owner } = wipe;
  if (!deletion || !statement || !owner || (deletion.throws && !wipe.canThrow)) return [];
  const shape = facts.storage.functions.find(({ start }) => start === owner.start);
  const writes = program.usesIn(facts).filter((use) => use.operation === 'write' && use.store === 'keychain');
  const atHand = new Set([
    ...(shape?.parameters ?? []).map(({ name }) => name),
    ...facts.storage.types.filter(({ name }) => name === owner.type).flatMap(fieldNames),
  ]);
  const keys = new Set(writes.map((use) => keyOf(use, facts, atHand)));
  if (writes.length === 0 || keys.has(undefined)) return [];
  const tried = deletion.throws ? 'try ' : '';
  const lines = [...keys].map((key) => `${tried}${deletion.before}${key}${deletion.after}`);
  const edit = placedAt(statement, lines, facts.text);
  return edit
    ? [{ title: 'Delete this account’s items only', safety: 'review', preferred: true, edits: [edit] }]
    : [];
}

function fieldNames({ fields }: FileFacts['storage']['types'][number]): readonly string[] {
  return fields.map(({ name }) => name);
}

/** A key that differs from account to account and can be read where the session ends. */
function keyOf(use: StoreUse, facts: FileFacts, atHand: ReadonlySet<string>): string | undefined {
  const key = use.keyText && slice(facts.text, use.keyText);
  if (key === undefined || !/^"[^"]*"$/.test(key)) return undefined;
  const variables = [...key.matchAll(/\\\((?:self\.)?([a-z]\w*)/g)].map((found) => found[1] ?? '');
  return variables.length > 0 && variables.every((name) => atHand.has(name)) ? key : undefined;
}
