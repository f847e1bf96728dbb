import type { CallNode, Expression } from '../../code/model.js';
import { PASSING_DESTINATIONS } from '../../knowledge/plain-stores.js';
import { guessCredential } from '../credential.js';
import { canThrow, ownerOf, parameterIndex, statementOf, storeKey, typesOf } from '../owner.js';
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
export function fileWrite(node: CallNode, scopes: Scopes): StoreUse | undefined {
  const write = fileWriteOf(node);
  if (!write || isProtected(node)) return undefined;
  const { value, destination } = write;
  const credential = guessCredential({ keys: [], value, at: node }, scopes);
  const owner = ownerOf(node);
  const valueParameter = parameterIndex(value, node, scopes);
  const statement = statementOf(node);
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
    ...(owner && { owner }),
  };
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
