const canonical = /^M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/u;
const values: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50, C: 100, D: 500, M: 1000 };

/** The value of a Roman numeral in capitals; null for what is none in its usual form. */
export function parseRoman(written: string): number | null {
  if (written === '' || !canonical.test(written)) return null;
  let total = 0;
  for (let index = 0; index < written.length; index += 1) {
    const value = values[written.charAt(index)] ?? 0;
    total += value < (values[written.charAt(index + 1)] ?? 0) ? -value : value;
  }
  return total;
}
