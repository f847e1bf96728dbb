import type { Method } from '../../syntax/objective-c/methods.js';
import type { Owner } from '../storage/storage-model.js';

/** A method as Swift calls it. */
export interface SwiftName {
  readonly name: string;
  readonly labels: readonly string[];
}

/** The last of these words in a selector’s first part begins the label: `removeItemForKey:` is `removeItem(forKey:)`. */
const PREPOSITION = /^(.*[a-z\d])(With|For|From|In|At|By|To|On|Of|Using)([A-Z]\w*)$/;

/**
 * What a selector is called in Swift, as importing Objective-C names it:
 * https://github.com/swiftlang/swift-evolution/blob/main/proposals/0005-objective-c-name-translation.md
 * Words that only repeat a type are left where they stand.
 * @param labels the parts of the selector
 */
export function swiftName(labels: readonly string[], takesArguments: boolean): SwiftName {
  const [first = '', ...others] = labels;
  if (!takesArguments) return { name: first, labels: [] };
  const [, name, preposition = '', rest = ''] = PREPOSITION.exec(first) ?? [];
  if (name === undefined) return { name: first, labels: ['_', ...others] };
  const label = preposition === 'With' ? lowerFirst(rest) : preposition.toLowerCase() + rest;
  return { name, labels: [label, ...others] };
}

/** A method as what calls it names it: JavaScript, where it is exported to that, else Swift. */
export function ownerOf(method: Method): Owner {
  const { type, isStatic, start, end } = method;
  return { ...(type !== undefined && { type }), ...calledAs(method), isStatic, start, end };
}

function calledAs({ type, parts, exportedAs }: Method): SwiftName {
  const takesArguments = parts[0]?.parameter !== undefined;
  if (exportedAs !== undefined)
    return { name: exportedAs, labels: takesArguments ? parts.map(() => '_') : [] };
  const labels = parts.map(({ label }) => label);
  if (type === undefined)
    return { name: labels[0] ?? '', labels: takesArguments ? labels.map(() => '_') : [] };
  return swiftName(labels, takesArguments);
}

/**
 * What else a method is called: by its whole first part, as the property that it sets, and without the end of its
 * class’s name, which Swift leaves out (`closeAndClearSession` of `OEXSession` is `closeAndClear`).
 */
export function otherNames(method: Method): readonly string[] {
  const { name } = calledAs(method);
  const first = method.parts[0]?.label ?? '';
  const [, property] = /^set([A-Z]\w*)$/.exec(first) ?? [];
  const ofClass = (method.type?.match(/[A-Z][a-z\d]+/g) ?? []).at(-1) ?? '';
  const isShort = ofClass !== '' && name.length > ofClass.length && name.endsWith(ofClass);
  const names = [
    first,
    ...(property === undefined ? [] : [lowerFirst(property)]),
    ...(isShort ? [name.slice(0, -ofClass.length)] : []),
  ];
  return [...new Set(names)].filter((one) => one !== name);
}

function lowerFirst(name: string): string {
  return name.slice(0, 1).toLowerCase() + name.slice(1);
}
