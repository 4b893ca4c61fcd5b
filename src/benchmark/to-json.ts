/** Writes a report as JSON with the names of the fields in snake_case, and fractions with six digits. */
export function toJson(value: unknown): string {
  return `${JSON.stringify(toPlain(value), null, 2)}\n`;
}

function toPlain(value: unknown): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? value : Number(value.toPrecision(6));
  if (Array.isArray(value)) return value.map(toPlain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [toSnakeCase(name), toPlain(field)]),
  );
}

function toSnakeCase(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z0-9])|(?<=[0-9])(?=[A-Z])/g, '_').toLowerCase();
}
