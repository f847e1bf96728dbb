import type { CallNode, Code, Expression, VariableNode } from '../../code/model.js';
import { nodesIn } from '../../code/nodes.js';
import type { KeychainLibrary, LevelPlace } from '../../knowledge/libraries/library.js';
import { allLibraries } from '../../knowledge/libraries/index.js';
import type { Scopes } from '../scope.js';
import { bare, declarationOf, onlyResult } from '../trace.js';

/** An expression known to be a library's store, with the level that it was made with. */
export interface Store {
  readonly library: KeychainLibrary;
  /** The expression that gives its level; `none` where the default applies; `unknown` where it may be set elsewhere. */
  readonly level: Expression | 'none' | 'unknown';
}

const DEEPEST = 8;

/** Knows which expressions of a text are stores of a Keychain library. */
export class Stores {
  readonly libraries: readonly KeychainLibrary[];
  private readonly modules: ReadonlySet<string>;

  constructor(
    private readonly code: Code,
    private readonly scopes: Scopes,
  ) {
    this.modules = importsOf(code);
    this.libraries = allLibraries().filter((library) => this.mayUse(library));
  }

  /** Whether the file imports the library. */
  imports(library: KeychainLibrary): boolean {
    return library.modules.some((module) => this.modules.has(module));
  }

  /** The store an expression stands for. */
  of(expression: Expression, depth = 0): Store | undefined {
    if (depth > DEEPEST) return undefined;
    const node = bare(expression);
    if (node.kind === 'call') return this.constructed(node, depth);
    if (node.kind === 'member') {
      const shared = this.libraries.find(
        (library) => library.instances.includes(node.name) && this.isType(node.object, library),
      );
      if (shared) return { library: shared, level: 'none' };
    }
    const declaration = declarationOf(node, this.scopes);
    if (declaration?.kind === 'variable') return this.declared(declaration, depth);
    if (declaration?.kind === 'parameter') return this.typed(declaration.parameter.type);
    return declaration ? undefined : this.named(node);
  }

  /** Whether an expression is the name of one of a library's types. */
  isType(node: Expression | undefined, library: KeychainLibrary): boolean {
    const name = node?.kind === 'name' ? node.name : node?.kind === 'member' ? node.name : undefined;
    return name !== undefined && library.types.includes(name) && !this.scopes.declaresType(name);
  }

  private mayUse(library: KeychainLibrary): boolean {
    return library.distinctive || this.imports(library);
  }

  private constructed(node: CallNode, depth: number): Store | undefined {
    if (node.callee.kind === 'closure') {
      const result = onlyResult(node.callee.body.statements);
      return result && this.of(result, depth + 1);
    }
    const maker = this.libraries.find((library) => this.makes(node, library));
    if (maker) return { library: maker, level: constructorLevel(node, maker) ?? 'none' };
    if (node.callee.kind !== 'member' || !node.callee.object) return this.injected(node);
    const base = this.of(node.callee.object, depth + 1);
    // `container.keychainService()`: made elsewhere, and known by its name as a variable would be.
    if (!base) return node.args.length === 0 ? this.named(node.callee) : undefined;
    const method = node.callee.name;
    const builder = base.library.levelPlaces.some(
      (place) => place.at === 'builder' && place.method === method,
    );
    const level = builder ? node.args[0]?.value : undefined;
    // Any other method that is chained on gives a store only where the library has builders at all.
    if (!level && !base.library.levelPlaces.some((place) => place.at === 'builder')) return undefined;
    return { library: base.library, level: level ?? base.level };
  }

  private makes(node: CallNode, library: KeychainLibrary): boolean {
    const { callee } = node;
    if (this.isType(callee, library)) return true;
    if (callee.kind !== 'member' || !this.isType(callee.object, library)) return false;
    return callee.name === 'init' || factoriesOf(library).includes(callee.name);
  }

  private declared(variable: VariableNode, depth: number): Store | undefined {
    const getter = variable.accessors.find((accessor) => accessor.role === 'get');
    const made = getter
      ? onlyResult(getter.body.statements)
      : (variable.value ?? this.assignedOnce(variable));
    const store = (made && this.of(made, depth + 1)) ?? this.typed(variable.type);
    if (!store) return undefined;
    const property = store.library.levelPlaces.find((place) => place.at === 'property');
    if (property) return { ...store, level: this.propertyLevel(variable, property) ?? store.level };
    return store;
  }

  private assignedOnce(variable: VariableNode): Expression | undefined {
    const assigned = this.scopes.assignmentsTo(variable.name);
    return assigned.length === 1 ? assigned[0] : undefined;
  }

  /** `store.accessibility = …` anywhere in the text sets the level of the store from then on. */
  private propertyLevel(
    variable: VariableNode,
    place: Extract<LevelPlace, { at: 'property' }>,
  ): Expression | 'unknown' | undefined {
    const set = nodesIn(this.code.root, 'assign').flatMap(({ target, value }) => {
      if (target.kind !== 'member' || target.name !== place.name || !target.object) return [];
      return declarationOf(bare(target.object), this.scopes) === variable ? [value] : [];
    });
    return set.length > 1 ? 'unknown' : set[0];
  }

  private typed(type: string | undefined): Store | undefined {
    const name = type?.replace(/[?!]$/, '');
    const library =
      name === undefined
        ? undefined
        : this.libraries.find((one) => one.types.includes(name) && !this.scopes.declaresType(name));
    if (!library) return undefined;
    // Who made it may have given it a level; where each write takes its own, there is nothing to miss.
    const perWrite = library.levelPlaces.every((place) => place.at === 'argument');
    return { library, level: perWrite ? 'none' : 'unknown' };
  }

  /** `Container.shared.keychainService()`: what a container gives out under the name of a store. */
  private injected({ callee, args }: CallNode): Store | undefined {
    const name = callee.kind === 'name' || callee.kind === 'member' ? callee.name : '';
    const isStore = args.length === 0 && /(keychain|valet)(service|store|storage|wrapper)?$/i.test(name);
    return isStore && !declarationOf(callee, this.scopes) ? this.named(callee) : undefined;
  }

  /** A name from another file: its word and the import together say what it is. */
  private named(node: Expression): Store | undefined {
    const name = node.kind === 'name' || node.kind === 'member' ? node.name : undefined;
    if (name === undefined || !/^[a-z]\w*$/.test(name) || !/keychain|valet/i.test(name)) return undefined;
    const imported = this.libraries.filter((library) => this.imports(library));
    const [only] = imported;
    if (!only || imported.length > 1) return undefined;
    const perWrite = only.levelPlaces.every((place) => place.at === 'argument');
    return { library: only, level: perWrite ? 'none' : 'unknown' };
  }
}

function importsOf(code: Code): ReadonlySet<string> {
  const modules = code.root.statements.flatMap((node) => (node.kind === 'import' ? [node.module] : []));
  return new Set(modules);
}

function factoriesOf(library: KeychainLibrary): readonly string[] {
  return library.levelPlaces.flatMap((place) => (place.at === 'constructor' ? (place.factories ?? []) : []));
}

function constructorLevel(node: CallNode, library: KeychainLibrary): Expression | undefined {
  for (const place of library.levelPlaces) {
    if (place.at !== 'constructor') continue;
    const argument = node.args.find((candidate) => candidate.label === place.label);
    if (argument) return argument.value;
  }
  return undefined;
}
