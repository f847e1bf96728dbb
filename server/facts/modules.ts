import type { Code, Expression, ImportBinding } from '../code/model.js';
import { nodesIn } from '../code/nodes.js';
import type { Span } from '../span.js';
import type { Declaration, Scopes } from './scope.js';
import { bare, literalText } from './trace.js';

/**
 * What an expression of TypeScript names in a module: `SecureStore.setItemAsync` is the member `setItemAsync` of
 * `expo-secure-store`, however the module was imported and whatever it is called here.
 */
export interface ModuleMember {
  /** As the import names it: a package, or a path such as `./storage` or `@/lib/storage`. */
  readonly module: string;
  /** Names from the module inwards: `['ACCESSIBLE', 'ALWAYS']`. What is exported as default stands for the module. */
  readonly path: readonly string[];
}

/** Names of names are followed this far; longer chains are cycles. */
const MOST_HOPS = 6;

/** The modules of one TypeScript text, by the names that its imports bind. */
export class Modules {
  private readonly bound = new Map<string, ModuleMember>();
  /** The modules of the text, in its order, once each; what brings only types counts for nothing. */
  readonly imported: readonly string[];

  private readonly known = new Map<Expression, ModuleMember | undefined>();

  constructor(
    code: Code,
    private readonly scopes: Scopes,
  ) {
    const modules = new Set<string>();
    for (const node of nodesIn(code.root, 'call', 'import')) {
      const module =
        node.kind === 'call' ? requiredBy(node)?.module : node.typeOnly ? undefined : node.module;
      if (module === undefined) continue;
      modules.add(module);
      for (const binding of (node.kind === 'import' && node.bindings) || [])
        this.bound.set(binding.local, memberOf(module, binding));
    }
    this.imported = [...modules];
  }

  /** What an expression names; undefined when it is nothing of a module, or the text does not tell. */
  member(expression: Expression): ModuleMember | undefined {
    if (!this.known.has(expression)) this.known.set(expression, this.follow(expression, 0));
    return this.known.get(expression);
  }

  private follow(expression: Expression, hops: number): ModuleMember | undefined {
    const node = bare(expression);
    if (hops > MOST_HOPS) return undefined;
    if (node.kind === 'name') return this.named(node.name, node, hops);
    if (node.kind === 'member' && node.object) return below(this.follow(node.object, hops + 1), node.name);
    if (node.kind === 'index') {
      const name = node.args[0] && literalText(node.args[0].value);
      return name === undefined ? undefined : below(this.follow(node.object, hops + 1), name);
    }
    return node.kind === 'call' ? requiredBy(node) : undefined;
  }

  /** Whether an import binds a name. */
  isBound(name: string): boolean {
    return this.bound.has(name);
  }

  /** What a type's name stands for in a module: `Storage` of `private storage: Storage`, as an import binds it. */
  type(name: string): ModuleMember | undefined {
    return this.scopes.declaresType(name) ? undefined : this.bound.get(name);
  }

  /**
   * The call that made what an expression names: `new MMKV({ … })` for `storage` in `storage.set(…)`, with what the
   * call names in a module.
   */
  maker(
    expression: Expression,
    hops = 0,
  ): { readonly call: Expression; readonly of: ModuleMember } | undefined {
    const node = bare(expression);
    if (hops > MOST_HOPS) return undefined;
    if (node.kind === 'call') {
      const of = this.member(node.callee);
      return of && { call: node, of };
    }
    const value = valueOf(this.declaration(node));
    return value && this.maker(value, hops + 1);
  }

  private named(name: string, from: Expression, hops: number): ModuleMember | undefined {
    const declaration = this.scopes.resolve(name, from);
    if (!declaration) return this.bound.get(name);
    // `const { setItemAsync } = SecureStore`, `const storage = AsyncStorage`
    const value = valueOf(declaration);
    return value && this.follow(value, hops + 1);
  }

  private declaration(node: Expression): Declaration | undefined {
    if (node.kind === 'name') return this.scopes.resolve(node.name, node);
    if (node.kind !== 'member' || node.object?.kind !== 'name' || node.object.name !== 'self')
      return undefined;
    const [assigned, ...more] = this.scopes.assignmentsTo(node.name);
    return assigned && more.length === 0 ? assignedAs(assigned, node) : fieldOf(node, this.scopes);
  }
}

function memberOf(module: string, { imported }: ImportBinding): ModuleMember {
  return { module, path: imported === '*' || imported === 'default' ? [] : [imported] };
}

function below(member: ModuleMember | undefined, name: string): ModuleMember | undefined {
  if (!member) return undefined;
  return name === 'default' ? member : { module: member.module, path: [...member.path, name] };
}

/** `require('react-native')`, `import('./storage')` */
function requiredBy(node: Extract<Expression, { kind: 'call' }>): ModuleMember | undefined {
  const { callee, args } = node;
  const isImport =
    (callee.kind === 'name' && callee.name === 'require') ||
    (callee.kind === 'other' && callee.syntax === 'import');
  const module = isImport && args[0] ? literalText(args[0].value) : undefined;
  return module === undefined ? undefined : { module, path: [] };
}

function valueOf(declaration: Declaration | undefined): Expression | undefined {
  return declaration?.kind === 'variable' && !declaration.mutable ? declaration.value : undefined;
}

/** A field that is set once, in the constructor as a rule. */
function assignedAs(value: Expression, node: Expression & Span): Declaration {
  return {
    kind: 'variable',
    name: '',
    nameSpan: node,
    mutable: false,
    value,
    binding: 'declaration',
    attributes: [],
    accessors: [],
    start: node.start,
    end: node.end,
  };
}

function fieldOf(node: Expression, scopes: Scopes): Declaration | undefined {
  if (node.kind !== 'member') return undefined;
  for (let up = node.parent; up; up = up.parent) {
    if (up.kind !== 'type') continue;
    const field = scopes.member(up.name, node.name);
    return field?.kind === 'variable' ? { ...field, mutable: false } : field;
  }
  return undefined;
}

/** Whether a module is a file of the project, by a path or an alias, as far as its name tells. */
export function isOwnModule(module: string): boolean {
  return /^(\.|[@~#]\/|src\/|app\/)/.test(module);
}
