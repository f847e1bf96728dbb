import type { Argument, CallNode, Code, Expression } from '../../code/model.js';
import { nodesIn } from '../../code/nodes.js';
import { guessCredential } from '../credential.js';
import type { LevelMentions } from '../mentions.js';
import type { KeychainWrite } from '../model.js';
import type { Scopes } from '../scope.js';

const KEY_LABELS = new Set([
  'key',
  'forKey',
  'for',
  'account',
  'forAccount',
  'name',
  'named',
  'identifier',
  'id',
  'service',
]);

/** Functions that take a level and store nothing. */
const NO_STORES = new Set(['SecAccessControlCreateWithFlags', 'String', 'print', 'Set', 'NSString']);

/**
 * Calls of the app's own wrappers: whoever is handed one of Apple's level constants along with a value stores
 * that value with it.
 */
export function ownWrites(code: Code, scopes: Scopes, mentions: LevelMentions): KeychainWrite[] {
  return nodesIn(code.root, 'call').flatMap((node) => readCall(node, scopes, mentions) ?? []);
}

function readCall(node: CallNode, scopes: Scopes, mentions: LevelMentions): KeychainWrite | undefined {
  const { callee } = node;
  const name = callee.kind === 'name' || callee.kind === 'member' ? callee.name : undefined;
  if (name === undefined || NO_STORES.has(name) || /^(SecItem|CF)/.test(name)) return undefined;
  const level = node.args.find((argument) => mentionIn(argument, mentions));
  const mention = level && mentionIn(level, mentions);
  const others = node.args.filter((argument) => argument !== level && argument.value.kind !== 'nil');
  if (!mention || mention.api !== 'secItem' || mention.role !== 'sets' || others.length === 0)
    return undefined;
  const keys = others.filter((argument) => argument.label !== undefined && KEY_LABELS.has(argument.label));
  const value = others.find((argument) => !keys.includes(argument));
  const credential = guessCredential(
    { keys: keys.map((argument) => argument.value), at: node, ...(value && { value: value.value }) },
    scopes,
  );
  const span = callee.kind === 'member' ? callee.nameSpan : callee;
  return {
    api: 'secItem',
    call: name,
    start: span.start,
    end: span.end,
    level: { state: 'given', mention },
    userPresence: false,
    isGeneric: false,
    ...(credential && { credential }),
  };
}

function mentionIn(argument: Argument, mentions: LevelMentions): ReturnType<LevelMentions['of']> {
  const value: Expression = argument.value.kind === 'cast' ? argument.value.operand : argument.value;
  return mentions.of(value);
}
