import type { Attribute, Code, Expression, Node } from '../../../code/model.js';
import { isOwnModule } from '../../modules.js';
import type { Scopes } from '../../scope.js';
import { placeOf, thingsIn, type Thing, type Things } from '../../things.js';
import { isBridge } from '../../session/typescript/bridge.js';
import type { CallTarget, ExportedWay } from '../storage-model.js';

/** Objects within objects are looked into this far. */
const DEEPEST = 3;

/** Larger objects are data. */
const MOST_NAMES = 60;

/** Tells which functions the calls of a text run, and how its own are reached from other files. */
export class Reach {
  private readonly things: Things;

  constructor(
    private readonly code: Code,
    scopes: Scopes,
    private readonly file: string,
  ) {
    this.things = thingsIn(code, scopes);
  }

  /** What a call of an expression runs; undefined where the text does not tell. */
  target(callee: Expression): CallTarget | undefined {
    const thing = this.things.of(callee);
    if (thing?.kind === 'imported') return this.imported(thing);
    if (thing?.kind !== 'function' || thing.node.kind !== 'function') return undefined;
    return { module: '', file: this.file, way: placeOf(thing.node) };
  }

  /**
   * How functions of some names are reached from other files, and what the text has from others and passes on in
   * objects of its own.
   */
  exported(names: ReadonlySet<string>): readonly ExportedWay[] {
    const found = new Map<string, ExportedWay>();
    for (const { way, thing } of this.roots()) this.collect(way, thing, 0, names, found);
    return [...found.values()];
  }

  private collect(
    way: string,
    thing: Thing | undefined,
    depth: number,
    names: ReadonlySet<string>,
    found: Map<string, ExportedWay>,
  ): void {
    if (!thing || found.has(way)) return;
    const { file } = this;
    if (thing.kind === 'imported') {
      // What is passed on as it is is known by its name.
      const isPassed = depth > 0 && isOwnModule(thing.module);
      if (isPassed || isBridge(thing.way)) found.set(way, { way, file, of: this.imported(thing) });
      return;
    }
    if (thing.kind === 'function' && thing.node.kind === 'function' && names.has(thing.node.name))
      found.set(way, { way, file, place: placeOf(thing.node) });
    if (depth === DEEPEST) return;
    if (thing.kind === 'function' || thing.kind === 'class')
      this.collect(`${way}()`, this.things.result(thing), depth + 1, names, found);
    for (const name of this.things.namesIn(thing).slice(0, MOST_NAMES)) {
      const inner = way === '' ? name : `${way}.${name}`;
      this.collect(inner, this.things.member(thing, name), depth + 1, names, found);
    }
  }

  private *roots(): Generator<{ readonly way: string; readonly thing: Thing | undefined }> {
    for (const node of declarations(this.code.root.statements)) {
      if (node.kind === 'export') {
        if (node.module !== undefined) continue;
        for (const { local, exported, start, end } of node.names)
          yield {
            way: exported,
            thing: this.things.of({ kind: 'name', name: local, start, end, parent: node }),
          };
      } else if (node.kind === 'assign') {
        yield* this.assigned(node);
      } else if (node.kind === 'function' || node.kind === 'type' || node.kind === 'variable') {
        const root = rootOf(node.attributes, node.name);
        if (root !== undefined) yield { way: root, thing: this.declared(node) };
      }
    }
  }

  /** `module.exports = { save }`, `exports.save = …` */
  private *assigned({
    target,
    value,
  }: Extract<Node, { readonly kind: 'assign' }>): Generator<{ way: string; thing: Thing | undefined }> {
    if (target.kind !== 'member' || !target.object) return;
    const isExports = (node: Expression): boolean =>
      (node.kind === 'name' && node.name === 'exports') ||
      (node.kind === 'member' &&
        node.name === 'exports' &&
        node.object?.kind === 'name' &&
        node.object.name === 'module');
    const thing = this.things.of(value);
    if (isExports(target.object)) yield { way: target.name, thing };
    // Files that are imported as a whole and those that are imported as a default find the same.
    else if (isExports(target)) for (const way of ['', 'default']) yield { way, thing };
  }

  private declared(
    node: Extract<Node, { readonly kind: 'function' | 'type' | 'variable' }>,
  ): Thing | undefined {
    if (node.kind === 'function') return { kind: 'function', node };
    if (node.kind === 'type') return node.form === 'class' ? { kind: 'class', node } : undefined;
    return node.value && this.things.of(node.value);
  }

  private imported({ module, way }: Extract<Thing, { kind: 'imported' }>): CallTarget {
    return { module, file: this.file, way };
  }
}

/** The statements of a text, and the declarations that share one. */
function* declarations(nodes: readonly Node[]): Generator<Node> {
  for (const node of nodes) {
    if (node.kind === 'other') yield* declarations(node.parts);
    else yield node;
  }
}

function rootOf(attributes: readonly Attribute[], name: string): string | undefined {
  const attribute = attributes.find((one) => one.name.startsWith('export'));
  return attribute && (attribute.name === 'export default' ? 'default' : name);
}
