import type { Code, DictionaryNode, Node, TypeNode, VariableNode } from '../../code/model.js';
import { enclosing } from '../../code/walk.js';
import { nodesIn } from '../../code/nodes.js';
import { ancestorsOf } from '../../code/walk.js';
import { isOtherToken, kindOfValueName, type CredentialKind } from '../../knowledge/credentials.js';
import { isOtherSession } from '../../knowledge/plain-stores.js';
import { contains } from '../../span.js';
import type { Scopes } from '../scope.js';
import type { ConstantText, FieldShape, TypeShape } from './shape-model.js';
import type { StoreUse } from './storage-model.js';
import { bare, literalText, trace } from '../trace.js';

const SECRET_TYPES = /^(String|Data|NSString|NSData|Substring|SecureString|string)?[?!]?$/;

/** The types of a text with their stored fields. */
export function shapesOf(code: Code, uses: readonly StoreUse[]): TypeShape[] {
  const shapes = nodesIn(code.root, 'type').flatMap((node) =>
    node.form === 'protocol' || enclosing(node, 'function') ? [] : [shapeOf(node, uses)],
  );
  const owners = new Set(uses.flatMap(({ owner }) => owner?.type ?? []));
  return shapes.filter(
    (shape) =>
      shape.fields.length + shape.inherits.length + shape.instances.length > 0 ||
      shape.keeps !== undefined ||
      owners.has(shape.name),
  );
}

function shapeOf(type: TypeNode, uses: readonly StoreUse[]): TypeShape {
  const keeps = keptBy(type, uses);
  return {
    name: type.name,
    form: type.form,
    inherits: type.inherits,
    fields: [...fieldsOf(type), ...codingKeys(type)],
    instances: instancesOf(type),
    ...(keeps && { keeps }),
  };
}

/** What a property wrapper writes to, when that is one plain store. */
function keptBy(type: TypeNode, uses: readonly StoreUse[]): TypeShape['keeps'] {
  if (!type.attributes.some((attribute) => attribute.name === 'propertyWrapper')) return undefined;
  const writes = uses.filter((use) => use.operation === 'write' && contains(type, use));
  const [first] = writes;
  if (!first || first.store === 'keychain' || writes.some(({ store }) => store !== first.store))
    return undefined;
  return { store: first.store, storeName: first.storeName };
}

/** `static let shared = KeychainHelper()`, `static let session: KeychainHelper = …` */
function instancesOf(type: TypeNode): string[] {
  return type.members.flatMap((member) => {
    if (member.kind !== 'variable' || isStored(member) || isHidden(member)) return [];
    const value = member.value && bare(member.value);
    const made = value?.kind === 'call' ? value.callee : undefined;
    const makes =
      (made?.kind === 'name' && (made.name === type.name || made.name === 'Self')) ||
      member.type === type.name;
    return makes && !member.accessors.some((accessor) => accessor.role === 'get') ? [member.name] : [];
  });
}

function isHidden(variable: VariableNode): boolean {
  return variable.attributes.some((attribute) => /^(file)?private$/.test(attribute.name));
}

function fieldsOf(type: TypeNode): FieldShape[] {
  return type.members.flatMap((member) => {
    if (member.kind !== 'variable' || !isStored(member)) return [];
    const kind = SECRET_TYPES.test(withoutAbsence(member.type ?? ''))
      ? kindOfValueName(member.name)
      : undefined;
    const isOther = kind && (isOtherToken(`${type.name} ${member.name}`) || isOtherSession(type.name, kind));
    const isCredential = kind && !isOther && !isLeftOut(kind, member.type);
    return [
      {
        name: member.name,
        ...(member.type !== undefined && { type: member.type }),
        ...(isCredential && {
          credential: { kind, name: member.name, source: 'property' as const, ...member.nameSpan },
        }),
        ...member.nameSpan,
      },
    ];
  });
}

/** `password: string | null` of a user: servers leave it out of what they answer. */
function isLeftOut(kind: CredentialKind, type: string | undefined): boolean {
  return kind === 'password' && /\|\s*null\b/.test(type ?? '');
}

/** `string | null` may be a secret. */
function withoutAbsence(type: string): string {
  return type.replace(/\s*\|\s*(null|undefined)\b/g, '').replace(/^(null|undefined)\s*\|\s*/, '');
}

function isStored(variable: VariableNode): boolean {
  return (
    !variable.accessors.some((accessor) => accessor.role === 'get') &&
    !variable.attributes.some((attribute) => attribute.name === 'static' || attribute.name === 'class')
  );
}

/** What a type encodes is what its coding keys list, wherever its fields are declared. */
function codingKeys(type: TypeNode): FieldShape[] {
  const keys = type.members.find((member) => member.kind === 'type' && member.name === 'CodingKeys');
  if (keys?.kind !== 'type') return [];
  return keys.members.flatMap((member) => {
    if (member.kind !== 'enumCase' || isOtherToken(member.name)) return [];
    const kind = kindOfValueName(member.name);
    const known = type.members.some((one) => one.kind === 'variable' && one.name === member.name);
    if (!kind || known) return [];
    const credential = { kind, name: member.name, source: 'property' as const, ...member.nameSpan };
    return [{ name: member.name, credential, ...member.nameSpan }];
  });
}

/** Constant texts with their paths: `enum Keys { static let token = "auth_token" }` gives `Keys.token`. */
export function constantsOf(code: Code, scopes: Scopes): ConstantText[] {
  const constants: ConstantText[] = [];
  for (const node of nodesIn(code.root, 'enumCase', 'variable')) {
    if (enclosing(node, 'function', 'closure')) continue;
    if (node.kind === 'enumCase') {
      const text = node.rawValue ? literalText(node.rawValue) : node.name;
      if (text !== undefined) constants.push({ path: pathTo(node, node.name), text, isCase: true });
    } else if (!node.mutable && node.value && isGlobal(node)) {
      const text = literalText(trace(node.value, scopes).node);
      if (text !== undefined) constants.push({ path: pathTo(node, node.name), text, isCase: false });
      const object = bare(node.value);
      if (object.kind === 'dictionary') constants.push(...textsIn(object, pathTo(node, node.name), scopes));
    }
  }
  return constants;
}

/** `const KEYS = { token: 'auth_token' }` gives `KEYS.token`. */
function textsIn(object: DictionaryNode, path: string, scopes: Scopes): readonly ConstantText[] {
  return object.entries.flatMap(({ key, value }) => {
    const name = key && literalText(key);
    if (name === undefined) return [];
    const node = bare(value);
    if (node.kind === 'dictionary') return textsIn(node, `${path}.${name}`, scopes);
    const text = literalText(trace(value, scopes).node);
    return text === undefined ? [] : [{ path: `${path}.${name}`, text, isCase: false }];
  });
}

function isGlobal(variable: VariableNode): boolean {
  return (
    variable.parent?.kind !== 'type' || variable.attributes.some((attribute) => attribute.name === 'static')
  );
}

function pathTo(node: Node, name: string): string {
  const types: string[] = [];
  for (const up of ancestorsOf(node)) if (up.kind === 'type') types.unshift(up.name);
  return [...types, name].join('.');
}
