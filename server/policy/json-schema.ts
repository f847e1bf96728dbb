import { type ConversionConfig, toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { POLICY_SCHEMA } from './schema.js';

/** A JSON schema, as far as it is looked at here. */
export type JsonSchema = ReturnType<typeof toJsonSchema>;

const CONFIG: ConversionConfig = {
  target: 'draft-07',
  // What an editor shows of a word beside it, and the value that holds where nothing is written.
  overrideSchema: ({ valibotSchema, jsonSchema }) => {
    const { enumDescriptions, default: usual } = v.getMetadata(valibotSchema) as Readonly<
      Record<string, unknown>
    >;
    return {
      ...jsonSchema,
      ...(enumDescriptions !== undefined && { enumDescriptions }),
      ...(usual !== undefined && { default: usual as JsonSchema['default'] }),
    };
  },
};

/** The JSON schema of policy files, for editors and other tools that check them. */
export function policyJsonSchema(): JsonSchema {
  return { ...toJsonSchema(POLICY_SCHEMA, CONFIG), allowTrailingCommas: true } as JsonSchema;
}

/**
 * The same for VS Code, where the server says what is wrong with a file, and says it better: here it serves completion
 * and hover, and complains of nothing.
 */
export function completionSchema(): JsonSchema {
  return withoutComplaints(policyJsonSchema());
}

function withoutComplaints(schema: JsonSchema): JsonSchema {
  const { additionalProperties: _, required: __, properties, items, ...rest } = schema;
  if (properties) {
    const members = Object.entries(properties).map(([name, each]) => [
      name,
      typeof each === 'boolean' ? each : withoutComplaints(each),
    ]);
    return { ...rest, properties: Object.fromEntries(members) as JsonSchema['properties'] };
  }
  if (items && typeof items === 'object' && !Array.isArray(items))
    return { ...rest, items: withoutComplaints(items) };
  const { title, description, default: usual, ...asked } = schema;
  return {
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    ...(usual !== undefined && { default: usual }),
    anyOf: [asked, {}],
  };
}
