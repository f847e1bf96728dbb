// What there is to make about policy files: their schemas, and the table of their members.
import { join } from 'node:path';
import { load } from './load.mjs';

/** What stands for the names of members that are all alike. */
const ANY = { credentials: 'KIND', 'names.credentials': 'KIND', logout: 'ITEM', rules: 'RULE' };

/** The schemas, as text by their paths, and the one that the table is made of. */
export async function policySchemas() {
  const { policyJsonSchema, completionSchema } = await load('server/policy/json-schema.ts');
  const schema = policyJsonSchema();
  const text = (value) => `${JSON.stringify(value, undefined, 2)}\n`;
  return {
    schema,
    files: [
      [join('docs', 'sessionlint.schema.json'), text(schema)],
      [join('docs', 'sessionlint.completion.schema.json'), text(completionSchema())],
    ],
  };
}

/** A table of all members, with the values that they take. */
export function policyTable(schema) {
  const rows = membersOf(schema, '').map(
    ({ path, schema: own }) =>
      `| \`${path}\` | ${valuesOf(own)} | ${usualOf(own)} | ${own.description ?? ''} |`,
  );
  return ['| Member | Values | Default | Meaning |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function membersOf(schema, path) {
  const any = ANY[path];
  if (any !== undefined) return alike(schema, path, any);
  return Object.entries(schema.properties).flatMap(([name, own]) => {
    const below = path === '' ? name : `${path}.${name}`;
    if (own.properties) return membersOf(own, below);
    if (own.items?.properties) return [{ path: below, schema: own }, ...membersOf(own.items, `${below}[]`)];
    return [{ path: below, schema: own }];
  });
}

/** One row for all members that are alike; of those that have members of their own, one for each of these. */
function alike(schema, path, any) {
  const [first] = Object.values(schema.properties);
  const names = Object.keys(schema.properties);
  const list = any === 'RULE' ? '' : ` ${any} is one of ${names.map((name) => `\`${name}\``).join(', ')}.`;
  const description = `${schema.description}${list}`;
  if (!first.properties)
    return [{ path: `${path}.${any}`, schema: { ...first, description, default: undefined } }];
  return Object.entries(first.properties).map(([name, own], index) => ({
    path: `${path}.${any}.${name}`,
    schema: { ...own, description: index === 0 ? description : 'The same.' },
  }));
}

function valuesOf(schema) {
  if (schema.enum) return schema.enum.map((value) => `\`${value}\``).join(', ');
  if (schema.minimum !== undefined) return `${schema.minimum} to ${schema.maximum}`;
  if (schema.anyOf) return 'a label or a place';
  return schema.type === 'array'
    ? schema.items.properties
      ? 'a list of objects'
      : 'a list of texts'
    : 'a text';
}

function usualOf({ default: usual }) {
  return usual === undefined ? '–' : `\`${usual}\``;
}
