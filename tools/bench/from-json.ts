/** Reads what `toJson` wrote: fields get their names in camelCase back. */
export function fromJson(text: string): unknown {
  return toCamel(JSON.parse(text));
}

function toCamel(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toCamel);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
      toCamel(field),
    ]),
  );
}
