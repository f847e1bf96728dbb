import type { CallNode, Code, Expression, Node, TypeNode } from '../../code/model.js';
import { nodesIn } from '../../code/nodes.js';
import { ancestorsOf, enclosing } from '../../code/walk.js';
import {
  certainType,
  isMadeHarmless,
  kindOfEntryKey,
  kindOfSecretName,
  mayHoldSession,
  PLAIN_SECRET_TYPES,
} from '../../knowledge/containers.js';
import type { CredentialKind } from '../../knowledge/credentials.js';
import type { Scopes } from '../scope.js';
import { bare, literalText, trace } from '../trace.js';
import { isBeginning, isHarmless } from './harmless.js';

/** A part of a value that is a credential: a field or a key, by its name. */
export interface Held {
  readonly kind: CredentialKind;
  readonly name: string;
  /** A type of another file, which has to say so. */
  readonly type?: string;
}

/** Types of the system, which no file of the app declares. */
const FOREIGN_TYPES =
  /^(String|Substring|Data|Int\d*|UInt\d*|Double|Float|Bool|Date|URL|UUID|Any|AnyObject|Self|Error|Void|Never|Character|Decimal|TimeInterval|Optional|Array|Dictionary|Promise|Record|Response|Request|Map|RegExp|Function|Object|AxiosError|\w*Error|Set|Result|T|(NS|UI|CG|CF|AV|WK|UN|SK|CL|PK|CK|MK|OS|SF|LA|CN|EK|HK|MT|SC|Dispatch|URL|HTTP|JSON|Swift)[A-Z]?\w*)$/;

/** Nested types are looked into this far. */
const DEEPEST = 3;

/** Knows which values have a credential inside, and go into a log together with it. */
export class Containers {
  private readonly types = new Map<string, TypeNode[]>();

  constructor(
    code: Code,
    private readonly scopes: Scopes,
  ) {
    for (const type of nodesIn(code.root, 'type')) {
      const name = type.name.split('.').at(-1) ?? type.name;
      this.types.set(name, [...(this.types.get(name) ?? []), type]);
    }
  }

  /**
   * The credential that printing a value of a type shows. A struct shows all its fields, unless it describes
   * itself; a class shows its name alone, except in a `dump`.
   */
  holdsCredential(typeName: string, isDump: boolean, depth = 0): Held | undefined {
    const name = elementType(typeName);
    const declared = this.types.get(name) ?? [];
    if (declared.length === 0) {
      return /^[A-Z]\w+$/.test(name) && !FOREIGN_TYPES.test(name)
        ? { kind: 'credentials', name, type: name }
        : undefined;
    }
    if (depth > DEEPEST || (!isDump && declared.some(describesItself))) return undefined;
    const type = declared.find(
      ({ form }) => form === 'struct' || (isDump && /^(class|interface|alias)$/.test(form)),
    );
    const isShape = type?.form === 'interface' || type?.form === 'alias';
    for (const member of type?.members ?? []) {
      if (member.kind !== 'variable' || member.accessors.length > 0 || isStatic(member)) continue;
      const fieldType = member.type && certainType(member.type);
      const kind = kindOfSecretName(member.name);
      // A session's number among other fields is an id like any other.
      const isSecret = kind !== undefined && (kind !== 'sessionId' || /token|cookie/i.test(member.name));
      if (kind === 'token' && isShape && !mayHoldSession(name)) continue;
      if (isSecret && fieldType !== undefined && PLAIN_SECRET_TYPES.test(fieldType))
        return { kind, name: member.name };
      const inner = fieldType === undefined ? undefined : this.declaredOnly(fieldType, isDump, depth + 1);
      if (inner) return inner;
    }
    return undefined;
  }

  private declaredOnly(typeName: string, isDump: boolean, depth: number): Held | undefined {
    return this.types.has(elementType(typeName)) ? this.holdsCredential(typeName, isDump, depth) : undefined;
  }

  /** The type of a value: declared, made, or decoded. */
  typeOf(expression: Expression): string | undefined {
    if (expression.kind === 'cast') return expression.type;
    const { node, type } = trace(expression, this.scopes);
    return type ?? (node.kind === 'call' ? madeType(node) : undefined);
  }

  /** The credential among the entries of a dictionary or what is put into it later on. */
  heldBy(expression: Expression): Held | undefined {
    const { node } = trace(expression, this.scopes);
    return this.inEntries(node) ?? this.inAssignments(expression);
  }

  private inEntries(node: Expression, depth = 0): Held | undefined {
    if (node.kind !== 'dictionary' || depth > DEEPEST) return undefined;
    for (const entry of node.entries) {
      const inner = this.inEntries(bare(entry.value), depth + 1) ?? this.entry(entry.key, entry.value);
      if (inner) return inner;
    }
    return undefined;
  }

  private entry(key: Expression | undefined, value: Expression): Held | undefined {
    // A thing with parts is no secret text, whatever its key says.
    if (isHarmless(value, this.scopes) || bare(value).kind === 'dictionary') return undefined;
    const name = key && this.keyText(key);
    const byKey = name === undefined ? undefined : kindOfEntryKey(name);
    if (byKey !== 'password' && isBeginning(value)) return undefined;
    const inner = bare(value);
    const own = inner.kind === 'name' || (inner.kind === 'member' && inner.object) ? inner.name : undefined;
    if (own !== undefined && (isMadeHarmless(own) || (isNumber(own) && byKey !== 'sessionId')))
      return undefined;
    if (name !== undefined && byKey) return { kind: byKey, name };
    const byValue = own === undefined ? undefined : kindOfSecretName(own);
    return own !== undefined && byValue ? { kind: byValue, name: name ?? own } : undefined;
  }

  /** The text of a key: written here, or that of the constant it names. */
  keyText(key: Expression): string | undefined {
    const { node, names } = trace(key, this.scopes);
    return literalText(node) ?? names[0]?.name;
  }

  /** `parameters["password"] = password` earlier in the same function. */
  private inAssignments(expression: Expression): Held | undefined {
    const target = bare(expression);
    if (target.kind !== 'name') return undefined;
    for (const node of nodesIn(enclosing(target, 'function') ?? topOf(target), 'assign')) {
      if (node.target.kind !== 'index' || node.end > target.start) continue;
      const { object, args } = node.target;
      if (object.kind !== 'name' || object.name !== target.name) continue;
      const found = this.entry(args[0]?.value, node.value) ?? this.inEntries(bare(node.value));
      if (found) return found;
    }
    return undefined;
  }
}

/** `device.uid`, `account.id`: a number of something, whatever its key is called. */
function isNumber(name: string): boolean {
  return /^(u?id|uuid|guid|identifier)$/i.test(name);
}

function topOf(node: Node): Node {
  return [...ancestorsOf(node)].at(-1) ?? node;
}

function isStatic(member: Extract<Node, { kind: 'variable' }>): boolean {
  return member.attributes.some(({ name }) => name === 'static' || name === 'class');
}

/** `[Token]?` holds what a `Token` holds. */
function elementType(type: string): string {
  const certain = certainType(type).replace(/^(?:Promise|Partial|Readonly|Required|Array)<(.*)>$/s, '$1');
  const name = certain.replace(/^\[(\w+)\??\]$/, '$1').replace(/\[\]$/, '');
  return name.replace(/<.*$/, '').split('.').at(-1) ?? name;
}

function describesItself(type: TypeNode): boolean {
  return (
    type.inherits.some((name) => /Custom(Debug)?StringConvertible/.test(name)) ||
    type.members.some((member) => member.kind === 'variable' && /^(debugD|d)escription$/.test(member.name))
  );
}

/** `Session(token: …)`, `decoder.decode(Session.self, from: data)`. */
function madeType(call: CallNode): string | undefined {
  const { callee } = call;
  if (callee.kind === 'name') return /^[A-Z]\w*$/.test(callee.name) ? callee.name : undefined;
  if (callee.kind !== 'member') return undefined;
  const [first] = call.args;
  const type = first?.value;
  if (!/^(decode|map|unbox|convert|request|send|fetch|perform|get|post)$/i.test(callee.name))
    return undefined;
  return type?.kind === 'member' && type.name === 'self' && type.object ? nameOf(type.object) : undefined;
}

function nameOf(node: Expression): string | undefined {
  return node.kind === 'name' || node.kind === 'member' ? node.name : undefined;
}
