import type { CallNode, Code, Expression, Node } from '../../code/model.js';
import { slice, type Span } from '../../span.js';
import type { KeptLevel } from './counterpart-model.js';
import { guessCredential } from '../credential.js';
import type { LibraryCall } from './library-calls.js';
import type { LevelMentions } from '../mentions.js';
import { enclosingMember, type Scopes } from '../scope.js';
import { trace } from '../trace.js';

/** Writes that put a stored value back with another level, where the library leaves the old level in place. */
export function keptLevels(
  code: Code,
  scopes: Scopes,
  mentions: LevelMentions,
  calls: readonly LibraryCall[],
): KeptLevel[] {
  const reader = new LevelReader(code, scopes, mentions, calls);
  return calls.flatMap((call) => reader.read(call) ?? []);
}

class LevelReader {
  constructor(
    private readonly code: Code,
    private readonly scopes: Scopes,
    private readonly mentions: LevelMentions,
    private readonly calls: readonly LibraryCall[],
  ) {}

  read(write: LibraryCall): KeptLevel | undefined {
    const { store, node, key, value, use } = write;
    const effect = store.library.onExistingItem;
    if (use !== 'write' || node.kind !== 'call' || !key || !value) return undefined;
    if (effect !== 'keepsLevel' && effect !== 'fails') return undefined;
    const level = this.levelOf(write, node);
    const mention = level && this.mentions.of(trace(level, this.scopes).node);
    const member = enclosingMember(node);
    const source = this.readBehind(value, write);
    if (!mention || !member || !source || this.isDeletedBefore(write, member)) return undefined;
    const credential = guessCredential({ keys: [key], at: node, value }, this.scopes);
    const repair = this.repair(write, node, key, member);
    return {
      ...write.span,
      api: store.library.id,
      call: write.name,
      level: mention.level,
      read: source.span,
      effect,
      ...(credential && { credential }),
      ...(repair && { repair }),
    };
  }

  private levelOf({ store }: LibraryCall, node: CallNode): Expression | undefined {
    const own = node.args.find(({ label }) =>
      store.library.levelPlaces.some((place) => place.at === 'argument' && place.label === label),
    );
    return own?.value ?? (typeof store.level === 'string' ? undefined : store.level);
  }

  /** The read of the same item that gave the value: by the same store, or by one that differs in its level. */
  private readBehind(value: Expression, write: LibraryCall): LibraryCall | undefined {
    const { node } = trace(value, this.scopes);
    const read = this.calls.find((call) => call.use === 'read' && call.node === node);
    const isSame = read && read.store.library === write.store.library && this.isSameKey(read, write);
    if (!isSame) return undefined;
    const sameStore = this.written(read.receiver) === this.written(write.receiver);
    const takesLevel = write.store.library.levelPlaces.some(({ at }) => at === 'argument');
    if (sameStore) return takesLevel ? read : undefined;
    return this.madeAlike(read, write) ? read : undefined;
  }

  /** `SimpleKeychain(service: s)` and `SimpleKeychain(service: s, accessibility: …)` hold the same items. */
  private madeAlike(read: LibraryCall, write: LibraryCall): boolean {
    const [one, other] = [read, write].map(({ receiver }) => trace(receiver, this.scopes).node);
    if (one?.kind !== 'call' || other?.kind !== 'call') return false;
    const [left, right] = [one, other].map((call) => this.itemArguments(call, write));
    return left === right && this.written(one) !== this.written(other);
  }

  private itemArguments(call: CallNode, { store }: LibraryCall): string {
    const others = call.args.filter(
      ({ label }) =>
        !store.library.levelPlaces.some((place) => place.at === 'constructor' && place.label === label),
    );
    return [call.callee, ...others].map((part) => this.written(part)).join(' ');
  }

  private isDeletedBefore(write: LibraryCall, member: Node): boolean {
    return this.calls.some(
      (call) =>
        call.node.start < write.node.start &&
        enclosingMember(call.node) === member &&
        (call.use === 'clear' || (call.use === 'delete' && this.isSameKey(call, write))),
    );
  }

  private isSameKey(one: LibraryCall, other: LibraryCall): boolean {
    return (
      one.key !== undefined &&
      other.key !== undefined &&
      this.written(trace(one.key, this.scopes).node) === this.written(trace(other.key, this.scopes).node)
    );
  }

  /** The line that deletes the old item, before the statement that writes. */
  private repair(write: LibraryCall, node: CallNode, key: Expression, member: Node): KeptLevel['repair'] {
    const { library } = write.store;
    const [deletion] = library.deletes;
    const canThrow = member.kind === 'function' && member.throws;
    if (!deletion || typeof deletion.key === 'number' || (library.failure === 'throws' && !canThrow))
      return undefined;
    let statement: Node = node;
    while (statement.parent && statement.parent.kind !== 'block') {
      if (statement.parent.kind === 'closure') return undefined;
      statement = statement.parent;
    }
    const { text } = this.code;
    const indent = text.slice(text.lastIndexOf('\n', statement.start - 1) + 1, statement.start);
    if (indent.trim() !== '') return undefined;
    const call = `${this.written(write.receiver)}.${deletion.method}(${deletion.key}: ${this.written(key)})`;
    const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
    const attempt = library.failure === 'throws' ? 'try ' : '';
    return { at: statement.start, newText: `${attempt}${call}${lineBreak}${indent}` };
  }

  private written(span: Span): string {
    return slice(this.code.text, { start: span.start, end: span.end });
  }
}
