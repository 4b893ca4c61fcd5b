/** As much of JSON Schema as the description uses. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
  readonly items?: Schema;
}

/** Judges a value by the parts of JSON Schema that the description uses. */
export function fits(schema: Schema, value: unknown): boolean {
  if (schema.anyOf !== undefined) return schema.anyOf.some((option) => fits(option, value));
  if (schema.enum?.includes(value) === false) return false;
  if ('const' in schema && schema.const !== value) return false;
  if (schema.type !== undefined && ![schema.type].flat().includes(toType(value, [schema.type].flat())))
    return false;
  if (typeof value === 'number')
    return value >= (schema.minimum ?? -Infinity) && value <= (schema.maximum ?? Infinity);
  if (typeof value === 'string')
    return (
      Array.from(value).length <= (schema.maxLength ?? Infinity) &&
      new RegExp(schema.pattern ?? '').test(value)
    );
  if (Array.isArray(value)) return value.every((item) => fits(schema.items ?? {}, item));
  if (typeof value !== 'object' || value === null) return true;
  const fields = value as Readonly<Record<string, unknown>>;
  return (
    (schema.required ?? []).every((name) => name in fields) &&
    Object.entries(fields).every(([name, field]) =>
      fits(schema.properties?.[name] ?? schema.additionalProperties ?? {}, field),
    )
  );
}

function toType(value: unknown, wanted: readonly string[]): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) && wanted.includes('integer') ? 'integer' : typeof value;
}
