import words from './words.json' with { type: 'json' };

/** A number as a pattern, with its thousands and decimals. */
export const number = String.raw`(?:(?:[1-9]\d{0,2}(?:,\d{3}){1,8}(?!\d)|\d+)(?:\.\d+)?|(?<![\p{L}\p{N}.])\.\d+)`;
/** A minus sign that is no hyphen. */
export const negative = String.raw`(?<![\p{Script=Latin}\p{N}.)%]|\d\s)[-−–]`;

/** The word for each letter that stands for a power of ten, such as `k` and `M`. */
export const magnitudes: Readonly<Record<string, string>> = words.magnitudes;
/** Such a letter as a pattern. */
export const magnitude = `${toAlternatives(magnitudes)}(?![A-Za-z])`;

/** The name of each unit, by its sign. */
export const units: Readonly<Record<string, string>> = words.units;
/** A unit that may stand before or behind a slash. */
export const unitAlone = toAlternatives(
  Object.fromEntries(Object.entries(units).filter(([name]) => /^[A-Za-zμ²³]+$/u.test(name))),
);

/** A pattern for the keys of a table, the longest first. */
export function toAlternatives(table: Readonly<Record<string, string>>): string {
  const keys = Object.keys(table).sort((first, second) => second.length - first.length);
  return `(?:${keys.map((key) => key.replace(/[$+*.()/]/gu, String.raw`\$&`)).join('|')})`;
}

/** The word for a minus sign, where there is one. */
export function toMinus(sign: string | undefined): string {
  return sign === undefined || sign === '' ? '' : '负';
}
