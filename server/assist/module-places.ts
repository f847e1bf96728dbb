import { MODULE_LIBRARIES } from '../knowledge/libraries/typescript/index.js';
import type { ModuleLibrary } from '../knowledge/libraries/typescript/module-library.js';
import type { LevelSlot } from './places.js';

/** An option of a library, and what is typed of its value: `keychainAccessible: SecureStore.AFT`. */
const OPTION = /(?:^|[{,\s])(\w+)\s*:\s*((?:[\w$]+\.)*)([\w$]*)$/;

/** How far back a place is looked for, in UTF-16 units. */
const REACH = 200;

/**
 * The slot for a level among the options of a TypeScript library; undefined where none is expected.
 * @param code the text before the cursor, masked
 * @param text the whole text, whose imports tell the libraries
 */
export function moduleLevelSlot(code: string, text: string): LevelSlot | undefined {
  const match = OPTION.exec(code.slice(-REACH));
  const [, option = '', qualifier = '', typed = ''] = match ?? [];
  const library = MODULE_LIBRARIES.find(
    (one) => one.levelOptions.includes(option) && one.modules.some((module) => imports(text, module)),
  );
  if (!match || !library) return undefined;
  const written = writtenBefore(library, qualifier, text);
  if (written === undefined) return undefined;
  return { api: library.id, start: code.length - typed.length, qualified: qualifier !== '', written };
}

function imports(text: string, module: string): boolean {
  return new RegExp(`\\b(?:from|require\\()\\s*['"]${module.replaceAll('/', '\\/')}['"]`).test(text);
}

/** What has to be written before a level's name, behind what is typed; undefined where it would mean something else. */
function writtenBefore(
  { modules, levelObject, hasTextLevels }: ModuleLibrary,
  qualifier: string,
  text: string,
): string | undefined {
  if (hasTextLevels) return qualifier === '' ? "'" : undefined;
  const object = levelObject === undefined ? '' : `${levelObject}.`;
  const local = localName(modules, text);
  const whole = local === undefined ? object : `${local}.${object}`;
  if (qualifier === '') return whole === '' ? undefined : whole;
  if (qualifier === whole || qualifier === object) return '';
  return qualifier === `${local ?? ''}.` ? object : undefined;
}

/** The name of a whole module in a text: `SecureStore` of `import * as SecureStore`. */
function localName(modules: readonly string[], text: string): string | undefined {
  for (const module of modules) {
    const found = new RegExp(
      `\\*\\s*as\\s+([\\w$]+)\\s+from\\s+['"]${module.replaceAll('/', '\\/')}['"]`,
    ).exec(text);
    if (found) return found[1];
  }
  return undefined;
}
