import type { CallNode, Code, Expression, Node, VariableNode } from '../../code/model.js';
import { nodesIn } from '../../code/nodes.js';
import { enclosing } from '../../code/walk.js';
import { ITEM_CLASSES, NAMING_ATTRIBUTES, PRESENCE_FLAGS } from '../../knowledge/secitem.js';
import { contains, type Span } from '../../span.js';
import { comesFromCaller, guessCredential, type StorageEvidence } from '../credential.js';
import { identityText } from './identity.js';
import { insertionInto } from './insertion.js';
import type { LevelMentions } from '../mentions.js';
import type { ItemClass, KeychainQuery, KeychainWrite, QueryAttribute, WriteLevel } from '../model.js';
import { queryAt, type Attribute, type Query } from './query.js';
import { removalOf } from './removal.js';
import { secItemCalls, type SecItemCall } from './secitem-calls.js';
import { enclosingMember, type Scopes } from '../scope.js';
import { bare, declarationOf, trace } from '../trace.js';

/** The SecItem side of a text. */
export class SecItems {
  readonly calls: readonly SecItemCall[];
  /** The calls that use a dictionary. */
  private readonly users = new Map<Node, SecItemCall[]>();

  constructor(
    private readonly code: Code,
    private readonly scopes: Scopes,
  ) {
    this.calls = secItemCalls(code, scopes);
    for (const item of this.calls) {
      const users = this.users.get(item.query.identity);
      if (users) users.push(item);
      else this.users.set(item.query.identity, [item]);
    }
  }

  /** Levels that only stand in queries that look up or delete. */
  selectingLevels(): readonly Expression[] {
    const selecting = new Set<Expression>();
    const setting = new Set<Expression>();
    for (const { operation, query, changes } of this.calls) {
      const level = query.attributes.get('kSecAttrAccessible');
      if (level) (operation === 'add' ? setting : selecting).add(this.ending(level.value));
      const change = changes?.attributes.get('kSecAttrAccessible');
      if (change) setting.add(this.ending(change.value));
    }
    return [...selecting].filter((node) => !setting.has(node));
  }

  writes(mentions: LevelMentions): KeychainWrite[] {
    return this.calls.flatMap((item) => {
      if (item.operation === 'add') return [this.added(item, mentions)];
      return item.operation === 'update' ? this.updated(item, mentions) : [];
    });
  }

  queries(mentions: LevelMentions): KeychainQuery[] {
    const used = this.calls.flatMap((item) => {
      const query = this.query(item.query, mentions, item);
      return item.changes ? [query, this.query(item.changes, mentions)] : [query];
    });
    return [...used, ...this.unusedDictionaries(mentions)];
  }

  private added({ call, name, argument, query }: SecItemCall, mentions: LevelMentions): KeychainWrite {
    return {
      api: 'secItem',
      call: name,
      ...spanOf(call.callee),
      ...optional('itemClass', this.itemClass(query)),
      ...optional('credential', this.credential(query, call)),
      userPresence: this.asksPresence(query),
      isGeneric: this.isGeneric(query),
      level: this.levelOf(query, mentions) ?? this.missing(query, call, argument),
    };
  }

  /** An update writes a level only when its changes carry one. */
  private updated({ call, name, query, changes }: SecItemCall, mentions: LevelMentions): KeychainWrite[] {
    const level = changes && this.levelOf(changes, mentions);
    if (!level || !changes) return [];
    return [
      {
        api: 'secItem',
        call: name,
        ...spanOf(call.callee),
        ...optional('itemClass', this.itemClass(query)),
        ...optional('credential', this.credential(query, call, changes)),
        userPresence: this.asksPresence(changes),
        isGeneric: this.isGeneric(changes),
        level,
      },
    ];
  }

  /** The level a query gives, directly or inside its access control; undefined when it gives none. */
  private levelOf(query: Query, mentions: LevelMentions): WriteLevel | undefined {
    const attribute = query.attributes.get('kSecAttrAccessible');
    const control = query.attributes.get('kSecAttrAccessControl');
    if (!attribute && !control) return undefined;
    const value =
      attribute?.value ?? (control && accessControlCall(control.value, this.scopes)?.args[1]?.value);
    const mention = value && mentions.of(this.ending(value));
    const certain = (attribute ?? control)?.certain === true;
    return mention && certain ? { state: 'given', mention } : { state: 'unknown' };
  }

  private missing(query: Query, call: CallNode, argument: Expression): WriteLevel {
    if (!query.complete) return { state: 'unknown' };
    const insertion = insertionInto(query, call, argument, this.code.text, this.isShared(query, call));
    return { state: 'default', level: 'whenUnlocked', ...optional('insertion', insertion) };
  }

  /** Whether another call before this one uses the same dictionary, which an entry more would change. */
  private isShared(query: Query, call: CallNode): boolean {
    const users = this.users.get(query.identity) ?? [];
    return users.some((other) => other.call !== call && !other.query.attributes.has('kSecValueData'));
  }

  private itemClass(query: Query): ItemClass | undefined {
    const attribute = query.attributes.get('kSecClass');
    const node = attribute && trace(attribute.value, this.scopes).node;
    return node?.kind === 'name' && Object.hasOwn(ITEM_CLASSES, node.name)
      ? ITEM_CLASSES[node.name]
      : undefined;
  }

  private credential(query: Query, at: CallNode, changes?: Query): KeychainWrite['credential'] {
    const keys = NAMING_ATTRIBUTES.flatMap((name) => query.attributes.get(name)?.value ?? []);
    const value = (query.attributes.get('kSecValueData') ?? changes?.attributes.get('kSecValueData'))?.value;
    const evidence: StorageEvidence = { keys, at, ...(value && { value }) };
    return guessCredential(evidence, this.scopes);
  }

  private isGeneric(query: Query): boolean {
    const value = query.attributes.get('kSecValueData')?.value;
    return value !== undefined && comesFromCaller(value, this.scopes);
  }

  private asksPresence(query: Query): boolean {
    const control = query.attributes.get('kSecAttrAccessControl');
    if (!control) return false;
    const call = accessControlCall(control.value, this.scopes);
    if (!call) return true;
    const flags = call.args[2]?.value;
    return flags !== undefined && flagNames(flags).some((name) => PRESENCE_FLAGS.has(name));
  }

  private namesItem(query: Query): boolean {
    const limit = query.attributes.get('kSecMatchLimit');
    const node = limit && this.ending(limit.value);
    if (node?.kind === 'name' && node.name === 'kSecMatchLimitAll') return false;
    return (
      NAMING_ATTRIBUTES.some((name) => query.attributes.has(name)) || query.attributes.has('kSecAttrServer')
    );
  }

  private query(query: Query, mentions: LevelMentions, item?: SecItemCall): KeychainQuery {
    const place = item ? item.call.callee : query.identity;
    const text = item && identityText(query, item.argument, this.code.text);
    return {
      ...spanOf(place),
      ...(item && { operation: item.operation, argument: spanOf(item.argument) }),
      ...optional('itemClass', this.itemClass(query)),
      namesItem: this.namesItem(query),
      attributes: [...query.attributes.values()].map((attribute) => this.attribute(attribute, mentions)),
      complete: query.complete,
      isShared: !item || !this.isOwn(query, item),
      ...optional('identityText', text),
    };
  }

  /** Whether the dictionary is written out in the call, or held by a local that nothing else reads. */
  private isOwn(query: Query, item: SecItemCall): boolean {
    if (bare(item.argument).kind === 'dictionary') return true;
    const { identity } = query;
    if (identity.kind !== 'variable' || !enclosingMember(identity)) return false;
    const uses = this.scopes.names.inside(reachOf(identity, this.code.root), identity.name).filter((node) => {
      const isTarget = node.parent?.kind === 'index' && node.parent.parent?.kind === 'assign';
      return !isTarget && declarationOf(node, this.scopes) === identity;
    });
    return (
      uses.length === 1 &&
      [...query.attributes.values()].every((one) => contains(identity.parent ?? identity, one.source))
    );
  }

  private attribute(attribute: Attribute, mentions: LevelMentions): QueryAttribute {
    const ending = trace(attribute.value, this.scopes).node;
    const level = mentions.of(ending);
    const boolean = booleanOf(ending);
    return {
      name: attribute.name,
      key: spanOf(attribute.key),
      value: spanOf(attribute.value),
      certain: attribute.certain,
      ...(boolean !== undefined && { boolean }),
      ...optional('level', level),
      ...optional('removal', removalOf(attribute, this.code.text)),
      start: attribute.source.start,
      end: attribute.source.end,
    };
  }

  /** Queries that a function returns or a property holds, and that no call here uses. */
  private unusedDictionaries(mentions: LevelMentions): KeychainQuery[] {
    if (!this.code.text.includes('kSec')) return [];
    return nodesIn(this.code.root, 'dictionary').flatMap((node) => {
      const query = queryAt(node, node, this.scopes);
      return query.attributes.size > 0 ? [this.query(query, mentions)] : [];
    });
  }

  private ending(value: Expression): Expression {
    return trace(value, this.scopes).node;
  }
}

/** Where a bare name can stand for a variable: in its block, and everywhere when it is a member of a type. */
function reachOf(variable: VariableNode, root: Node): Node {
  const around = enclosing(variable, 'block', 'type');
  return around?.kind === 'block' ? around : root;
}

/** The `SecAccessControlCreateWithFlags` call behind a value. */
export function accessControlCall(value: Expression, scopes: Scopes): CallNode | undefined {
  const { node } = trace(value, scopes);
  const isCreation =
    node.kind === 'call' &&
    node.callee.kind === 'name' &&
    node.callee.name === 'SecAccessControlCreateWithFlags';
  return isCreation ? node : undefined;
}

function flagNames(flags: Expression): readonly string[] {
  if (flags.kind === 'list') return flags.items.flatMap(flagNames);
  return flags.kind === 'member' ? [flags.name] : [];
}

function booleanOf(node: Expression): boolean | undefined {
  if (node.kind === 'boolean') return node.text === 'true';
  if (node.kind === 'name' && node.name === 'kCFBooleanTrue') return true;
  if (node.kind === 'name' && node.name === 'kCFBooleanFalse') return false;
  return undefined;
}

function spanOf(node: Span): Span {
  return { start: node.start, end: node.end };
}

function optional<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: V });
}
