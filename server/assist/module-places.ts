import type { TextEdit } from '../finding.js';
import { MODULE_LIBRARIES } from '../knowledge/libraries/typescript/index.js';
import type { ModuleLibrary } from '../knowledge/libraries/typescript/module-library.js';
import type { Masked } from '../syntax/mask.js';
import { bindingsOf, type ModuleBindings } from './module-bindings.js';
import type { LevelSlot } from './places.js';

/** An option of a library, and what is typed of its value: `keychainAccessible: SecureStore.AFT`. */
const OPTION = /(?:^|[{,\s])(\w+)\s*:\s*((?:[\w$]+\.)*)([\w$]*)$/;

/** A member of something, and what is typed of its name: `Keychain.ACCESSIBLE.AFT`. */
const MEMBER = /(?<![\w$.])((?:[\w$]+\.)+)([\w$]*)$/;

/** The name of an option, as far as it is typed. */
const OPTION_NAME = /[{,]\s*([A-Za-z]\w*)$/;

/** How far back a place is looked for, in UTF-16 units. */
const REACH = 200;

/** How far back the call is looked for that an option belongs to. */
const REACH_OF_CALL = 600;

interface Known {
  readonly library: ModuleLibrary;
  readonly bindings: ModuleBindings;
}

/**
 * The slot for a level of a TypeScript library: among its options, or behind the object that holds its levels;
 * undefined where none is expected.
 * @param before the text before the cursor, masked
 * @param text the whole text, whose imports tell the libraries
 */
export function moduleLevelSlot(before: Masked, text: string): LevelSlot | undefined {
  const known = MODULE_LIBRARIES.flatMap((library) => {
    const bindings = library.modules.map((module) => bindingsOf(text, module)).find((one) => one);
    return bindings ? [{ library, bindings }] : [];
  });
  if (known.length === 0) return undefined;
  if (before.place === 'string') return insideText(before, known);
  if (before.place !== 'code') return undefined;
  const { code } = before;
  return valueOfOption(code, known) ?? memberOfLevels(code, known) ?? nameOfOption(code, known);
}

function valueOfOption(code: string, known: readonly Known[]): LevelSlot | undefined {
  const match = OPTION.exec(code.slice(-REACH));
  const [, option = '', qualifier = '', typed = ''] = match ?? [];
  const found = known.find(({ library }) => library.levelOptions.includes(option));
  const spelled = match && found && spelling(found);
  if (!spelled) return undefined;
  const written = rest(spelled.written, qualifier);
  if (written === undefined) return undefined;
  return slot(found.library, code.length - typed.length, qualifier !== '', { ...spelled, written });
}

/** `Keychain.ACCESSIBLE.`, wherever it is: nothing but a level can follow. */
function memberOfLevels(code: string, known: readonly Known[]): LevelSlot | undefined {
  const match = MEMBER.exec(code.slice(-REACH));
  const [, qualifier = '', typed = ''] = match ?? [];
  const found = known.find(
    (one) => one.library.levelObject !== undefined && spelling(one)?.written === qualifier,
  );
  if (!match || !found) return undefined;
  return slot(found.library, code.length - typed.length, true, { written: '' });
}

/** `acc` in the options of a write that has no level yet. */
function nameOfOption(code: string, known: readonly Known[]): LevelSlot | undefined {
  const typed = OPTION_NAME.exec(code.slice(-REACH))?.[1];
  const object = typed === undefined ? undefined : openObject(code);
  if (typed === undefined || object === undefined) return undefined;
  for (const one of known) {
    const { levelOptions, calls } = one.library;
    const option = levelOptions.find((name) => name.startsWith(typed));
    const given = levelOptions.some((name) => new RegExp(`\\b${name}\\s*:`).test(code.slice(object)));
    const isOptions = calls.some(
      ({ method, use, options }) =>
        use === 'write' &&
        options !== undefined &&
        new RegExp(`\\b${method}\\s*\\([^;{}]*$`).test(
          code.slice(-REACH_OF_CALL).slice(0, object - code.length),
        ),
    );
    const spelled = option !== undefined && !given && isOptions ? spelling(one) : undefined;
    if (spelled)
      return slot(one.library, code.length - typed.length, false, {
        ...spelled,
        written: `${option}: ${spelled.written}`,
      });
  }
  return undefined;
}

/** Levels that are texts, between their quotes. */
function insideText({ code, strings }: Masked, known: readonly Known[]): LevelSlot | undefined {
  const start = strings.at(-1)?.start;
  if (start === undefined) return undefined;
  const [, option = ''] = /(?:^|[{,\s])(\w+)\s*:\s*['"]$/.exec(code.slice(0, start).slice(-REACH)) ?? [];
  const found = known.find(
    ({ library }) => library.hasTextLevels === true && library.levelOptions.includes(option),
  );
  return found && slot(found.library, start, true, { written: '' });
}

/** Where the innermost object begins that is open at the end of the code, within reach. */
function openObject(code: string): number | undefined {
  let depth = 0;
  for (let at = code.length - 1; at >= Math.max(0, code.length - REACH_OF_CALL); at -= 1) {
    const letter = code.charAt(at);
    if (letter === '}') depth += 1;
    if (letter === '{' && depth === 0) return at;
    if (letter === '{') depth -= 1;
  }
  return undefined;
}

interface Spelling {
  /** What stands before a level's name. */
  readonly written: string;
  readonly imports?: (token: string) => TextEdit | undefined;
}

/** How a text spells the levels of a library that it knows; undefined where it cannot without another import. */
function spelling({ library, bindings }: Known): Spelling | undefined {
  const { levelObject, hasTextLevels, qualifier } = library;
  const { whole, standard, names, add } = bindings;
  if (hasTextLevels) return { written: "'" };
  if (levelObject === undefined) {
    if (whole !== undefined) return { written: `${whole}.` };
    return add && { written: '', imports: (token) => (names.has(token) ? undefined : add(token)) };
  }
  const local = names.get(levelObject);
  if (local !== undefined) return { written: `${local}.` };
  // What is exported as default has them, too, where that is how they are spelled.
  const object = whole ?? (qualifier === `${levelObject}.` ? undefined : standard);
  if (object !== undefined) return { written: `${object}.${levelObject}.` };
  return add && { written: `${levelObject}.`, imports: (): TextEdit => add(levelObject) };
}

/** What has still to be written behind what is typed; undefined where that means something else. */
function rest(written: string, typed: string): string | undefined {
  return written.startsWith(typed) ? written.slice(typed.length) : undefined;
}

function slot({ id }: ModuleLibrary, start: number, qualified: boolean, spelled: Spelling): LevelSlot {
  return { api: id, start, qualified, ...spelled };
}
