import type { CallNode, Code, Expression } from '../../code/model.js';
import type { MatchingArgument } from '../../knowledge/libraries/library.js';
import { NAMING_ATTRIBUTES } from '../../knowledge/secitem.js';
import { slice, type Span } from '../../span.js';
import type { MissedDelete } from './counterpart-model.js';
import { guessCredential } from '../credential.js';
import { insertionInto } from './insertion.js';
import type { LibraryCall } from './library-calls.js';
import type { Query } from './query.js';
import type { SecItemCall } from './secitem-calls.js';
import type { Scopes } from '../scope.js';
import { trace } from '../trace.js';

/** Deletes of a text that miss what it writes, though they name the same item. */
export function missedDeletes(
  code: Code,
  scopes: Scopes,
  secItems: readonly SecItemCall[],
  calls: readonly LibraryCall[],
): MissedDelete[] {
  const reader = new DeleteReader(code, scopes);
  return [...reader.secItems(secItems), ...reader.libraries(calls)].toSorted((a, b) => a.start - b.start);
}

/** What names an item beside the account. */
const IDENTITY = [...NAMING_ATTRIBUTES, 'kSecAttrServer'];

class DeleteReader {
  constructor(
    private readonly code: Code,
    private readonly scopes: Scopes,
  ) {}

  /** Items that are written as synchronized and deleted as if they were not, or the other way about. */
  secItems(items: readonly SecItemCall[]): MissedDelete[] {
    const adds = items.filter(({ operation }) => operation === 'add');
    if (!adds.some(({ query }) => this.synchronizable(query) === 'true')) return [];
    const deletes = items.filter(({ operation, query }) => operation === 'delete' && query.complete);
    const addsOf = this.byFirstName(adds);
    return deletes.flatMap((deletion) => {
      const own = addsOf(deletion.query).filter((add) => this.isSameItem(deletion.query, add.query));
      const [add] = own;
      const written = add && this.synchronizable(add.query);
      const deleted = this.synchronizable(deletion.query);
      // Written both ways, the delete reaches some of it.
      if (!add || written === undefined || !own.every(({ query }) => this.synchronizable(query) === written))
        return [];
      if (written !== 'true' || (deleted !== 'absent' && deleted !== 'false')) return [];
      const reached = deletes.some(
        (other) =>
          other !== deletion &&
          ['true', 'any'].includes(this.synchronizable(other.query) ?? '') &&
          this.isSameItem(other.query, add.query),
      );
      return reached ? [] : [this.missed(deletion, add, deleted, deletes)];
    });
  }

  /** The adds that may store what a query names: those that give its first name as it does, in their order. */
  private byFirstName(adds: readonly SecItemCall[]): (query: Query) => readonly SecItemCall[] {
    const known = new Map<string, SecItemCall[]>();
    for (const add of adds) {
      for (const name of IDENTITY) {
        const key = this.nameIn(add.query, name);
        if (key === undefined) continue;
        const same = known.get(key);
        if (same) same.push(add);
        else known.set(key, [add]);
      }
    }
    return (query) => {
      const first = IDENTITY.find((name) => query.attributes.has(name));
      return known.get((first && this.nameIn(query, first)) ?? '') ?? [];
    };
  }

  private nameIn(query: Query, name: string): string | undefined {
    const attribute = query.attributes.get(name);
    return attribute && `${name} ${this.spelled(attribute.value)}`;
  }

  private missed(
    deletion: SecItemCall,
    add: SecItemCall,
    deleted: 'absent' | 'false',
    deletes: readonly SecItemCall[],
  ): MissedDelete {
    const keys = NAMING_ATTRIBUTES.flatMap((name) => add.query.attributes.get(name)?.value ?? []);
    const value = add.query.attributes.get('kSecValueData')?.value;
    const credential = guessCredential({ keys, at: add.call, ...(value && { value }) }, this.scopes);
    const isShared = deletes.some(
      (other) => other !== deletion && other.query.identity === deletion.query.identity,
    );
    const repair = this.synchronizableRepair(deletion, isShared);
    return {
      ...spanOf(deletion.call.callee),
      call: deletion.name,
      write: spanOf(add.call.callee),
      differs: 'kSecAttrSynchronizable',
      written: 'true',
      ...(deleted === 'false' && { deleted }),
      ...(credential && { credential }),
      ...(repair && { repair }),
    };
  }

  private synchronizableRepair(deletion: SecItemCall, isShared: boolean): MissedDelete['repair'] {
    const { text } = this.code;
    const given = deletion.query.attributes.get('kSecAttrSynchronizable');
    if (given) return { ...spanOf(given.value), newText: 'kSecAttrSynchronizableAny' };
    const place = insertionInto(
      deletion.query,
      deletion.call,
      deletion.argument,
      text,
      isShared,
      'kSecAttrSynchronizable',
    );
    return (
      place && {
        start: place.at,
        end: place.at,
        newText: `${place.before}kSecAttrSynchronizableAny${place.after}`,
      }
    );
  }

  /** Whether a delete's query names the item that an add stores, as far as both say it alike. */
  private isSameItem(deletion: Query, add: Query): boolean {
    const names = IDENTITY.filter((name) => deletion.attributes.has(name));
    return (
      names.length > 0 &&
      ['kSecClass', ...names].every((name) => {
        const here = deletion.attributes.get(name);
        const there = add.attributes.get(name);
        return here?.certain && there?.certain && this.spelled(here.value) === this.spelled(there.value);
      })
    );
  }

  private synchronizable(query: Query): 'true' | 'false' | 'any' | 'absent' | undefined {
    const attribute = query.attributes.get('kSecAttrSynchronizable');
    if (!attribute) return query.complete ? 'absent' : undefined;
    const { node } = trace(attribute.value, this.scopes);
    if (!attribute.certain) return undefined;
    if (node.kind === 'boolean') return node.text === 'true' ? 'true' : 'false';
    if (node.kind !== 'name') return undefined;
    return SYNCHRONIZABLE.get(node.name);
  }

  /** `removeObject(forKey:)` without the `isSynchronizable: true` of the write. */
  libraries(calls: readonly LibraryCall[]): MissedDelete[] {
    const writes = calls.filter(({ use, key }) => use === 'write' && key);
    return calls.flatMap((deletion) => {
      const { node, key, use } = deletion;
      if (use !== 'delete' || node.kind !== 'call' || !key) return [];
      const own = writes.filter((write) => this.isSameKey(write, deletion));
      for (const matching of deletion.store.library.matching ?? []) {
        const missed = this.unmatched(matching, node, own);
        if (missed) return [{ ...deletion.span, call: deletion.name, ...missed }];
      }
      return [];
    });
  }

  private isSameKey(write: LibraryCall, deletion: LibraryCall): boolean {
    return (
      write.store.library === deletion.store.library &&
      this.written(write.receiver) === this.written(deletion.receiver) &&
      write.key !== undefined &&
      deletion.key !== undefined &&
      this.spelled(write.key) === this.spelled(deletion.key)
    );
  }

  private unmatched(
    { label, absent }: MatchingArgument,
    node: CallNode,
    writes: readonly LibraryCall[],
  ): Omit<MissedDelete, 'start' | 'end' | 'call'> | undefined {
    const deleted = this.argument(node, label);
    if (deleted === undefined && absent === 'any') return undefined;
    const fallback = absent === 'any' ? undefined : absent.as;
    const differing = writes.map((write) => {
      const given = write.node.kind === 'call' ? this.argument(write.node, label) : undefined;
      return { write, written: given ?? fallback };
    });
    const wanted = deleted ?? fallback;
    const [first] = differing;
    if (!first || differing.some(({ written }) => written === undefined || written === wanted))
      return undefined;
    const credential = guessCredential(
      {
        keys: first.write.key ? [first.write.key] : [],
        at: first.write.node,
        ...(first.write.value && { value: first.write.value }),
      },
      this.scopes,
    );
    const last = node.args.at(-1);
    const repair =
      deleted === undefined && last
        ? { start: last.end, end: last.end, newText: `, ${label}: ${first.written ?? ''}` }
        : undefined;
    return {
      write: first.write.span,
      differs: label,
      written: first.written ?? '',
      ...(deleted !== undefined && { deleted }),
      ...(credential && { credential }),
      ...(repair && { repair }),
    };
  }

  private argument(node: CallNode, label: string): string | undefined {
    const argument = node.args.find((one) => one.label === label);
    return argument && this.written(argument.value);
  }

  /** What a value comes down to: its text where that is told, else what it is written as. */
  private spelled(value: Expression): string {
    return this.written(trace(value, this.scopes).node);
  }

  private written(span: Span): string {
    return slice(this.code.text, spanOf(span));
  }
}

const SYNCHRONIZABLE: ReadonlyMap<string, 'true' | 'false' | 'any'> = new Map([
  ['kCFBooleanTrue', 'true'],
  ['kCFBooleanFalse', 'false'],
  ['kSecAttrSynchronizableAny', 'any'],
]);

function spanOf({ start, end }: Span): Span {
  return { start, end };
}
