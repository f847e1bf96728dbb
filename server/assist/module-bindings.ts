import type { TextEdit } from '../finding.js';

/** By which names a text knows a module, and how another one of its names is brought in. */
export interface ModuleBindings {
  /** The module as a whole: `import * as Keychain`, `const Keychain = require('…')`. */
  readonly whole?: string;
  /** What the module exports as default. */
  readonly standard?: string;
  /** Local names by those that the module exports. */
  readonly names: ReadonlyMap<string, string>;
  /** Imports one more name; undefined where nothing of the module is imported by its name or as its default. */
  readonly add?: (name: string) => TextEdit;
}

const NAME = '[\\w$]+';

/**
 * How a text imports or requires a module; undefined where it does not. The text may be half-typed, so it is searched
 * and not parsed.
 */
export function bindingsOf(text: string, module: string): ModuleBindings | undefined {
  const quoted = `['"]${module.replace(/[/.]/g, '\\$&')}['"]`;
  const whole =
    new RegExp(`\\*\\s*as\\s+(${NAME})\\s+from\\s*${quoted}`).exec(text) ??
    new RegExp(`\\b(?:const|let|var)\\s+(${NAME})\\s*=\\s*require\\(\\s*${quoted}`).exec(text);
  const clause = new RegExp(
    `\\bimport\\s+(${NAME})?\\s*,?\\s*(\\{[^{}]*\\})?\\s*from\\s*${quoted}`,
    'd',
  ).exec(text);
  const required = new RegExp(`\\{([^{}]*)\\}\\s*=\\s*require\\(\\s*${quoted}`, 'd').exec(text);
  if (!whole && !clause && !required && !new RegExp(`\\bfrom\\s*${quoted}`).test(text)) return undefined;
  const standard = clause?.[1] === 'type' ? undefined : clause?.[1];
  const add = adder(text, clause?.indices?.[2] ?? required?.indices?.[0], clause?.indices?.[1]);
  return {
    ...(whole?.[1] !== undefined && { whole: whole[1] }),
    ...(standard !== undefined && { standard }),
    names: new Map([...namesIn(clause?.[2] ?? ''), ...namesIn(required?.[1] ?? '')]),
    ...(add && { add }),
  };
}

/** `{ ACCESSIBLE, setGenericPassword as save }`, `{ ACCESSIBLE: levels }` */
function namesIn(list: string): readonly (readonly [string, string])[] {
  return list.split(',').flatMap((item) => {
    const found = /^[\s{]*(?:type\s+)?([\w$]+)(?:\s*(?:\bas\b|:)\s*([\w$]+))?[\s}]*$/.exec(item);
    const name = found?.[1];
    return name === undefined ? [] : [[name, found?.[2] ?? name] as const];
  });
}

/** @param braces around the names, or from there on; @param standard the name of the default import */
function adder(
  text: string,
  braces: readonly [number, number] | undefined,
  standard: readonly [number, number] | undefined,
): ModuleBindings['add'] {
  if (braces) {
    const close = text.indexOf('}', braces[0]);
    const end = text.slice(0, close).trimEnd().length;
    const separator = /[{,]$/.test(text.slice(0, end)) ? ' ' : ', ';
    return (name) => ({ span: { start: end, end }, newText: separator + name });
  }
  const end = standard?.[1];
  return end === undefined ? undefined : (name) => ({ span: { start: end, end }, newText: `, { ${name} }` });
}
