import type { FileFacts } from '../../facts/model.js';
import type { ImportedName, ImportShape } from '../../facts/storage/shape-model.js';
import type { TextEdit } from '../../finding.js';
import { slice, type Span } from '../../span.js';
import { endOfHeader, layoutOf } from '../storage/helper-text.js';

/** A module, and the name that the whole of it is imported under where a text does not import it yet. */
export interface Wanted {
  readonly module: string;
  readonly local: string;
  /** What the module exports as default has all of it. */
  readonly isDefault?: boolean;
  /** One name of it is imported, and not the whole. */
  readonly isNamed?: boolean;
}

/**
 * How a text writes the names of a module: by the import that it has, to which names are added, or by one more
 * import. Names are asked for first; then the edits are known.
 */
export class ModuleNames {
  private readonly added = new Set<string>();
  private isTaken = false;

  private constructor(
    private readonly wanted: Wanted,
    private readonly facts: FileFacts,
    private readonly known: ImportShape | undefined,
    private readonly whole: string | undefined,
  ) {}

  /** undefined where the module's name means something else in the text. */
  static of(wanted: Wanted, facts: FileFacts): ModuleNames | undefined {
    const imports = importsOf(wanted.module, facts);
    const isWhole = ({ imported }: ImportedName): boolean =>
      imported === '*' || (wanted.isDefault === true && imported === 'default');
    const binding = imports.flatMap(({ names }) => names ?? []).find(isWhole);
    if (binding) return new ModuleNames(wanted, facts, imports[0], binding.local);
    const extensible = imports.find(({ names }) => names && names.length > 0);
    if (extensible) return new ModuleNames(wanted, facts, extensible, undefined);
    if (isNamedIn(facts.text, wanted.local)) return undefined;
    return new ModuleNames(wanted, facts, undefined, wanted.isNamed ? undefined : wanted.local);
  }

  /** A name of the module as the text writes it: `SecureStore.setItemAsync`, or `setItemAsync`. */
  of(name: string): string {
    if (this.whole !== undefined) return `${this.whole}.${name}`;
    const known = this.known?.names?.find(({ imported }) => imported === name);
    if (known) return known.local;
    if (isNamedIn(this.facts.text, name)) this.isTaken = true;
    this.added.add(name);
    return name;
  }

  /**
   * The edits of the imports; undefined where a name that is needed means something else.
   * @param former an import that nothing needs any more
   */
  edits(former?: Span): readonly TextEdit[] | undefined {
    if (this.isTaken) return undefined;
    const { text } = this.facts;
    const removal = former ? [{ span: withLine(former, text), newText: '' }] : [];
    if (!this.known) return this.newImport(former);
    if (this.added.size === 0) return removal;
    const addition = addedNames(this.known, [...this.added], text);
    return addition && [addition, ...removal];
  }

  private newImport(former: Span | undefined): readonly TextEdit[] {
    const { module, local, isNamed } = this.wanted;
    const names = isNamed ? `{ ${[...this.added].join(', ')} }` : `* as ${local}`;
    return [importEdit(`import ${names} from`, module, this.facts, former)];
  }
}

/** An import that a text does not have: behind its others, in their punctuation, or in the place of one. */
export function importEdit(clause: string, module: string, facts: FileFacts, former?: Span): TextEdit {
  const { text, storage } = facts;
  const { lineBreak } = layoutOf(text);
  const quote = quoteOf(facts);
  const line = `${clause} ${quote}${module}${quote}${semicolonOf(facts)}`;
  if (former) return { span: former, newText: line };
  const last = storage.imports.at(-1);
  if (last) return { span: { start: last.end, end: last.end }, newText: lineBreak + line };
  const header = endOfHeader(text, facts.comments);
  const directive = /^(["'])use [a-z]+\1;?[ \t]*\r?\n/.exec(text.slice(header))?.[0] ?? '';
  const at = header + directive.length;
  return { span: { start: at, end: at }, newText: line + lineBreak + lineBreak };
}

/** What a file puts around its texts, by its imports. */
export function quoteOf({ text, storage }: FileFacts): '"' | "'" {
  const [sample] = storage.imports;
  return sample && slice(text, sample).includes('"') ? '"' : "'";
}

/** What a file ends its statements with, by its imports. */
export function semicolonOf({ text, storage }: FileFacts): ';' | '' {
  const [sample] = storage.imports;
  return sample && !slice(text, sample).trimEnd().endsWith(';') ? '' : ';';
}

/** Whether a word stands anywhere in a text. */
export function isNamedIn(text: string, name: string): boolean {
  return mentionsOf(text, name) > 0;
}

/** How often a word stands in a text. */
export function mentionsOf(text: string, name: string): number {
  return text.match(new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`, 'g'))?.length ?? 0;
}

/** The imports of a module that bring more than types. */
export function importsOf(module: string, { storage }: FileFacts): readonly ImportShape[] {
  return storage.imports.filter((one) => one.module === module && !one.typeOnly);
}

/** An import, or one name of it, that a text needs no more. */
export interface FormerImport {
  readonly whole?: Span;
  readonly name?: TextEdit;
}

/**
 * What of the imports falls away with uses of a name.
 * @param gone how many places that name it are going
 */
export function formerImport(
  name: string,
  gone: number,
  { text, storage }: FileFacts,
): FormerImport | undefined {
  if (!/^[\w$]+$/.test(name) || mentionsOf(text, name) !== gone + 1) return undefined;
  const imported = storage.imports.find(({ names }) => names?.some(({ local }) => local === name));
  const binding = imported?.names?.find(({ local }) => local === name);
  if (!imported || !binding) return undefined;
  if (imported.names?.length === 1) return { whole: { start: imported.start, end: imported.end } };
  // A default import before braces, or an alias, is left to its owner.
  if (binding.imported !== name) return undefined;
  return { name: { span: withoutComma(binding, text), newText: '' } };
}

/** A name of an import with the comma that goes with it. */
export function withoutComma({ start, end }: Span, text: string): Span {
  const behind = /^\s*,\s*(?=[^\s}])/.exec(text.slice(end))?.[0];
  if (behind !== undefined) return { start, end: end + behind.length };
  const before = /,\s*$/.exec(text.slice(0, start))?.[0] ?? '';
  return { start: start - before.length, end };
}

/** `{ a }` becomes `{ a, b }`; a default import gets braces behind it. */
function addedNames(known: ImportShape, added: readonly string[], text: string): TextEdit | undefined {
  const last = known.names?.at(-1);
  if (!last || last.imported === '*') return undefined;
  const at = { start: last.end, end: last.end };
  if (last.imported === 'default') return { span: at, newText: `, { ${added.join(', ')} }` };
  const line = /\n[ \t]*$/.exec(text.slice(known.start, last.start))?.[0];
  const gap = line === undefined ? ' ' : layoutOf(text).lineBreak + line.slice(1);
  return { span: at, newText: added.map((name) => `,${gap}${name}`).join('') };
}

/** A line that goes with what stands on it. */
function withLine(span: Span, text: string): Span {
  const behind = /^[ \t]*\r?\n/.exec(text.slice(span.end))?.[0] ?? '';
  return { start: span.start, end: span.end + behind.length };
}
