import type { FileFacts } from '../../facts/model.js';
import type { Move } from '../../facts/storage/repair-model.js';
import type { StoreUse } from '../../facts/storage/storage-model.js';
import type { Fix, TextEdit } from '../../finding.js';
import { slice } from '../../span.js';
import { plainUses } from '../../workspace/plain-uses.js';
import type { Program } from '../../workspace/program.js';
import { layoutOf } from './helper-text.js';
import { placedAt } from './statements.js';

type Movable = StoreUse & { readonly move: Move };

/**
 * The repair that keeps in a property what was stored: its write, reads and removals, all of them in functions of one
 * class or actor. A property of a SwiftUI view becomes its state.
 */
export function memoryFixes(use: StoreUse, facts: FileFacts, program: Program): readonly Fix[] {
  const edits = stateEdits(use, facts) ?? propertyEdits(use, facts, program);
  return edits ? [{ title: 'Keep it in memory', safety: 'review', preferred: true, edits }] : [];
}

/** `@AppStorage("oauthState") private var oauthState` */
function stateEdits(use: StoreUse, facts: FileFacts): readonly TextEdit[] | undefined {
  const attribute = /^@AppStorage\([^()\r\n]*\)/.exec(slice(facts.text, use))?.[0];
  const holder = facts.storage.types.find(({ fields }) =>
    fields.some(({ start, end }) => use.start <= start && end <= use.end),
  );
  if (attribute === undefined || !holder?.inherits.includes('View')) return undefined;
  return [{ span: { start: use.start, end: use.start + attribute.length }, newText: '@State' }];
}

function propertyEdits(use: StoreUse, facts: FileFacts, program: Program): readonly TextEdit[] | undefined {
  const { owner, credential } = use;
  const item = plainUses(program).sameAs(use);
  const name = credential && propertyName(use.value ? slice(facts.text, use.value) : '', credential.name);
  const inOneType = item.every(
    (one) => one.file === facts && one.use.owner?.type === owner?.type && one.use.owner?.isStatic === false,
  );
  if (
    name === undefined ||
    !/^[a-z]\w*$/.test(name) ||
    !owner ||
    !inOneType ||
    !isRoomFor(name, owner.type, facts, program)
  )
    return undefined;
  const uses = item.map((one) => one.use).filter((one): one is Movable => one.move !== undefined);
  const [type, ...others] = new Set(uses.flatMap(({ move }) => nameOfType(move) ?? []));
  const reads = uses.some(({ operation }) => operation === 'read');
  if (uses.length < item.length || type === undefined || others.length > 0 || !reads) return undefined;
  const declaration = declarationEdit(uses, `private var ${name}: ${type}?`, facts);
  const edits = uses.map((one) => rewritten(one, name, facts));
  return declaration && edits.every((edit) => edit !== undefined) ? [declaration, ...edits] : undefined;
}

/** The value's own name where it has one that says more than `code` or `value`, else the credential's. */
function propertyName(value: string, credential: string): string | undefined {
  const last = credential
    .split('.')
    .at(-1)
    ?.replace(/_+(\w)/g, (_, letter: string) => letter.toUpperCase());
  return [value, last].find((name) => /^[a-z]+[A-Z]\w*$/.test(name ?? '') && name !== 'newValue') ?? last;
}

function isRoomFor(name: string, type: string | undefined, facts: FileFacts, program: Program): boolean {
  if (type === undefined) return false;
  const forms = program.formsOf(type);
  const shapes = facts.storage.types.filter((shape) => shape.name === type);
  const isObject = forms.some((form) => form === 'class' || form === 'actor');
  return isObject && !shapes.some(({ fields }) => fields.some((field) => field.name === name));
}

function nameOfType({ type }: Move): string | undefined {
  return type && 'name' in type ? type.name : undefined;
}

/** The property above the first function that uses it. */
function declarationEdit(
  uses: readonly Movable[],
  property: string,
  { text, session }: FileFacts,
): TextEdit | undefined {
  const starts = new Set(uses.map(({ owner }) => owner?.start));
  const first = session.functions.find(({ start }) => starts.has(start));
  if (!first) return undefined;
  const at = text.lastIndexOf('\n', first.body.start - 1) + 1;
  const indent = text.slice(at, first.body.start);
  const above = text.slice(text.lastIndexOf('\n', at - 2) + 1, at);
  // A comment or an attribute above it belongs to the function.
  if (indent.trim() !== '' || /^\s*(\/\/|\*|@)/.test(above)) return undefined;
  const { lineBreak } = layoutOf(text);
  return { span: { start: at, end: at }, newText: `${indent}${property}${lineBreak}${lineBreak}` };
}

function rewritten(
  { operation, move, value }: Movable,
  name: string,
  { text }: FileFacts,
): TextEdit | undefined {
  if (operation === 'read') return { span: move.replaced, newText: `self.${name}` };
  if (operation === 'remove') return placedAt(move.replaced, [`self.${name} = nil`], text);
  return value && placedAt(move.replaced, [`self.${name} = ${slice(text, value)}`], text);
}
