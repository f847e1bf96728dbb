import { type Level, levelOfConstant } from '../../knowledge/levels.js';
import {
  isObjectiveCWipe,
  keyPart,
  objectiveCOperation,
  objectiveCStore,
  type ObjectiveCStore,
  valuePart,
} from '../../knowledge/libraries/objective-c.js';
import { SEC_ITEM_CALLS } from '../../knowledge/secitem.js';
import { isRemoving } from '../../knowledge/sign-out.js';
import { type Message, messagesIn, next } from '../../syntax/objective-c/messages.js';
import type { Method, Range } from '../../syntax/objective-c/methods.js';
import type {
  PassedArgument,
  PassingCall,
  StoredLevel,
  StoreOperation,
  StoreUse,
} from '../storage/storage-model.js';
import { type Expressions, labelsOf, type NamedKey } from './expressions.js';
import { guessOf } from './guess.js';
import { ownerOf, swiftName } from './names.js';

const KEYCHAIN: ObjectiveCStore = { store: 'keychain', storeName: 'the Keychain' };

const SEC_ITEM_OPERATIONS: Readonly<Record<string, StoreOperation>> = {
  add: 'write',
  update: 'write',
  copy: 'read',
  delete: 'remove',
};

/** What a method does to stores, and what it hands to functions that may do so. */
export interface MethodStorage {
  readonly uses: readonly StoreUse[];
  readonly calls: readonly PassingCall[];
}

/** Reads what one method does to stores. What it hands in itself is for its callers to tell. */
export class StorageReader {
  private readonly messages: readonly Message[];
  private readonly attributes = new Map<string, Range | undefined>();
  private makers: readonly Message[] | undefined;

  constructor(
    private readonly method: Method,
    private readonly read: Expressions,
    private readonly levelsOf: (selector: string) => ReadonlySet<Level>,
  ) {
    this.messages = messagesIn(read.tokens, method.body);
  }

  all(): MethodStorage {
    const uses: StoreUse[] = [];
    const calls: PassingCall[] = [];
    for (const message of this.messages) {
      const use = this.secItem(message) ?? this.storeMessage(message);
      if (use) uses.push(use);
      else calls.push(...this.passing(message));
    }
    return { uses, calls };
  }

  /** `[defaults removeObjectForKey:kToken]`, `[SAMKeychain setPassword:token forService:s account:a]` */
  private storeMessage(message: Message): StoreUse | undefined {
    const { receiver, parts } = message;
    const type = receiver && this.read.classOf(receiver);
    const place = type === undefined ? undefined : objectiveCStore(type);
    const labels = labelsOf(message);
    const selector = labels[0] ?? '';
    const operation = place && objectiveCOperation(selector);
    if (!place || !operation) return undefined;
    const takesArguments = parts[0]?.argument !== undefined;
    const isWipe =
      operation === 'remove' && (isObjectiveCWipe(selector) || (!takesArguments && /All/.test(selector)));
    if (isWipe) return this.use(message, 'wipe', place);
    if (!takesArguments) return operation === 'remove' ? this.use(message, operation, place) : undefined;
    const keyAt = keyPart(labels);
    const keyRange = keyAt === undefined ? undefined : parts[keyAt]?.argument;
    if (operation !== 'remove' && !keyRange) return undefined;
    const key = keyRange ? this.read.keyOf(keyRange, this.method) : NO_KEY;
    const valueAt = operation === 'write' ? valuePart(labels, keyAt) : undefined;
    return this.use(
      message,
      operation,
      place,
      key,
      valueAt === undefined ? undefined : parts[valueAt]?.argument,
    );
  }

  /** A SecItem call, on the item whose account or service the method names. */
  private secItem(message: Message): StoreUse | undefined {
    const name = message.receiver ? '' : (message.parts[0]?.label ?? '');
    const called = Object.hasOwn(SEC_ITEM_CALLS, name) ? SEC_ITEM_CALLS[name] : undefined;
    const operation = called && SEC_ITEM_OPERATIONS[called];
    if (!operation) return undefined;
    const account = this.attribute('kSecAttrAccount');
    const value = operation === 'write' ? this.attribute('kSecValueData') : undefined;
    const maker = account ? undefined : this.makerOf(message.parts[0]?.argument);
    const named = account ?? maker?.parts[keyPart(labelsOf(maker)) ?? 0]?.argument;
    const isWipe = operation === 'remove' && !named && this.mentions('kSecClass') && !this.handsIn;
    const place = { ...KEYCHAIN, level: this.level(maker) };
    if (isWipe) return this.use(message, 'wipe', place);
    const key = named ?? this.attribute('kSecAttrService');
    return this.use(message, operation, place, key && this.read.keyOf(key, this.method), value);
  }

  private get handsIn(): boolean {
    return this.method.parts.some(({ parameter }) => parameter !== undefined);
  }

  /** What makes a query of a key in another method: `query = [self queryForKey:key]`. */
  private makerOf(query: Range | undefined): Message | undefined {
    if (!query) return undefined;
    const name = this.read.lastWord(query);
    this.makers ??= this.messages.filter(
      ({ parts }) => parts[0]?.argument && /query|dictionary|attributes|search/i.test(parts[0].label),
    );
    return this.makers.find(({ at }) => (query.from <= at && at < query.to) || this.assignedAt(at) === name);
  }

  /** What the statement around a place gives its value to. */
  private assignedAt(place: number): string | undefined {
    const { all } = this.read.tokens;
    let at = place;
    while (at > this.method.body.from && !/^[;{}=]$/.test(all[at]?.text ?? '')) at -= 1;
    return all[at]?.text === '=' ? all[at - 1]?.text : undefined;
  }

  /** What the method gives an attribute: in a literal, by subscript, by `setObject:forKey:`, in a list of pairs. */
  private attribute(name: string): Range | undefined {
    if (!this.attributes.has(name)) this.attributes.set(name, this.findAttribute(name));
    return this.attributes.get(name);
  }

  private findAttribute(name: string): Range | undefined {
    const { all } = this.read.tokens;
    const { from, to } = this.method.body;
    for (let at = from; at < to; at += 1) {
      if (all[at]?.text !== name) continue;
      const found = this.valueAfter(at) ?? this.valueBefore(at);
      if (found) return found;
    }
    return undefined;
  }

  private valueAfter(at: number): Range | undefined {
    const { tokens } = this.read;
    let mark = at + 1;
    while (tokens.all[mark]?.text === ')') mark += 1;
    const isSubscript = tokens.all[mark]?.text === ']' && tokens.all[mark + 1]?.text === '=';
    if (tokens.all[mark]?.text !== ':' && !isSubscript) return undefined;
    const from = mark + (isSubscript ? 2 : 1);
    return { from, to: next(tokens, { from, to: this.method.body.to }, (text) => /^[,;}\]]$/.test(text)) };
  }

  private valueBefore(at: number): Range | undefined {
    const { all, partners } = this.read.tokens;
    const setting = this.messages.find(({ parts }) => {
      const key = parts[1]?.argument;
      return parts[1]?.label === 'forKey' && key && key.from <= at && at < key.to;
    });
    if (setting) return setting.parts[0]?.argument;
    let end = at - 1;
    while (all[end]?.text === ')') end = (partners.get(end) ?? 0) - 1;
    if (all[end]?.text !== ',') return undefined;
    let from = end;
    while (from > this.method.body.from && !/^[,:]$/.test(all[from - 1]?.text ?? ''))
      from =
        (all[from - 1]?.text === ']' || all[from - 1]?.text === ')' ? partners.get(from - 1) : undefined) ??
        from - 1;
    return { from, to: end };
  }

  private mentions(name: string): boolean {
    const { from, to } = this.method.body;
    return this.read.tokens.all.slice(from, to).some(({ text }) => text === name);
  }

  private use(
    message: Message,
    operation: StoreOperation,
    place: ObjectiveCStore & { readonly level?: StoredLevel },
    { parameter, ...key }: NamedKey = NO_KEY,
    value?: Range,
  ): StoreUse {
    const { start, end } = message;
    const { store, storeName, level } = place;
    const written = value && this.read.keyOf(value, this.method);
    const credential = guessOf(key, value && this.read.lastWord(value), message, this.method);
    const does = value && this.read.isNil(value) ? 'remove' : operation;
    return {
      operation: does,
      store,
      storeName,
      key,
      types: [],
      canThrow: false,
      start,
      end,
      owner: ownerOf(this.method),
      isForeign: true,
      ...(parameter !== undefined && { keyParameter: parameter }),
      ...(written?.parameter !== undefined && { valueParameter: written.parameter }),
      ...(credential && does !== 'remove' && { credential }),
      ...(does === 'write' && store === 'keychain' && { level: level ?? UNKNOWN_LEVEL }),
    };
  }

  /** The one level that the method names, or the other method that makes its query. */
  private level(maker: Message | undefined): StoredLevel {
    const own = levelsIn(this.method, this.read);
    const levels = own.size > 0 || !maker ? own : this.levelsOf(maker.parts[0]?.label ?? '');
    const [level, ...others] = levels;
    return level && others.length === 0 ? { state: 'given', api: 'secItem', level } : UNKNOWN_LEVEL;
  }

  /** A call that may hand a key to a wrapper: of a method that takes something away, or keeps something. */
  private passing(message: Message): readonly PassingCall[] {
    const { receiver, parts, start, end } = message;
    const [first] = parts;
    if (!first?.argument) return [];
    const labels = labelsOf(message);
    const called = receiver ? swiftName(labels, true) : { name: first.label, labels: labels.map(() => '_') };
    const operation = objectiveCOperation(called.name);
    if (!operation && !isRemoving(called.name)) return [];
    const args = parts.flatMap(({ argument }) =>
      argument ? [this.passed(argument, message, operation === 'write')] : [],
    );
    const isTelling = args.some(({ key, parameter }) => parameter !== undefined || isNamed(key));
    if (!isTelling && !isRemoving(called.name)) return [];
    const type = receiver && this.read.classOf(receiver);
    return [
      {
        ...called,
        ...(receiver && type !== 'self' && { receiver: type ?? '' }),
        varies: false,
        args,
        owner: ownerOf(this.method),
        canThrow: false,
        start,
        end,
      },
    ];
  }

  private passed(argument: Range, message: Message, isWrite: boolean): PassedArgument {
    const { all } = this.read.tokens;
    const { parameter, ...key } = this.read.keyOf(argument, this.method);
    const { start, end } = message;
    const value = this.read.lastWord(argument);
    const credential = guessOf(key, value, message, isWrite ? this.method : undefined);
    return {
      key,
      types: [],
      ...(credential && { credential }),
      ...(parameter !== undefined && { parameter }),
      span: { start: all[argument.from]?.start ?? start, end: all[argument.to - 1]?.end ?? end },
      isNil: this.read.isNil(argument),
    };
  }
}

const NO_KEY: NamedKey = { pieces: [], names: [] };
const UNKNOWN_LEVEL: StoredLevel = { state: 'unknown', api: 'secItem' };

function isNamed({ pieces, names }: NamedKey): boolean {
  return pieces.length + names.length > 0;
}

/** The accessibility levels that a method names. */
export function levelsIn({ body }: Method, { tokens }: Expressions): ReadonlySet<Level> {
  const words = tokens.all.slice(body.from, body.to);
  return new Set(words.flatMap(({ text }) => levelOfConstant(text) ?? []));
}
