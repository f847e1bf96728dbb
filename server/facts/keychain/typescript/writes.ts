import type { Code, Expression, ImportNode } from '../../../code/model.js';
import { walk } from '../../../code/walk.js';
import type { ModuleLibrary } from '../../../knowledge/libraries/typescript/module-library.js';
import { slice } from '../../../span.js';
import { comesFromCaller, guessCredential } from '../../credential.js';
import type { LevelMentions } from '../../mentions.js';
import type { CredentialGuess, KeychainWrite, LevelInsertion, WriteLevel } from '../../model.js';
import type { Scopes } from '../../scope.js';
import { entryOf, type StoreCall } from '../../storage/typescript/module-calls.js';
import { holdsNothing, trace } from '../../trace.js';

/** What a TypeScript text stores in the Keychain. */
export function moduleWrites(
  calls: readonly StoreCall[],
  code: Code,
  scopes: Scopes,
  mentions: LevelMentions,
): KeychainWrite[] {
  return calls.flatMap((call) => (isStored(call) ? [writeOf(call, code, scopes, mentions)] : []));
}

function isStored({ library, call, items }: StoreCall): boolean {
  const value = items[0]?.value;
  return library.store === 'keychain' && call.use === 'write' && !(value && holdsNothing(value));
}

function writeOf(call: StoreCall, code: Code, scopes: Scopes, mentions: LevelMentions): KeychainWrite {
  const credential = credentialOf(call, scopes);
  const [item] = call.items;
  return {
    api: call.library.id,
    call: nameOf(call, code),
    level: levelOf(call, code, scopes, mentions),
    userPresence: asksForPresence(call),
    isGeneric: item?.value !== undefined && comesFromCaller(item.value, scopes),
    ...(credential && { credential }),
    ...call.span,
  };
}

/** What is called, as written: `SecureStore.setItemAsync`. */
export function nameOf({ node }: StoreCall, code: Code): string {
  return slice(code.text, { start: node.callee.start, end: node.callee.end }).replace(/\s+/g, '');
}

/** The credential that a call is about, by its key, its service or user, its value. */
export function credentialOf({ items, node, call }: StoreCall, scopes: Scopes): CredentialGuess | undefined {
  const [item] = items;
  const user = call.family === undefined ? undefined : node.args[0]?.value;
  const keys = [item?.key, call.use === 'write' ? user : undefined].filter((key) => key !== undefined);
  return guessCredential({ keys, at: node, ...(item?.value && { value: item.value }) }, scopes);
}

function asksForPresence({ options }: StoreCall): boolean {
  return (
    options.state === 'given' &&
    ['requireAuthentication', 'accessControl'].some((name) => {
      const value = entryOf(options.node, name);
      return value !== undefined && !(value.kind === 'boolean' && value.text === 'false');
    })
  );
}

function levelOf(call: StoreCall, code: Code, scopes: Scopes, mentions: LevelMentions): WriteLevel {
  const { library, options } = call;
  if (options.state === 'unknown') return { state: 'unknown' };
  if (library.makers.length > 0) return makerLevel(call, scopes, mentions);
  const given = givenLevel(call);
  if (given) {
    const mention = mentions.of(trace(given, scopes).node);
    return mention ? { state: 'given', mention } : { state: 'unknown' };
  }
  if (!library.defaultLevel) return { state: 'unknown' };
  const insertion = insertionFor(call, code);
  return { state: 'default', level: library.defaultLevel, ...(insertion && { insertion }) };
}

/** The expression that gives the level of a call: an argument of its own, or among its options. */
export function givenLevel({ library, options, call, node }: StoreCall): Expression | undefined {
  if (call.level !== undefined) return node.args[call.level]?.value;
  if (options.state !== 'given') return undefined;
  for (const name of library.levelOptions) {
    const value = entryOf(options.node, name);
    if (value) return value;
  }
  return undefined;
}

/** `new SecureStorage(kSecAttrAccessibleWhenUnlocked)` */
function makerLevel({ library, maker }: StoreCall, scopes: Scopes, mentions: LevelMentions): WriteLevel {
  if (!maker) return { state: 'unknown' };
  const [argument] = maker.args;
  if (argument) {
    const mention = mentions.of(trace(argument.value, scopes).node);
    return mention ? { state: 'given', mention } : { state: 'unknown' };
  }
  return library.defaultLevel ? { state: 'default', level: library.defaultLevel } : { state: 'unknown' };
}

/** Where the level goes: into the options that are there, or into some behind the last argument. */
function insertionFor({ library, options, call, node }: StoreCall, code: Code): LevelInsertion | undefined {
  const [option] = library.levelOptions;
  const qualifier = library.hasTextLevels ? undefined : qualifierOf(library, code);
  if (option === undefined || !qualifier) return undefined;
  const { written, importing } = qualifier;
  const common = { written, ...(importing && { importing }) };
  if (options.state === 'given') {
    const { start, entries } = options.node;
    // Entries on lines of their own get one more line.
    const line = /^[ \t]*(\r?\n[ \t]*)(?=[^\s}])/.exec(code.text.slice(start + 1, options.node.end))?.[1];
    return {
      ...common,
      at: start + 1,
      before: `${line ?? ' '}${option}: ${written}`,
      after: entries.length === 0 ? ' ' : ',',
      ...(!options.isInline && { isShared: true }),
    };
  }
  const last = node.args.at(-1);
  if (!last || node.args.length !== call.options) return undefined;
  return { ...common, at: last.end, before: `, { ${option}: ${written}`, after: ' }' };
}

/** What stands before the constants of the levels in a text, and what has to be imported for them. */
function qualifierOf(
  { modules, levelObject }: ModuleLibrary,
  code: Code,
): (Required<Pick<LevelInsertion, 'written'>> & Pick<LevelInsertion, 'importing'>) | undefined {
  const imports: ImportNode[] = [];
  walk(code.root, (node) => {
    if (node.kind === 'import' && !node.typeOnly && modules.includes(node.module)) imports.push(node);
    return node.kind === 'block';
  });
  const bindings = imports.flatMap((node) => node.bindings ?? []);
  const object = levelObject === undefined ? '' : `${levelObject}.`;
  const named = bindings.find(({ imported }) => levelObject !== undefined && imported === levelObject);
  if (named) return { written: `${named.local}.` };
  const whole = bindings.find(({ imported }) => imported === '*');
  if (whole) return { written: `${whole.local}.${object}` };
  // Where the constants are no part of what is exported as default, they are imported by name.
  const [first] = imports;
  if (!first || bindings.length === 0) return undefined;
  return {
    written: object,
    importing: { module: first.module, ...(levelObject !== undefined && { name: levelObject }) },
  };
}
