import type { CallNode, Code, Expression, VariableNode } from '../../code/model.js';
import {
  DEFAULTS_BULK_WRITES,
  DEFAULTS_LIKE,
  DEFAULTS_NAMES,
  DEFAULTS_READS,
  DEFAULTS_REMOVALS,
  DEFAULTS_WIPES,
  DEFAULTS_WRAPPERS,
} from '../../knowledge/plain-stores.js';
import type { Scopes } from '../scope.js';
import type { StoreOperation } from './storage-model.js';
import { bare, declarationOf, holdsNothing, onlyResult } from '../trace.js';

/** A store like UserDefaults, and how people call it. */
export interface DefaultsStore {
  readonly store: 'userDefaults' | 'ubiquitousStore' | 'preferences';
  readonly name: string;
}

/** A call or assignment on such a store, taken apart. */
export interface DefaultsAccess extends DefaultsStore {
  readonly operation: StoreOperation;
  readonly key?: Expression;
  readonly value?: Expression;
}

const DEEPEST = 8;
const PREFERENCES: DefaultsStore = { store: 'preferences', name: 'the preferences' };

/** Knows which expressions of a text are stores like UserDefaults: shared instances, suites, aliases, parameters. */
export class Defaults {
  /** SwiftyUserDefaults lets every key be a property: `Defaults.token = token`. */
  private readonly hasDynamicDefaults: boolean;

  constructor(
    readonly code: Code,
    private readonly scopes: Scopes,
  ) {
    this.hasDynamicDefaults = code.root.statements.some(
      (node) => node.kind === 'import' && node.module === 'SwiftyUserDefaults',
    );
  }

  of(expression: Expression, depth = 0): DefaultsStore | undefined {
    if (depth > DEEPEST) return undefined;
    const node = bare(expression);
    if (node.kind === 'binary' && node.operator === '??') return this.of(node.left, depth + 1);
    const made = this.madeHere(node, depth);
    if (made) return made;
    const declaration = declarationOf(node, this.scopes);
    if (declaration?.kind === 'variable') {
      return this.declared(declaration, depth) ?? (isMadeElsewhere(declaration) ? named(node) : undefined);
    }
    if (declaration?.kind === 'parameter') return typed(declaration.parameter.type);
    if (declaration) return undefined;
    return named(node);
  }

  /** `defaults.set(token, forKey: key)` and its like, reads and removals too. */
  call(node: CallNode): DefaultsAccess | undefined {
    const { callee } = node;
    if (callee.kind !== 'member' || !callee.object) return undefined;
    const store = this.of(callee.object);
    if (!store) return undefined;
    const key = node.args.find((argument) => argument.label !== undefined && KEY_LABELS.test(argument.label));
    const [first] = node.args;
    if (DEFAULTS_WIPES.test(callee.name)) return { ...store, operation: 'wipe' };
    if (DEFAULTS_REMOVALS.test(callee.name)) return { ...store, operation: 'remove', ...keyed(key ?? first) };
    if (DEFAULTS_READS.test(callee.name)) return { ...store, operation: 'read', ...keyed(key ?? first) };
    if (DEFAULTS_BULK_WRITES.test(callee.name))
      return first && { ...store, operation: 'write', value: first.value };
    // Extensions name their writers as they like: `encode(user, forKey:)`, `save(_:key:)`.
    if (!key || !first || key === first) return undefined;
    const removes = holdsNothing(first.value);
    return { ...store, operation: removes ? 'remove' : 'write', key: key.value, value: first.value };
  }

  /** `defaults["token"] = token`, `Defaults[.token] = token`, `Defaults.token = token`, `prefs?[Keys.token] = nil`. */
  assignment(target: Expression, value: Expression): DefaultsAccess | undefined {
    const operation = holdsNothing(value) ? 'remove' : 'write';
    if (target.kind === 'member' && this.hasDynamicDefaults && target.object) {
      const store = library(target.object);
      return store && { ...store, operation, key: target, value };
    }
    if (target.kind !== 'index') return undefined;
    const [key] = target.args;
    const store = this.of(target.object) ?? library(target.object);
    if (!store || !key) return undefined;
    return { ...store, operation, key: key.value, value };
  }

  private madeHere(node: Expression, depth: number): DefaultsStore | undefined {
    if (node.kind === 'call') {
      if (node.callee.kind === 'closure') {
        const result = onlyResult(node.callee.body.statements);
        return result && this.of(result, depth + 1);
      }
      const like = likeOfType(nameOf(node.callee));
      const suite = node.args.find((argument) => argument.label === 'suiteName');
      if (like && suite) return { store: like.store, name: 'the App Group’s UserDefaults' };
      if (like) return like;
    }
    const member = node.kind === 'call' ? node.callee : node;
    if (member.kind !== 'member' || !member.object) return undefined;
    const like = DEFAULTS_LIKE.find((one) => one.shared.includes(member.name));
    return like && likeOfType(nameOf(member.object));
  }

  private declared(variable: VariableNode, depth: number): DefaultsStore | undefined {
    const getter = variable.accessors.find((accessor) => accessor.role === 'get');
    const value = getter ? onlyResult(getter.body.statements) : variable.value;
    if (!value && variable.type === undefined) return undefined;
    return (value && this.of(value, depth + 1)) ?? typed(variable.type);
  }
}

/** Whether a property is kept in UserDefaults by an attribute: `@AppStorage("token") var token`. */
export function isDefaultsProperty(variable: VariableNode): VariableNode['attributes'][number] | undefined {
  // Without a key it is some other wrapper of that name: `@Default var isNew: Bool`.
  return variable.attributes.find(
    (attribute) => DEFAULTS_WRAPPERS.test(attribute.name) && attribute.args.length > 0,
  );
}

/** What a call into another file gives back is known by nothing but its name. */
function isMadeElsewhere(variable: VariableNode): boolean {
  return variable.type === undefined && variable.value !== undefined && bare(variable.value).kind === 'call';
}

const KEY_LABELS = /^(for|forKey|key|withKey|forKeyPath|named|for_?Key)$/i;

function keyed(argument: { readonly value: Expression } | undefined): { readonly key?: Expression } {
  return argument ? { key: argument.value } : {};
}

function nameOf(node: Expression): string | undefined {
  return node.kind === 'name' || node.kind === 'member' ? node.name : undefined;
}

function likeOfType(name: string | undefined): DefaultsStore | undefined {
  const like = DEFAULTS_LIKE.find((one) => name !== undefined && one.types.includes(name));
  return like && { store: like.store, name: like.name };
}

/** `SecurePreferences`: what is called so keeps its values in the Keychain, or encrypts them. */
const SECURE = /secure|keychain|encrypted/i;

function typed(type: string | undefined): DefaultsStore | undefined {
  const name = type?.replace(/[?!]$/, '');
  if (name === undefined) return undefined;
  return likeOfType(name) ?? (/^\w*Preferences$/.test(name) && !SECURE.test(name) ? PREFERENCES : undefined);
}

function named(node: Expression): DefaultsStore | undefined {
  const name = nameOf(node);
  if (name === undefined || !DEFAULTS_NAMES.test(name)) return undefined;
  return /pref/i.test(name) ? PREFERENCES : { store: 'userDefaults', name: 'UserDefaults' };
}

/** sindresorhus/Defaults and SwiftyUserDefaults: `Defaults[.token] = token`. */
function library(object: Expression): DefaultsStore | undefined {
  return object.kind === 'name' && object.name === 'Defaults'
    ? { store: 'userDefaults', name: 'UserDefaults' }
    : undefined;
}
