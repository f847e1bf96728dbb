import type { Code, Expression, Node } from '../../code/model.js';
import { ancestorsOf } from '../../code/walk.js';
import { IDENTIFYING_ATTRIBUTES, NAMING_ATTRIBUTES } from '../../knowledge/secitem.js';
import { contains, slice, type Span } from '../../span.js';
import { CallSites } from '../call-site.js';
import { guessCredential } from '../credential.js';
import { identityText } from './identity.js';
import { outcomeOf } from '../outcome.js';
import { queryAt, type Attribute, type Query } from './query.js';
import type { Replacement, ReplacementRepair } from './replace-model.js';
import type { SecItemCall } from './secitem-calls.js';
import { enclosingMember, type Scopes } from '../scope.js';
import { bare, literalText, trace } from '../trace.js';

/** The items that a text replaces by a delete and an add, with nothing that keeps them when the add fails. */
export function replacements(code: Code, scopes: Scopes, secItems: readonly SecItemCall[]): Replacement[] {
  const reader = new ReplaceReader(code, scopes, secItems);
  return secItems
    .flatMap((item) => (item.operation === 'delete' ? (reader.read(item) ?? []) : []))
    .toSorted((a, b) => a.start - b.start);
}

class ReplaceReader {
  private readonly sites: CallSites;
  private readonly byMember = new Map<Node | undefined, SecItemCall[]>();

  constructor(
    private readonly code: Code,
    private readonly scopes: Scopes,
    secItems: readonly SecItemCall[],
  ) {
    this.sites = new CallSites(code);
    for (const item of secItems) {
      const member = enclosingMember(item.call);
      const known = this.byMember.get(member);
      if (known) known.push(item);
      else this.byMember.set(member, [item]);
    }
  }

  read(deletion: SecItemCall): Replacement | undefined {
    const member = enclosingMember(deletion.call);
    if (!member) return undefined;
    const others = this.byMember.get(member) ?? [];
    // Whoever updates as well adds only what an update did not find.
    if (others.some(({ operation }) => operation === 'update')) return undefined;
    const adds = others.filter(
      ({ operation, call }) => operation === 'add' && call.start > deletion.call.end,
    );
    const [add] = adds;
    // A second add may well restore the old item.
    if (!add || adds.length > 1 || !isReachedAfter(add.call, deletion.call)) return undefined;
    if (!this.isReplaceable(add.query) || !this.isSameItem(deletion, add)) return undefined;
    const credential = this.credentialOf(add);
    if (!credential && this.isNamed(add)) return undefined;
    const repair = this.repair(deletion, add);
    return {
      ...spanOf(deletion.call.callee),
      add: spanOf(add.call.callee),
      ...(credential && { credential }),
      ...(repair && { repair }),
    };
  }

  /** Keys and certificates cannot be updated in place, and updating a guarded item asks the user. */
  private isReplaceable(query: Query): boolean {
    const itemClass = query.attributes.get('kSecClass');
    const node = itemClass && trace(itemClass.value, this.scopes).node;
    const isPassword = node?.kind !== 'name' || !/^kSecClass(Key|Certificate|Identity)$/.test(node.name);
    return (
      isPassword && !query.attributes.has('kSecAttrAccessControl') && !query.attributes.has('kSecValueRef')
    );
  }

  private isSameItem(deletion: SecItemCall, add: SecItemCall): boolean {
    if (deletion.query.identity === add.query.identity) return true;
    if (this.written(bare(deletion.argument)) === this.written(bare(add.argument))) return true;
    const origin = originOf(add.query.identity);
    if (origin && this.written(origin) === this.written(bare(deletion.argument))) return true;
    const identifying = identityOf(deletion.query);
    return (
      NAMING_ATTRIBUTES.some((name) => deletion.query.attributes.has(name)) &&
      identifying.every((attribute) => {
        const other = add.query.attributes.get(attribute.name);
        return other && this.written(other.value) === this.written(attribute.value);
      })
    );
  }

  /** Whether a literal says what the item is: with no credential in it, nobody is signed out. */
  private isNamed({ query }: SecItemCall): boolean {
    const account = query.attributes.get('kSecAttrAccount')?.value;
    return account !== undefined && literalText(trace(account, this.scopes).node) !== undefined;
  }

  private credentialOf({ call, query }: SecItemCall): Replacement['credential'] {
    const value = query.attributes.get('kSecValueData')?.value;
    const keys = NAMING_ATTRIBUTES.flatMap((name) => query.attributes.get(name)?.value ?? []);
    return guessCredential({ keys, at: call, ...(value && { value }) }, this.scopes);
  }

  private repair(deletion: SecItemCall, add: SecItemCall): ReplacementRepair | undefined {
    const removed = outcomeOf(deletion.call, this.scopes);
    if (removed.kind === 'used' || removed.how === 'unread') return undefined;
    const statement = statementOf(add.call);
    if (!statement || statement.parent !== removed.statement.parent) return undefined;
    const removal = this.wholeLine(removed.statement);
    const query = this.queryText(deletion, add);
    const changes = this.changesText(add.query);
    if (!removal || query === undefined || changes === undefined) return undefined;
    const bound = statement.kind === 'variable' ? statement.name : undefined;
    const site = this.sites.of(statement, add.call, ['status', 'updateStatus'], bound);
    if (site.lineEnd === undefined) return undefined;
    return {
      removal,
      call: spanOf(add.call),
      prefix: { start: statement.start, end: add.call.start },
      form: bound !== undefined ? 'bound' : statement.kind === 'jump' ? 'returned' : 'bare',
      name: bound ?? site.free,
      query,
      changes,
      indent: site.indent,
      step: site.step,
      lineBreak: site.lineBreak,
    };
  }

  /** The argument of the delete, when it still names the item alone at the add; else written out. */
  private queryText(deletion: SecItemCall, add: SecItemCall): string | undefined {
    const later = queryAt(deletion.argument, add.call, this.scopes);
    const attributes = [...later.attributes.values()];
    const isIdentity = later.complete && attributes.every(({ name }) => IDENTIFYING_ATTRIBUTES.has(name));
    if (isIdentity && attributes.length > 0) return slice(this.code.text, spanOf(deletion.argument));
    return identityText(deletion.query, deletion.argument, this.code.text);
  }

  private changesText(query: Query): string | undefined {
    const stored = [...query.attributes.values()].filter(
      ({ name }) => !IDENTIFYING_ATTRIBUTES.has(name) && !/^kSec(Return|Match|Use)/.test(name),
    );
    const isKnown = query.complete && stored.every(({ certain }) => certain);
    if (!isKnown || !stored.some(({ name }) => name === 'kSecValueData')) return undefined;
    const entries = stored.map(({ key, value }) => `${this.written(key)}: ${this.written(value)}`);
    return `[${entries.join(', ')}] as CFDictionary`;
  }

  private wholeLine(statement: Span): Span | undefined {
    const { text } = this.code;
    const start = text.lastIndexOf('\n', statement.start - 1) + 1;
    const next = text.indexOf('\n', statement.end);
    const end = next === -1 ? text.length : next + 1;
    const isAlone =
      text.slice(start, statement.start).trim() === '' && text.slice(statement.end, end).trim() === '';
    return isAlone ? { start, end } : undefined;
  }

  private written(span: Span): string {
    return slice(this.code.text, span);
  }
}

function identityOf(query: Query): readonly Attribute[] {
  return [...query.attributes.values()].filter(({ name }) => IDENTIFYING_ATTRIBUTES.has(name));
}

/** What a dictionary was copied from: `var item = query`, `query.merging(…)`. */
function originOf(identity: Node): Expression | undefined {
  const value = identity.kind === 'variable' && identity.value ? bare(identity.value) : undefined;
  if (value?.kind !== 'call') return value;
  const { callee } = value;
  return callee.kind === 'member' && callee.name === 'merging' ? callee.object : undefined;
}

/** The statement that binds, returns or is the call. */
function statementOf(call: Node): Node | undefined {
  const { parent } = call;
  if (parent?.kind === 'block') return call;
  const isPlain =
    (parent?.kind === 'variable' && parent.value === call && parent.binding === 'declaration') ||
    (parent?.kind === 'jump' && parent.form === 'return') ||
    (parent?.kind === 'assign' && parent.target.kind === 'name' && parent.target.name === '_');
  return isPlain && parent.parent?.kind === 'block' ? parent : undefined;
}

/** Whether one run of the function can come to both places: no branch keeps them apart, none leaves in between. */
function isReachedAfter(later: Node, earlier: Node): boolean {
  let inner: Node = earlier;
  for (const up of ancestorsOf(earlier)) {
    if (contains(up, later)) {
      if (up.kind === 'switch') {
        return up.cases.some((entry) => contains(entry, earlier) && contains(entry, later));
      }
      if (up.kind !== 'if') return true;
      return up.conditions.includes(inner) || !isBranch(up, inner) || contains(inner, later);
    }
    if (up.kind === 'block' && leavesAfter(up.statements, earlier)) return false;
    // What runs elsewhere, or later.
    if (up.kind === 'closure') return false;
    inner = up;
  }
  return false;
}

function isBranch(branching: Extract<Node, { kind: 'if' }>, node: Node): boolean {
  return branching.then === node || branching.else === node;
}

function leavesAfter(statements: readonly Node[], place: Span): boolean {
  return statements.some((statement) => statement.kind === 'jump' && statement.start >= place.end);
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}
