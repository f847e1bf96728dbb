import type * as v from 'valibot';

export type AnySchema = v.GenericSchema;

/** What a schema asks for, in words that follow “is”. */
export interface Description {
  readonly expected: string;
  /** The words to choose from, where there are such. */
  readonly values: readonly string[];
  /** The number in reach that is allowed; undefined where none is wanted or none is near. */
  readonly nearest: (written: unknown) => number | undefined;
}

/** The schema of a value that is there. */
export function unwrapped(schema: AnySchema): AnySchema {
  return is('optional', schema) ? (schema.wrapped as AnySchema) : schema;
}

/** The members of an object by name; undefined for what is no object. */
export function membersOf(schema: AnySchema): ReadonlyMap<string, AnySchema> | undefined {
  if (!is('strict_object', schema)) return undefined;
  return new Map(Object.entries(schema.entries as Readonly<Record<string, AnySchema>>));
}

/** What a list holds; undefined for what is no list. */
export function elementOf(schema: AnySchema): AnySchema | undefined {
  return is('array', schema) ? (schema.item as AnySchema) : undefined;
}

export function describe(schema: AnySchema): Description {
  if (is('picklist', schema)) {
    const values = schema.options.map(String);
    return { expected: listOf(values), values, nearest: () => undefined };
  }
  if (is('number', schema)) {
    const [least, most] = boundsOf(schema);
    return {
      expected: `a whole number from ${least} to ${most}`,
      values: [],
      nearest: (written) => nearestNumber(written, least, most),
    };
  }
  const { type } = schema as { readonly type: string };
  return { expected: WORDS[type] ?? 'something else', values: [], nearest: () => undefined };
}

const WORDS: Readonly<Record<string, string>> = {
  strict_object: 'an object: { … }',
  array: 'a list: [ … ]',
  string: 'a text that is not empty',
  union: 'a label or a place from 0 on',
};

function listOf(values: readonly string[]): string {
  const quoted = values.map((value) => `“${value}”`);
  return `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1) ?? ''}`;
}

function boundsOf(schema: AnySchema): readonly [number, number] {
  const steps = 'pipe' in schema && Array.isArray(schema.pipe) ? (schema.pipe as readonly object[]) : [];
  const bound = (type: string): number | undefined => {
    const step = steps.find((each) => Reflect.get(each, 'type') === type);
    const requirement: unknown = step && Reflect.get(step, 'requirement');
    return typeof requirement === 'number' ? requirement : undefined;
  };
  return [bound('min_value') ?? 0, bound('max_value') ?? Number.MAX_SAFE_INTEGER];
}

function nearestNumber(written: unknown, least: number, most: number): number | undefined {
  const number = typeof written === 'string' ? Number.parseFloat(written) : written;
  if (typeof number !== 'number' || !Number.isFinite(number)) return undefined;
  return Math.min(Math.max(Math.round(number), least), most);
}

interface SchemaTypes {
  readonly optional: { readonly wrapped: unknown };
  readonly strict_object: { readonly entries: unknown };
  readonly array: { readonly item: unknown };
  readonly picklist: { readonly options: readonly unknown[] };
  readonly number: { readonly type: string };
}

function is<Type extends keyof SchemaTypes>(
  type: Type,
  schema: AnySchema,
): schema is AnySchema & SchemaTypes[Type] {
  return (schema.type as string) === type;
}
