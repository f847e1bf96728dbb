import type { Argument, CallNode, Expression, Node } from '../../code/model.js';
import type { KeychainLibrary } from '../../knowledge/libraries/library.js';
import { guessCredential } from '../credential.js';
import type { LibraryCall } from './library-calls.js';
import type { LevelMentions } from '../mentions.js';
import type { KeychainWrite, LevelInsertion, WriteLevel } from '../model.js';
import type { Scopes } from '../scope.js';
import type { Store } from '../storage/stores.js';
import { trace } from '../trace.js';

/** What a text stores through libraries. */
export function libraryWrites(
  calls: readonly LibraryCall[],
  scopes: Scopes,
  mentions: LevelMentions,
): KeychainWrite[] {
  const reader = new WriteReader(scopes, mentions);
  return calls.flatMap((call) => (call.use === 'write' ? [reader.read(call)] : []));
}

class WriteReader {
  constructor(
    private readonly scopes: Scopes,
    private readonly mentions: LevelMentions,
  ) {}

  read(call: LibraryCall): KeychainWrite {
    const { library } = call.store;
    const args = call.node.kind === 'call' ? call.node.args : [];
    return {
      api: library.id,
      call: call.name,
      ...call.span,
      level: this.level(call.store, args, () => insertionFor(call)),
      userPresence: false,
      isGeneric: false,
      ...this.credential(call.key, call.value, call.node),
    };
  }

  private credential(
    key: Expression | undefined,
    value: Expression | undefined,
    at: Node,
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
    const own = args.find(({ label }) =>
      store.library.levelPlaces.some((place) => place.at === 'argument' && place.label === label),
    );
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

function insertionFor({ node, store }: LibraryCall): LevelInsertion | undefined {
  if (node.kind === 'call') return callInsertion(store.library, node);
  return node.kind === 'assign' && node.target.kind === 'index'
    ? builderInsertion(store.library, node.target.object)
    : undefined;
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
