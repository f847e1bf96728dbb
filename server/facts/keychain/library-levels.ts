import type { Code, Expression, VariableNode } from '../../code/model.js';
import { nodesIn, type NodeOf } from '../../code/nodes.js';
import { walk } from '../../code/walk.js';
import type { KeychainLibrary } from '../../knowledge/libraries/library.js';
import type { SpelledLevel } from '../mentions.js';
import type { Stores } from '../storage/stores.js';
import { bare } from '../trace.js';

/**
 * Every level of a text that is spelled as a library spells it.
 *
 * `.always` alone says nothing (SwiftUI has `.accessibility(…)` too), so a member counts only where the code
 * says that a level is meant: qualified by the library's type, given to a typed name, or passed where the
 * library takes a level.
 */
export function libraryLevels(code: Code, stores: Stores): SpelledLevel[] {
  const libraries = librariesIn(code, stores);
  if (libraries.length === 0) return [];
  const found = new Map<Expression, SpelledLevel>();
  const add = (node: Expression, library: KeychainLibrary): void => {
    if (node.kind !== 'member') return;
    const level = library.levels[node.name] ?? library.formerLevels[node.name];
    if (level && !found.has(node)) found.set(node, { node, level, api: library.id });
  };
  for (const node of nodesIn(code.root, 'member', 'variable', 'function', 'call', 'assign')) {
    for (const library of libraries) {
      for (const place of levelPlacesIn(node, library, stores)) {
        for (const member of impliedMembers(place, library)) add(member, library);
      }
    }
  }
  return [...found.values()];
}

/** The libraries of which a text has a level as a member; for the others there is nothing to look for. */
function librariesIn({ root }: Code, { libraries }: Stores): readonly KeychainLibrary[] {
  const members = new Set(nodesIn(root, 'member').map(({ name }) => name));
  return libraries.filter(
    ({ levelTypes, levels, formerLevels }) =>
      levelTypes.length > 0 &&
      [...Object.keys(levels), ...Object.keys(formerLevels)].some((level) => members.has(level)),
  );
}

/** The expressions of a node in whose place the library's level is meant. */
function levelPlacesIn(
  node: NodeOf<'member' | 'variable' | 'function' | 'call' | 'assign'>,
  library: KeychainLibrary,
  stores: Stores,
): readonly Expression[] {
  switch (node.kind) {
    case 'member':
      return isQualified(node, library) ? [node] : [];
    case 'variable':
      return isTypedLevel(node.type, library) ? valuesOf(node) : [];
    case 'function':
      return node.parameters.flatMap((parameter) =>
        isTypedLevel(parameter.type, library) && parameter.default ? [parameter.default] : [],
      );
    case 'call':
      return argumentPlaces(node, library, stores);
    case 'assign':
      return propertyPlace(node, library, stores);
  }
}

/** `KeychainItemAccessibility.always`; a type name that several libraries share needs no import here: it was asked. */
function isQualified(node: Extract<Expression, { kind: 'member' }>, library: KeychainLibrary): boolean {
  const { object } = node;
  const name = object?.kind === 'name' || object?.kind === 'member' ? object.name : undefined;
  return name !== undefined && library.levelTypes.includes(name);
}

function isTypedLevel(type: string | undefined, library: KeychainLibrary): boolean {
  const name = type?.replace(/[?!]$/, '').split('.').at(-1);
  return name !== undefined && library.levelTypes.includes(name);
}

function valuesOf(variable: VariableNode): readonly Expression[] {
  const values: Expression[] = variable.value ? [variable.value] : [];
  const getter = variable.accessors.find((accessor) => accessor.role === 'get');
  if (!getter) return values;
  const [only] = getter.body.statements;
  if (only && getter.body.statements.length === 1 && only.kind === 'member') values.push(only);
  walk(getter.body, (node) => {
    if (node.kind === 'jump' && node.form === 'return' && node.value) values.push(node.value);
  });
  return values;
}

function argumentPlaces(
  node: Extract<Expression, { kind: 'call' }>,
  library: KeychainLibrary,
  stores: Stores,
): readonly Expression[] {
  return library.levelPlaces.flatMap((place) => {
    if (place.at === 'argument' || place.at === 'constructor') {
      const argument = node.args.find((candidate) => candidate.label === place.label);
      if (!argument) return [];
      // `withAccess:` and its like belong to one library alone; `accessibility:` has to be its initializer.
      const own =
        place.at === 'argument' ? place.label.startsWith('with') : stores.of(node)?.library === library;
      return own ? [argument.value] : [];
    }
    if (place.at !== 'builder' || node.callee.kind !== 'member' || node.callee.name !== place.method)
      return [];
    const [first] = node.args;
    if (!first || first.label !== undefined || !node.callee.object) return [];
    return stores.of(node.callee.object)?.library === library ? [first.value] : [];
  });
}

function propertyPlace(
  node: Extract<Expression, { kind: 'assign' }>,
  library: KeychainLibrary,
  stores: Stores,
): readonly Expression[] {
  const { target } = node;
  if (target.kind !== 'member' || !target.object) return [];
  const isLevel = library.levelPlaces.some((place) => place.at === 'property' && place.name === target.name);
  return isLevel && stores.of(target.object)?.library === library ? [node.value] : [];
}

/** The members an expression may come out as: itself, or the branches of a conditional. */
function impliedMembers(value: Expression, library: KeychainLibrary): readonly Expression[] {
  const node = bare(value);
  if (node.kind === 'conditional') {
    return [...impliedMembers(node.then, library), ...impliedMembers(node.else, library)];
  }
  if (node.kind === 'binary' && node.operator === '??') {
    return [...impliedMembers(node.left, library), ...impliedMembers(node.right, library)];
  }
  if (node.kind !== 'member') return [];
  return !node.object || isQualified(node, library) ? [node] : [];
}
