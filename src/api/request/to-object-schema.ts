import { toJsonSchema, type JsonSchema } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';

/** A schema in the form that OpenAPI 3.1 takes. */
export type ApiSchema = Readonly<Record<string, unknown>>;

/** Describes an object by the schemas that validate its fields. */
export function toObjectSchema(
  fields: Readonly<Record<string, GenericSchema>>,
  required: readonly string[] = [],
): ApiSchema {
  const properties = Object.fromEntries(
    Object.entries(fields).map(([name, schema]) => [name, toFieldSchema(schema)]),
  );
  return { type: 'object', ...(required.length === 0 ? {} : { required }), properties };
}

function toFieldSchema(schema: GenericSchema): ApiSchema {
  const described = toJsonSchema(schema, {
    target: 'draft-2020-12',
    typeMode: 'input',
    overrideAction: ({ valibotAction, jsonSchema }): JsonSchema | undefined =>
      valibotAction.type === 'max_code_points' && 'requirement' in valibotAction
        ? { ...jsonSchema, maxLength: Number(valibotAction.requirement) }
        : undefined,
  });
  delete described.$schema;
  return hoistDescription({ ...described });
}

/** Moves what is said of an optional field from its first alternative to the field, where readers look for it. */
function hoistDescription(schema: ApiSchema): ApiSchema {
  const [first, ...others] = (schema['anyOf'] ?? []) as ApiSchema[];
  if (first === undefined || !('description' in first)) return schema;
  const { description, ...rest } = first;
  return { description, ...schema, anyOf: [rest, ...others] };
}
