import type { Argument, CallNode, Expression, Node } from '../../code/model.js';
import type { SecretUse } from './model.js';
import { enclosingMember } from '../scope.js';
import { literalText } from '../trace.js';

/** What the code around a literal says about it. */
export interface Place {
  readonly use: SecretUse;
  /** What the literal is called there. */
  readonly name?: string;
  /** Further names around it that may say that it is public: the call, the variable, the type. */
  readonly beside: readonly string[];
  /** Given together with a user name: `login(username: "…", password: "…")`. */
  readonly hasUser: boolean;
}

const HEADER_LABELS = /^(forHTTPHeaderField|forHeader|header|headerField)$/;
const NAME_LABELS = /^(name|key|forKey|field)$/;
const VALUE_LABELS = /^(value|withValue)$/;
const USER_LABELS = /^(user|username|userName|email|login|account|with|withEmail|withUsername|userId)$/i;

/** Where a literal stands: what it is a value of, looking through what does not change it. */
export function placeOf(literal: Expression): Place | undefined {
  let node: Node = literal;
  for (let up = node.parent; up; node = up, up = up.parent) {
    switch (up.kind) {
      case 'cast':
      case 'try':
      case 'await':
      case 'unary':
      case 'list':
        continue;
      case 'binary':
        if (!/^(\?\?|\|\|)$/.test(up.operator) || up.right !== node) return undefined;
        continue;
      case 'conditional':
        if (up.test === node) return undefined;
        continue;
      case 'member':
        // `"…".data(using: .utf8)`, `"…".utf8`
        continue;
      case 'variable':
        return up.value === node ? place('constant', up.name, [up.type ?? '']) : undefined;
      case 'function': {
        const parameter = up.parameters.find((one) => one.default === node);
        return parameter && place('argument', parameter.name, [up.name]);
      }
      case 'assign':
        return up.value === node && up.operator === '=' ? ofTarget(up.target) : undefined;
      case 'dictionary': {
        const entry = up.entries.find((one) => one.value === node);
        const key = entry?.key && keyName(entry.key);
        return key === undefined ? undefined : place('entry', key, []);
      }
      case 'call':
        if (up.callee === node) continue;
        if (isTransparentCall(up)) continue;
        return ofArgument(up, node);
      case 'jump':
      case 'block':
        return up.kind === 'jump' && up.form !== 'return' ? undefined : ofResult(up, node);
      default:
        return undefined;
    }
  }
  return undefined;
}

function place(use: SecretUse, name: string | undefined, beside: readonly string[], withUser = false): Place {
  return { use, ...(name !== undefined && { name }), beside, hasUser: withUser };
}

function ofTarget(target: Expression): Place | undefined {
  if (target.kind === 'name') return place('constant', target.name, []);
  if (target.kind === 'member') {
    return place('constant', target.name, target.object ? [lastName(target.object) ?? ''] : []);
  }
  if (target.kind !== 'index') return undefined;
  const key = target.args[0] && keyName(target.args[0].value);
  return key === undefined ? undefined : place('entry', key, []);
}

/** `String("…")`, `Data("…".utf8)`, `SymmetricKey(data: …)`. */
function isTransparentCall(call: CallNode): boolean {
  const { callee } = call;
  if (callee.kind !== 'name') return false;
  return /^(String|NSString|Data|Array|SymmetricKey|Optional|SecureString)$/.test(callee.name);
}

function ofArgument(call: CallNode, node: Node): Place | undefined {
  const argument = call.args.find((one) => one.value === node);
  if (!argument) return undefined;
  const path = pathOf(call.callee);
  const other = call.args.filter((one) => one !== argument);
  const header = other.find(({ label }) => label !== undefined && HEADER_LABELS.test(label));
  const headerName = header && literalOrName(header.value);
  if (headerName !== undefined) return place('header', headerName, path);
  const named = VALUE_LABELS.test(argument.label ?? '') || argument.label === undefined;
  const key = named ? other.find(({ label }) => label !== undefined && NAME_LABELS.test(label)) : undefined;
  const keyText = key && literalOrName(key.value);
  // Where a value is stored under a key, the key says what it is.
  if (keyText !== undefined) return place('entry', keyText, path);
  const name = argument.label ?? nameOfMethod(path.at(-1) ?? '');
  return place('argument', name, path, hasUser(other));
}

function hasUser(others: readonly Argument[]): boolean {
  return others.some(
    ({ label, value }) => USER_LABELS.test(label ?? '') && (value.kind === 'text' || value.kind === 'name'),
  );
}

/** `setAPIKey("…")` gives it the name that is set. */
function nameOfMethod(method: string): string {
  return method.replace(/^(set|with|provide|configure|initialize)(?=[A-Z])/, '');
}

/** The one value of a function or a computed property: `var apiKey: String { "…" }`. */
function ofResult(up: Node, node: Node): Place | undefined {
  const member = enclosingMember(node);
  if (!member || (up.kind === 'block' && up.statements.length > 1)) return undefined;
  const owner = up.kind === 'block' ? up.parent : up;
  if (owner?.kind === 'closure') return undefined;
  return place('result', member.name, []);
}

function keyName(key: Expression): string | undefined {
  return literalText(key) ?? lastName(key);
}

function literalOrName(node: Expression): string | undefined {
  return literalText(node) ?? lastName(node);
}

function lastName(node: Expression): string | undefined {
  if (node.kind === 'member' && node.name === 'rawValue' && node.object) return lastName(node.object);
  return node.kind === 'name' || node.kind === 'member' ? node.name : undefined;
}

function pathOf(node: Expression): readonly string[] {
  if (node.kind === 'name') return [node.name];
  if (node.kind === 'member') return [...(node.object ? pathOf(node.object) : []), node.name];
  return node.kind === 'call' ? pathOf(node.callee) : [];
}
