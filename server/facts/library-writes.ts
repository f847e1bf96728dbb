import type { Argument, AssignNode, CallNode, Code, Expression } from '../code/model.js';
import { walk } from '../code/walk.js';
import type { ArgumentPlace, KeychainLibrary, WriteCall } from '../knowledge/libraries/library.js';
import { guessCredential } from './credential.js';
import type { LevelMentions } from './mentions.js';
import type { KeychainWrite, LevelInsertion, WriteLevel } from './model.js';
import type { Scopes } from './scope.js';
import type { Store, Stores } from './stores.js';
import { bare, trace } from './trace.js';

/** The calls of a text that store an item through a library. */
export function libraryWrites(
  code: Code,
  scopes: Scopes,
  stores: Stores,
  mentions: LevelMentions,
): KeychainWrite[] {
  const writes: KeychainWrite[] = [];
  const reader = new WriteReader(scopes, stores, mentions);
  walk(code.root, (node) => {
    const write =
      node.kind === 'call' ? reader.call(node) : node.kind === 'assign' ? reader.subscript(node) : undefined;
    if (write) writes.push(write);
  });
  return writes;
}

class WriteReader {
  constructor(
    private readonly scopes: Scopes,
    private readonly stores: Stores,
    private readonly mentions: LevelMentions,
  ) {}

  call(node: CallNode): KeychainWrite | undefined {
    const { callee } = node;
    if (callee.kind !== 'member' || !callee.object) return undefined;
    const receiver = this.receiver(callee.object, callee.name, node.args);
    if (!receiver) return undefined;
    const { store, write } = receiver;
    const value = write.value === undefined ? undefined : argumentAt(node.args, write.value);
    if (isRemoval(value)) return undefined;
    return {
      api: store.library.id,
      call: `${store.library.name}.${callee.name}`,
      start: callee.nameSpan.start,
      end: callee.nameSpan.end,
      level: this.level(store, node.args, () => callInsertion(store.library, node)),
      userPresence: false,
      isGeneric: false,
      ...this.credential(argumentAt(node.args, write.key), value, node),
    };
  }

  /** `keychain["token"] = token`; assigning nil deletes (or does nothing), so it is no write. */
  subscript(node: AssignNode): KeychainWrite | undefined {
    const { target, value } = node;
    if (target.kind !== 'index' || isRemoval(value)) return undefined;
    const receiver = this.receiver(target.object, 'subscript', target.args);
    const [key] = target.args;
    if (!receiver || !key || key.label === 'attributes') return undefined;
    const { store } = receiver;
    const { object } = target;
    return {
      api: store.library.id,
      call: `${store.library.name}'s subscript`,
      start: target.start,
      end: target.end,
      level: this.level(store, [], () => builderInsertion(store.library, object)),
      userPresence: false,
      isGeneric: false,
      ...this.credential(key.value, value, node),
    };
  }

  private receiver(
    object: Expression,
    method: string,
    args: readonly Argument[],
  ): { readonly store: Store; readonly write: WriteCall } | undefined {
    const library = this.stores.libraries.find((one) => this.stores.isType(bare(object), one));
    const store = library ? { library, level: 'none' as const } : this.stores.of(object);
    const write = store?.library.writes.find(
      (candidate) =>
        candidate.method === method &&
        (candidate.on === 'type' || !library) &&
        argumentAt(args, candidate.key) !== undefined,
    );
    return store && write ? { store, write } : undefined;
  }

  private credential(
    key: Expression | undefined,
    value: Expression | undefined,
    at: CallNode | AssignNode,
  ): Pick<KeychainWrite, 'credential'> {
    const evidence = { keys: key ? [key] : [], at, ...(value && { value }) };
    const credential = guessCredential(evidence, this.scopes);
    return credential ? { credential } : {};
  }

  private level(
    store: Store,
    args: readonly Argument[],
    insertion: () => LevelInsertion | undefined,
  ): WriteLevel {
    const labels = store.library.levelPlaces.flatMap((place) =>
      place.at === 'argument' ? [place.label] : [],
    );
    const own = args.find((argument) => argument.label !== undefined && labels.includes(argument.label));
    const level = own?.value ?? store.level;
    if (level === 'unknown') return { state: 'unknown' };
    if (level !== 'none') {
      const mention = this.mentions.of(trace(level, this.scopes).node);
      return mention ? { state: 'given', mention } : { state: 'unknown' };
    }
    const place = insertion();
    return {
      state: 'default',
      ...(store.library.defaultLevel && { level: store.library.defaultLevel }),
      ...(place && { insertion: place }),
    };
  }
}

function isRemoval(value: Expression | undefined): boolean {
  return value?.kind === 'nil';
}

function argumentAt(args: readonly Argument[], place: ArgumentPlace): Expression | undefined {
  if (typeof place === 'number') return args[place]?.value;
  return args.find((argument) => argument.label === place)?.value;
}

function callInsertion(library: KeychainLibrary, node: CallNode): LevelInsertion | undefined {
  const { addition } = library;
  if (addition.by === 'builder') {
    return node.callee.kind === 'member' && node.callee.object
      ? builderInsertion(library, node.callee.object)
      : undefined;
  }
  if (addition.by !== 'argument') return undefined;
  const behind = node.args.find((argument) => argument.label === addition.behind) ?? node.args.at(-1);
  return behind && { at: behind.end, before: `, ${addition.label}: .`, after: '' };
}

function builderInsertion(library: KeychainLibrary, receiver: Expression): LevelInsertion | undefined {
  const { addition } = library;
  if (addition.by !== 'builder') return undefined;
  return { at: receiver.end, before: `.${addition.method}(.`, after: ')' };
}
