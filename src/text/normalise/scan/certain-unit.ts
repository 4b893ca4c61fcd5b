/** Symbols that are nothing but units, wherever they stand, as a pattern. */
export const certainUnit = String.raw`(?:[kcdm]?m[²³23]|[kcm]m|k[gJNVW]|k?mq|mg|m[lL]|[kMG]Wh|kcal|[kMG]Hz|dB|hPa|lbs?|tbsp|tsp|oz|mph|किमी|किग्रा|सेमी|मिमी)(?![\p{Script=Latin}\p{Script=Devanagari}\p{M}\p{N}/'’^²³-])`;

/** The symbol as tables have it: `m2` is `m²`. */
export function toUnitSymbol(written: string): string {
  return written.replace('2', '²').replace('3', '³');
}
