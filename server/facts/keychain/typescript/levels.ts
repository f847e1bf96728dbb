import type { Code, Expression } from '../../../code/model.js';
import { nodesIn } from '../../../code/nodes.js';
import { MODULE_LIBRARIES } from '../../../knowledge/libraries/typescript/index.js';
import type { ModuleLibrary } from '../../../knowledge/libraries/typescript/module-library.js';
import type { Level } from '../../../knowledge/levels.js';
import type { SpelledLevel } from '../../mentions.js';
import type { Modules } from '../../modules.js';
import type { Scopes } from '../../scope.js';
import { bare, literalText } from '../../trace.js';

/** Every level of a TypeScript text that is spelled as a library spells it. */
export function moduleLevels(code: Code, scopes: Scopes, modules: Modules): SpelledLevel[] {
  const imported = MODULE_LIBRARIES.filter((library) =>
    library.modules.some((module) => modules.imported.includes(module)),
  );
  const withTexts = imported.filter(({ hasTextLevels }) => hasTextLevels);
  if (imported.length === 0) return [];
  const names = new Set(imported.flatMap(({ levels }) => Object.keys(levels)));
  const found: SpelledLevel[] = [];
  for (const node of nodesIn(code.root, 'member', 'name', 'dictionary')) {
    if (node.kind === 'dictionary') {
      for (const { key, value } of node.entries) {
        const spelled = key && textLevel(key, value, withTexts);
        if (spelled) found.push(spelled);
      }
      continue;
    }
    // What is a member of a module is told by names before anything is followed there.
    const mayBe =
      node.kind === 'name'
        ? modules.isBound(node.name) && !scopes.resolve(node.name, node)
        : names.has(node.name) || node.name === 'default';
    const spelled = mayBe ? constantLevel(node, modules) : undefined;
    if (spelled) found.push({ ...spelled, node });
  }
  return found;
}

/** Whether it stands in a pattern that binds a name to it: `ALWAYS` of `const { ALWAYS } = require('…')`. */
function isTakenApart({ parent }: Extract<Expression, { kind: 'name' | 'member' }>): boolean {
  return parent?.kind === 'variable' && parent.binding === 'pattern';
}

/** `SecureStore.ALWAYS`, `Keychain.ACCESSIBLE.ALWAYS`, `ALWAYS` where the import binds it. */
function constantLevel(
  node: Extract<Expression, { kind: 'name' | 'member' }>,
  modules: Modules,
): Omit<SpelledLevel, 'node'> | undefined {
  const member = modules.member(node);
  const name = member?.path.at(-1);
  if (!member || name === undefined) return undefined;
  const object = member.path.slice(0, -1).join('.');
  const library = MODULE_LIBRARIES.find(
    (one) => one.modules.includes(member.module) && object === (one.levelObject ?? ''),
  );
  const level = library && levelNamed(library, name);
  if (!library || !level) return undefined;
  const isBound = node.kind === 'name' || isTakenApart(node);
  return { level, api: library.id, ...(isBound && { isBound }) };
}

/** `{ kSecAttrAccessible: 'kSecAttrAccessibleAlways' }` */
function textLevel(
  key: Expression,
  value: Expression,
  libraries: readonly ModuleLibrary[],
): SpelledLevel | undefined {
  const node = bare(value);
  const [option, text] = [literalText(key), literalText(node)];
  if (option === undefined || text === undefined) return undefined;
  const library = libraries.find(({ levelOptions }) => levelOptions.includes(option));
  const level = library && levelNamed(library, text);
  return library && level && { node, level, api: library.id };
}

function levelNamed({ levels }: ModuleLibrary, name: string): Level | undefined {
  return Object.hasOwn(levels, name) ? levels[name] : undefined;
}
