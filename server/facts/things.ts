import type {
  ClosureNode,
  Code,
  DictionaryNode,
  Expression,
  FunctionNode,
  ListNode,
  Node,
  TypeNode,
} from '../code/model.js';
import { nodesIn } from '../code/nodes.js';
import { ancestorsOf, childrenOf, enclosing } from '../code/walk.js';
import { functionIn, keyName, lastNameOf } from './callables.js';
import { onceWithin } from '../knowledge/remember.js';
import type { Scopes } from './scope.js';
import { bare, literalText } from './trace.js';

/** What an expression of TypeScript stands for, as far as one text tells. */
export type Thing =
  | { readonly kind: 'function'; readonly node: FunctionNode | ClosureNode }
  | { readonly kind: 'class' | 'instance'; readonly node: TypeNode }
  | { readonly kind: 'object'; readonly node: DictionaryNode }
  | { readonly kind: 'list'; readonly node: ListNode }
  | Imported;

/** Something of a module, by the way from the module to it: `save`, `default.save`, `useStorage().save`. */
export interface Imported {
  readonly kind: 'imported';
  readonly module: string;
  /** Empty for the module as a whole. */
  readonly way: string;
}

/** Things of things are followed this far; longer chains are cycles. */
const MOST_HOPS = 12;

/** Calls that give back what they are handed first. */
const GIVING_BACK = /^(useCallback|useEvent|useEffectEvent|useMemoizedFn|useStableCallback|memo|freeze)$/;

/** Follows names, members and calls of one text to the functions, classes and objects that they stand for. */
export class Things {
  private readonly bound = new Map<string, Imported>();
  private readonly known = new Map<Expression, Thing | undefined>();

  constructor(
    code: Code,
    private readonly scopes: Scopes,
  ) {
    for (const { module, bindings = [], typeOnly } of nodesIn(code.root, 'import')) {
      for (const { imported, local } of typeOnly ? [] : bindings)
        this.bound.set(local, importedThing(module, imported === '*' ? '' : imported));
    }
  }

  /** What an expression stands for; undefined where the text does not tell. */
  of(expression: Expression): Thing | undefined {
    if (!this.known.has(expression)) this.known.set(expression, this.follow(expression, 0));
    return this.known.get(expression);
  }

  private follow(expression: Expression, hops: number): Thing | undefined {
    const node = bare(expression);
    if (hops > MOST_HOPS) return undefined;
    switch (node.kind) {
      case 'name':
        return this.named(node.name, node, hops + 1);
      case 'member':
        return node.object && this.member(this.follow(node.object, hops + 1), node.name, hops + 1);
      case 'index': {
        const name = indexName(node.args[0]?.value);
        return name === undefined
          ? undefined
          : this.member(this.follow(node.object, hops + 1), name, hops + 1);
      }
      case 'call':
        return this.ofCall(node, hops + 1);
      case 'dictionary':
        return { kind: 'object', node };
      case 'list':
        return { kind: 'list', node };
      default: {
        const found = functionIn(node);
        return found && { kind: 'function', node: found };
      }
    }
  }

  /** What is found under a name in a thing. */
  member(thing: Thing | undefined, name: string, hops = 0): Thing | undefined {
    if (hops > MOST_HOPS) return undefined;
    switch (thing?.kind) {
      case 'imported':
        return importedThing(thing.module, thing.way === '' ? name : `${thing.way}.${name}`);
      case 'object':
        return this.entry(thing.node, name, hops);
      case 'list': {
        const item = thing.node.items[Number(name)];
        return item && this.follow(item, hops + 1);
      }
      case 'class':
      case 'instance':
        return this.declared(this.scopes.member(thing.node.name, name), hops);
      default:
        return undefined;
    }
  }

  /** What a call of a thing gives, or `new` of a class. */
  result(thing: Thing | undefined, hops = 0): Thing | undefined {
    if (thing?.kind === 'imported') return importedThing(thing.module, `${thing.way}()`);
    if (thing?.kind === 'class') return { kind: 'instance', node: thing.node };
    const value = thing?.kind === 'function' ? lastResult(thing.node) : undefined;
    return value && this.follow(value, hops + 1);
  }

  /** The names under which a thing has others. */
  namesIn(thing: Thing): readonly string[] {
    switch (thing.kind) {
      case 'object':
        return thing.node.entries.flatMap(({ key, value }) => {
          if (key) return keyName(key) ?? [];
          const spread = this.of(value);
          return spread?.kind === 'object' ? this.namesIn(spread) : [];
        });
      case 'list':
        return thing.node.items.map((_, index) => String(index));
      case 'class':
      case 'instance':
        return childrenOf(thing.node).flatMap((member) =>
          member.kind === 'function' || member.kind === 'variable' ? [member.name] : [],
        );
      default:
        return [];
    }
  }

  private named(name: string, from: Node, hops: number): Thing | undefined {
    if (name === 'self') return this.around(from);
    const declaration = this.scopes.resolve(name, from);
    return declaration ? this.declared(declaration, hops) : this.bound.get(name);
  }

  /** What `this` stands for: the class, or the object whose entry a function is. */
  private around(from: Node): Thing | undefined {
    const type = enclosing(from, 'type');
    if (type) return { kind: 'instance', node: type };
    const object = enclosing(from, 'dictionary');
    return object && { kind: 'object', node: object };
  }

  private declared(declaration: ReturnType<Scopes['resolve']>, hops: number): Thing | undefined {
    if (declaration?.kind === 'function') return { kind: 'function', node: declaration };
    if (declaration?.kind === 'type')
      return declaration.form === 'class' ? { kind: 'class', node: declaration } : undefined;
    const value = declaration?.kind === 'variable' ? declaration.value : undefined;
    return value && this.follow(value, hops + 1);
  }

  private entry(node: DictionaryNode, name: string, hops: number): Thing | undefined {
    for (const { key, value } of node.entries.toReversed()) {
      const found = key
        ? keyName(key) === name && this.follow(value, hops + 1)
        : this.member(this.follow(value, hops + 1), name, hops + 1);
      if (found) return found;
    }
    return undefined;
  }

  private ofCall(node: Extract<Expression, { kind: 'call' }>, hops: number): Thing | undefined {
    const name = lastNameOf(node.callee) ?? '';
    const [first] = node.args;
    if (first && GIVING_BACK.test(name)) return this.follow(first.value, hops);
    if (first && name === 'useMemo') return this.result(this.follow(first.value, hops), hops);
    const module = required(node);
    if (module !== undefined) return importedThing(module, '');
    return this.result(this.follow(node.callee, hops), hops);
  }
}

/** The things of a text. */
export const thingsIn: (code: Code, scopes: Scopes) => Things = onceWithin(
  (code: Code, scopes: Scopes) => new Things(code, scopes),
);

/** The names of what a function stands in and its own, from outside inwards. */
export function placeOf(node: FunctionNode): string {
  const names = [...ancestorsOf(node)].flatMap((up) =>
    up.kind === 'function' || up.kind === 'type' || up.kind === 'variable' ? [up.name] : [],
  );
  return [node.name, ...names].toReversed().join('/');
}

function importedThing(module: string, way: string): Imported {
  return { kind: 'imported', module, way };
}

function indexName(index: Expression | undefined): string | undefined {
  if (index?.kind === 'number') return index.text;
  return index && literalText(index);
}

/** `require('./storage')` */
function required({ callee, args }: Extract<Expression, { kind: 'call' }>): string | undefined {
  const isImport =
    (callee.kind === 'name' && callee.name === 'require') ||
    (callee.kind === 'other' && callee.syntax === 'import');
  return isImport && args[0] ? literalText(args[0].value) : undefined;
}

/** What a function gives back at its end. */
function lastResult({ body }: FunctionNode | ClosureNode): Expression | undefined {
  const last = body?.statements.at(-1);
  return last?.kind === 'jump' && last.form === 'return' ? last.value : undefined;
}
