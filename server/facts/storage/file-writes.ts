import type { CallNode, Expression } from '../../code/model.js';
import type { TextEdit } from '../../finding.js';
import { PASSING_DESTINATIONS } from '../../knowledge/plain-stores.js';
import { guessCredential } from '../credential.js';
import { canThrow, ownerOf, parameterIndex, statementOf, storeKey, typesOf } from '../owner.js';
import type { FileMoves } from './file-moves.js';
import type { Scopes } from '../scope.js';
import type { StoreUse } from './storage-model.js';
import { bare } from '../trace.js';

/** Options of a write under which the file is readable only while the device is unlocked. */
const COMPLETE = /completeFileProtection$|complete$|completeUnlessOpen|completeFileProtectionUnlessOpen/;

interface FileWrite {
  readonly value: Expression;
  readonly destination: Expression;
}

/**
 * A write of data to a file without complete protection:
 * `data.write(to:)`, `string.write(toFile:…)`, `NSKeyedArchiver.archiveRootObject(_:toFile:)`,
 * `FileManager.default.createFile(atPath:contents:)`.
 */
export function fileWrite(node: CallNode, scopes: Scopes, moves: FileMoves): StoreUse | undefined {
  const write = fileWriteOf(node);
  if (!write || isProtected(node)) return undefined;
  const { value, destination } = write;
  const credential = guessCredential({ keys: [], value, at: node }, scopes);
  const owner = ownerOf(node);
  const valueParameter = parameterIndex(value, node, scopes);
  const statement = statementOf(node);
  const edits = completeProtection(node);
  const move = moves.ofWrite(node, value);
  return {
    operation: 'write',
    store: 'file',
    storeName: 'a file',
    key: storeKey(destination, scopes),
    types: typesOf(value, scopes),
    canThrow: canThrow(node),
    value: { start: value.start, end: value.end },
    start: node.start,
    end: node.end,
    ...(credential && { credential }),
    ...(valueParameter !== undefined && { valueParameter }),
    ...(statement && { statement }),
    ...(move && { move }),
    ...(edits && { protection: { kind: 'complete', edits } }),
    ...(owner && { owner }),
  };
}

/** The reading or the removal of a file that the text names by a constant, variable or property. */
export function fileAccess(node: CallNode, scopes: Scopes, moves: FileMoves): StoreUse | undefined {
  const access = fileAccessOf(node);
  const place = access && bare(access.place);
  if (!access || (place?.kind !== 'name' && place?.kind !== 'member')) return undefined;
  const owner = ownerOf(node);
  const statement = statementOf(node);
  const move = moves.ofAccess(node, access);
  return {
    operation: access.operation,
    store: 'file',
    storeName: 'a file',
    key: storeKey(access.place, scopes),
    types: [],
    canThrow: canThrow(node),
    start: node.start,
    end: node.end,
    ...(statement && { statement }),
    ...(move && { move }),
    ...(owner && { owner }),
  };
}

/** A call that reads or removes a whole file. */
export interface FileAccess {
  readonly operation: 'read' | 'remove';
  readonly place: Expression;
  /** What a read gives. */
  readonly type?: 'String' | 'Data';
}

function fileAccessOf({ callee, args }: CallNode): FileAccess | undefined {
  const [first] = args;
  if (!first || (callee.kind !== 'name' && callee.kind !== 'member')) return undefined;
  const { name } = callee;
  if ((name === 'Data' || name === 'String') && /^contentsOf(File)?$/.test(first.label ?? '')) {
    return { operation: 'read', place: first.value, type: name };
  }
  if (name === 'contents' && first.label === 'atPath') {
    return { operation: 'read', place: first.value, type: 'Data' };
  }
  const removes = name === 'removeItem' && /^at(Path)?$/.test(first.label ?? '');
  return removes ? { operation: 'remove', place: first.value } : undefined;
}

function fileWriteOf(node: CallNode): FileWrite | undefined {
  const { callee, args } = node;
  if (callee.kind !== 'member' || !callee.object) return undefined;
  const [first] = args;
  if (callee.name === 'write' && first && /^(to|toFile)$/.test(first.label ?? '')) {
    if (isPassing(first.value)) return undefined;
    return { value: callee.object, destination: first.value };
  }
  if (callee.name === 'archiveRootObject' && first) {
    const file = args.find((argument) => argument.label === 'toFile');
    return file && { value: first.value, destination: file.value };
  }
  if (callee.name === 'createFile' && first?.label === 'atPath') {
    const contents = args.find((argument) => argument.label === 'contents');
    return contents && { value: contents.value, destination: first.value };
  }
  return undefined;
}

/** `header.write(to: stream)` */
function isPassing(destination: Expression): boolean {
  const node = bare(destination);
  return (node.kind === 'name' || node.kind === 'member') && PASSING_DESTINATIONS.test(node.name);
}

function isProtected(node: CallNode): boolean {
  return node.args.some((argument) => mentionsCompleteProtection(argument.value));
}

function mentionsCompleteProtection(node: Expression): boolean {
  if (node.kind === 'member') return COMPLETE.test(node.name);
  if (node.kind === 'list') return node.items.some(mentionsCompleteProtection);
  return node.kind === 'dictionary' && node.entries.some((entry) => mentionsCompleteProtection(entry.value));
}

/** What adds complete protection to a write; undefined for APIs that cannot give it. */
function completeProtection({ callee, args, parens }: CallNode): readonly TextEdit[] | undefined {
  const last = args.at(-1);
  if (callee.kind !== 'member' || !last || !parens) return undefined;
  const addition = (text: string): readonly TextEdit[] => [insertion(last.end, `, ${text}`)];
  if (callee.name === 'createFile') {
    const has = args.some(({ label }) => label === 'attributes');
    return has ? undefined : addition('attributes: [.protectionKey: FileProtectionType.complete]');
  }
  // Strings are written without options.
  const isOfData = args.every(({ label }) => label === 'to' || label === 'options');
  if (callee.name !== 'write' || !isOfData) return undefined;
  const options = args.find(({ label }) => label === 'options')?.value;
  if (!options) return addition('options: .completeFileProtection');
  if (options.kind === 'list') {
    const item = options.items.at(-1);
    return [
      item
        ? insertion(item.end, ', .completeFileProtection')
        : { span: { start: options.start, end: options.end }, newText: '.completeFileProtection' },
    ];
  }
  return [insertion(options.start, '['), insertion(options.end, ', .completeFileProtection]')];
}

function insertion(at: number, newText: string): TextEdit {
  return { span: { start: at, end: at }, newText };
}
