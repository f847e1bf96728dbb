import type { Code, Expression } from '../../../code/model.js';
import { slice } from '../../../span.js';
import type { Scopes } from '../../scope.js';
import { entryOf, type StoreCall } from '../../storage/typescript/module-calls.js';
import { trace } from '../../trace.js';
import type { MissedDelete } from '../counterpart-model.js';
import { credentialOf, nameOf } from './writes.js';

/** Deletes of a TypeScript text that miss what it writes, because an option that names the item differs. */
export function missedModuleDeletes(calls: readonly StoreCall[], code: Code, scopes: Scopes): MissedDelete[] {
  const reader = new DeleteReader(calls, code, scopes);
  return calls.flatMap((call) => reader.missed(call) ?? []);
}

class DeleteReader {
  private readonly writes: readonly StoreCall[];
  private readonly deletes: readonly StoreCall[];

  constructor(
    calls: readonly StoreCall[],
    private readonly code: Code,
    private readonly scopes: Scopes,
  ) {
    const told = calls.filter(
      ({ library, options }) => library.store === 'keychain' && options.state !== 'unknown',
    );
    this.writes = told.filter(({ call }) => call.use === 'write');
    this.deletes = told.filter(({ call }) => call.use === 'remove');
  }

  missed(deletion: StoreCall): MissedDelete | undefined {
    if (!this.deletes.includes(deletion)) return undefined;
    for (const option of deletion.library.matching) {
      const written = this.unreached(deletion, option);
      if (written) return this.missedBy(deletion, option, written);
    }
    return undefined;
  }

  /** A write that no delete of the text reaches, where none that this delete reaches is there. */
  private unreached(deletion: StoreCall, option: string): StoreCall | undefined {
    const own = this.writes.filter((write) => this.isSameItem(write, deletion));
    if (own.length === 0 || own.some((write) => this.mayAgree(write, deletion, option))) return undefined;
    return own.find(
      (write) =>
        !this.deletes.some((other) => this.isSameItem(write, other) && this.mayAgree(write, other, option)),
    );
  }

  /** Whether two calls give an option alike, or so that nobody can tell: by what a function is handed, say. */
  private mayAgree(one: StoreCall, other: StoreCall, option: string): boolean {
    const [value, another] = [this.valueOf(one, option), this.valueOf(other, option)];
    if (!value || !another) return value === another;
    const [told, otherwise] = [this.settled(value), this.settled(another)];
    return told === otherwise || told === undefined || otherwise === undefined;
  }

  /** What tells a value from others, wherever in the file it stands: a constant, or the function that makes it. */
  private settled(value: Expression): string | undefined {
    const { node } = trace(value, this.scopes);
    const telling = node.kind === 'call' ? node.callee : node;
    const written = this.written(telling);
    return this.isPortable(written) ? written : undefined;
  }

  private isSameItem(write: StoreCall, deletion: StoreCall): boolean {
    if (write.library !== deletion.library || write.call.family !== deletion.call.family) return false;
    if (write.call.family !== undefined) return true;
    const [one, other] = [write.items[0]?.key, deletion.items[0]?.key];
    return one !== undefined && other !== undefined && this.spelled(one) === this.spelled(other);
  }

  private missedBy(deletion: StoreCall, option: string, write: StoreCall): MissedDelete {
    const written = this.optionOf(write, option);
    const deleted = this.optionOf(deletion, option);
    const credential = credentialOf(write, this.scopes);
    const repair = written === undefined ? undefined : this.repair(deletion, option, written);
    return {
      ...deletion.span,
      call: nameOf(deletion, this.code),
      write: write.span,
      differs: option,
      written: written ?? 'none',
      ...(deleted !== undefined && { deleted }),
      ...(credential && { credential }),
      ...(repair && { repair }),
    };
  }

  /** The option as it was written, where it means the same at the delete. */
  private repair(
    { options, node, call }: StoreCall,
    option: string,
    written: string,
  ): MissedDelete['repair'] {
    const parens = node.parens;
    if (!parens || !this.isPortable(written)) return undefined;
    if (options.state === 'given') {
      if (!options.isInline || entryOf(options.node, option)) return undefined;
      const at = options.node.start + 1;
      const isEmpty = options.node.entries.length === 0;
      return { start: at, end: at, newText: ` ${option}: ${written}${isEmpty ? ' ' : ','}` };
    }
    if (node.args.length !== call.options) return undefined;
    const last = node.args.at(-1);
    const at = last ? last.end : parens.start + 1;
    return { start: at, end: at, newText: `${last ? ', ' : ''}{ ${option}: ${written} }` };
  }

  /** A text, a flag or a constant of the file is the same everywhere in it; what a function is handed is not. */
  private isPortable(written: string): boolean {
    if (/^(['"`])[^$]*\1$|^(true|false)$/.test(written)) return true;
    const [root = ''] = written.split('.');
    return /^[A-Za-z_$][\w$]*(\.[\w$]+)*$/.test(written) && this.scopes.declaresAtTop(root);
  }

  private valueOf({ options }: StoreCall, option: string): Expression | undefined {
    return options.state === 'given' ? entryOf(options.node, option) : undefined;
  }

  private optionOf(call: StoreCall, option: string): string | undefined {
    const value = this.valueOf(call, option);
    return value && this.written(value);
  }

  private spelled(value: Expression): string {
    return this.written(trace(value, this.scopes).node);
  }

  private written(node: Expression): string {
    return slice(this.code.text, { start: node.start, end: node.end });
  }
}
