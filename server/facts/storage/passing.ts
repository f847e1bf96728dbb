import type { CallNode, Expression } from '../../code/model.js';
import { isOtherToken, kindOfKeyName } from '../../knowledge/credentials.js';
import { guessCredential } from '../credential.js';
import { accountAt } from './account-reach.js';
import { canThrow, ownerOf, parameterIndex, statementOf, storeKey, typesOf } from '../owner.js';
import type { Scopes } from '../scope.js';
import type { PassedArgument, PassingCall, StoreKey, StoreUse } from './storage-model.js';
import { bare, declarationOf, holdsNothing, literalText } from '../trace.js';
import { isNoSecret } from '../value.js';
import { varies } from './varies.js';

/** Words that functions which keep or drop things begin with. */
const STORING =
  /^(unset|save|set|store|write|put|add|update|upsert|insert|persist|cache|encode|keep|remember|delete|remove|clear|wipe|reset|erase|purge|forget|destroy|get|load|read|fetch|retrieve|string|data|value)/i;

/** The same, in short: `rmStorage`, `del`. */
const SHORT = /^(del|rm)(?![a-z])/;

/** Whether a function of a name may keep or drop something. */
export function mayStore(name: string): boolean {
  return STORING.test(name) || SHORT.test(name);
}

/**
 * A call that may hand a credential, or a parameter of its own function, to a wrapper of a store.
 * @param given what the called function is named, where that is known and is not what the call says
 */
export function passingCall(node: CallNode, scopes: Scopes, given?: string): PassingCall | undefined {
  const { callee } = node;
  const name = given ?? (callee.kind === 'name' || callee.kind === 'member' ? callee.name : undefined);
  if (name === undefined || node.args.length === 0 || (given === undefined && !mayStore(name)))
    return undefined;
  const args = node.args.map((argument) => {
    const entries = node.args.length === 1 ? entriesOf(argument.value, node, scopes) : undefined;
    return { ...passed(argument.value, node, scopes), ...(entries && { entries }) };
  });
  const tells = args
    .flatMap(withEntries)
    .some(
      (argument) =>
        argument.credential ||
        argument.isNil ||
        argument.parameter !== undefined ||
        argument.types.length > 0 ||
        isKey(argument.key),
    );
  if (!tells) return undefined;
  const receiver = callee.kind === 'member' && callee.object ? receiverOf(callee.object, scopes) : undefined;
  const owner = ownerOf(node);
  const statement = statementOf(node);
  const account = accountAt(node);
  return {
    name,
    varies: callee.kind === 'member' && callee.object !== undefined && varies(callee.object, scopes),
    labels: node.args.map((argument) => argument.label ?? '_'),
    args,
    canThrow: canThrow(node),
    ...(receiver !== undefined && { receiver }),
    ...(owner && { owner }),
    ...(statement && { statement }),
    ...(account && { account }),
    start: node.start,
    end: node.end,
  };
}

/** `{ key: 'token', value }`, without what a spread brings along. */
function entriesOf(value: Expression, call: CallNode, scopes: Scopes): PassedArgument['entries'] {
  const object = bare(value);
  if (object.kind !== 'dictionary') return undefined;
  return Object.fromEntries(
    object.entries.flatMap((entry) => {
      const name = entry.key && literalText(entry.key);
      return name === undefined ? [] : [[name, passed(entry.value, call, scopes)]];
    }),
  );
}

/** An argument, and what is in it. */
export function withEntries(argument: PassedArgument): readonly PassedArgument[] {
  return [argument, ...Object.values(argument.entries ?? {})];
}

/** Whether a function is handed the key or the value of an operation. */
export function isHanded(use: StoreUse): boolean {
  return use.owner !== undefined && (use.keyParameter !== undefined || use.valueParameter !== undefined);
}

/** Whether a call hands on what its function is handed. */
export function handsOn(call: PassingCall): boolean {
  return (
    call.owner !== undefined &&
    call.args.flatMap(withEntries).some(({ parameter }) => parameter !== undefined)
  );
}

/** A text, or a constant of another file: what is read or deleted under it may be a credential. */
function isKey({ pieces, names }: StoreKey): boolean {
  return pieces.some((piece) => piece !== '') || names.some((name) => /^[A-Z]\w*\./.test(name));
}

function passed(value: Expression, call: CallNode, scopes: Scopes): PassedArgument {
  const key = storeKey(value, scopes);
  const parameter = parameterIndex(value, call, scopes);
  const credential = keyGuess(key, value) ?? valueGuess(value, call, scopes);
  return {
    key,
    types: typesOf(value, scopes),
    isNil: holdsNothing(value),
    span: { start: value.start, end: value.end },
    ...(parameter !== undefined && { parameter }),
    ...(credential && { credential }),
  };
}

/** A key constant, an enum case or a literal that names a credential. */
function keyGuess(key: PassedArgument['key'], value: Expression): PassedArgument['credential'] {
  const constant = value.kind === 'text' || (value.kind === 'member' && /^[A-Z]|^$/.test(firstName(value)));
  const names = [...key.pieces, ...key.names];
  if (!constant || names.some(isOtherToken)) return undefined;
  for (const name of names) {
    const kind = kindOfKeyName(name);
    if (kind)
      return {
        kind,
        name: name.replace(/^\W+|\W+$/g, ''),
        source: 'key',
        start: value.start,
        end: value.end,
      };
  }
  return undefined;
}

function firstName(node: Expression): string {
  if (node.kind === 'name') return node.name;
  return node.kind === 'member' && node.object ? firstName(bare(node.object)) : '';
}

function valueGuess(value: Expression, call: CallNode, scopes: Scopes): PassedArgument['credential'] {
  if (isNoSecret(value, scopes)) return undefined;
  const guess = guessCredential({ keys: [], value, at: call }, scopes);
  // What the surroundings say is the caller's business, not the argument's.
  return guess && (guess.source === 'value' || guess.source === 'parameter' || guess.source === 'type')
    ? guess
    : undefined;
}

const SHARED = /^(shared|default|standard|current|instance|main|sharedInstance)$/;

/** The type of a receiver where it is told, else the receiver's name. */
function receiverOf(object: Expression, scopes: Scopes): string | undefined {
  const node = bare(object);
  if (node.kind === 'call') return receiverOf(node.callee, scopes);
  if (node.kind === 'member' && node.object && SHARED.test(node.name)) return receiverOf(node.object, scopes);
  if (node.kind !== 'name' && node.kind !== 'member') return undefined;
  if (node.kind === 'name' && (node.name === 'self' || node.name === 'Self')) return undefined;
  const declaration = declarationOf(node, scopes);
  const type =
    declaration?.kind === 'variable'
      ? (declaration.type ?? madeType(declaration.value))
      : declaration?.kind === 'parameter'
        ? declaration.parameter.type
        : undefined;
  return type?.replace(/^(any|some) /, '').replace(/[?!]$/, '') ?? node.name;
}

function madeType(value: Expression | undefined): string | undefined {
  const node = value && bare(value);
  const made = node?.kind === 'call' ? node.callee : node?.kind === 'member' ? node.object : undefined;
  return made?.kind === 'name' && /^[A-Z]/.test(made.name) ? made.name : undefined;
}
