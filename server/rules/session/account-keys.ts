import type { FileFacts } from '../../facts/model.js';
import type { AccountReach, StoreUse } from '../../facts/storage/storage-model.js';
import type { Fix, TextEdit } from '../../finding.js';
import { slice } from '../../span.js';
import type { Program } from '../../workspace/program.js';

interface PlacedUse {
  readonly use: StoreUse;
  readonly file: FileFacts;
}

/**
 * The repair that makes the account's id part of a key: at every place that uses the key, all of them in this file
 * and each with an id in reach. None otherwise: half of an item's life under another key loses it.
 */
export function accountKeyFixes(use: StoreUse, facts: FileFacts, program: Program): readonly Fix[] {
  const item = itemsOf(program).get(identityOf(use)) ?? [];
  if (item.some(({ file }) => file !== facts)) return [];
  const edits = new Map<number, TextEdit>();
  for (const one of item) {
    const edit = keyedEdit(one.use, facts, program);
    if (!edit) return [];
    edits.set(edit.span.start, edit);
  }
  const [text] = use.key.pieces;
  return edits.size === 0
    ? []
    : [
        {
          title: `Make the account’s id part of the key “${text ?? ''}”`,
          safety: 'review',
          preferred: true,
          edits: [...edits.values()],
        },
      ];
}

/** The operations of a program by the whole key that they name; those of each program are put together once. */
const ITEMS = new WeakMap<Program, ReadonlyMap<string, readonly PlacedUse[]>>();

function itemsOf(program: Program): ReadonlyMap<string, readonly PlacedUse[]> {
  const known = ITEMS.get(program);
  if (known) return known;
  const items = new Map<string, PlacedUse[]>();
  for (const file of program.files) {
    for (const use of program.usesIn(file)) {
      if (use.key.pieces.length !== 1) continue;
      const identity = identityOf(use);
      const item = items.get(identity);
      if (item) item.push({ use, file });
      else items.set(identity, [{ use, file }]);
    }
  }
  ITEMS.set(program, items);
  return items;
}

function identityOf({ store, key }: StoreUse): string {
  return `${store} ${key.pieces[0] ?? ''}`;
}

/** The key as a template of TypeScript that begins with the id. */
function templateOf(key: string, id: string): string | undefined {
  const [, , text] = /^(["'])([^"'\\`$]*)\1$/.exec(key) ?? [];
  if (text !== undefined) return `\`\${${id}}.${text}\``;
  return /^[A-Z]\w*(\.\w+)*$/.test(key) ? `\`\${${id}}.\${${key}}\`` : undefined;
}

function keyedEdit({ keyText, account }: StoreUse, facts: FileFacts, program: Program): TextEdit | undefined {
  const id = account && idOf(account, program);
  const key = keyText && slice(facts.text, keyText);
  if (id === undefined || !keyText || key === undefined) return undefined;
  if (facts.language === 'typescript') {
    const newText = templateOf(key, id);
    return newText === undefined ? undefined : { span: keyText, newText };
  }
  if (/^"[^"\\]*"$/.test(key)) return { span: keyText, newText: `"\\(${id}).${key.slice(1)}` };
  const isText = /^[A-Z]\w*(\.\w+)*\.rawValue$/.test(key) || (/^[\w.]+$/.test(key) && program.isText(key));
  return isText ? { span: keyText, newText: `"\\(${id}).\\(${key})"` } : undefined;
}

/** An account's id has to be there in every account, as a text or number. */
function idOf({ text, type }: AccountReach, program: Program): string | undefined {
  if (type === undefined) return text;
  return /^(String|Int|Int64|UUID)$/.test(program.fieldType(type, 'id') ?? '') ? text : undefined;
}
