import { isStreet } from './house-number.ts';
import { isAtStart, matchAt, type Reading, say, type Scan } from '../scan/scan.ts';

const points = /[NS]{0,2}[NSEOW][NSEOW]?(?![\p{L}\p{M}\p{N}'’&/-]|\.\p{L})/uy;
const canonical = /^(?:[NSEOW]|N[EOW]|S[EOW]|NN[EOW]|SS[EOW])$/u;
const windBefore =
  /(?<!\p{L})(?:winds?|vientos?|vents?|vent[oi]|ventos)(?: (?:from|from the|del|de|du|da|do|di))? $/iu;
const distanceBefore = /\d ?(?:mi|miles?|km|kilomet(?:er|re)s?|m|ft)\.? $/u;
const streetBefore =
  /(?<!\p{L})(?:Ave|Avenue|St|Street|Rd|Road|Blvd|Dr|Drive|Pl|Place|Ct|Court|Ln|Lane|Way)\.? $/u;
const placeBehind = /^ (?:of|de|du|di|da|do|del) /u;

/** North, south, east and west, and what stands between them where that is one word. */
const names: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  en: { N: 'north', S: 'south', E: 'east', W: 'west', NE: 'northeast', NW: 'northwest', SE: 'southeast', SW: 'southwest' },
  es: { N: 'norte', S: 'sur', E: 'este', W: 'oeste', NE: 'noreste', NW: 'noroeste', SE: 'sureste', SW: 'suroeste' },
  fr: { N: 'nord', S: 'sud', E: 'est', W: 'ouest', NE: 'nord-est', NW: 'nord-ouest', SE: 'sud-est', SW: 'sud-ouest' },
  it: { N: 'nord', S: 'sud', E: 'est', W: 'ovest', NE: 'nord-est', NW: 'nord-ovest', SE: 'sud-est', SW: 'sud-ovest' },
  pt: { N: 'norte', S: 'sul', E: 'leste', W: 'oeste', NE: 'nordeste', NW: 'noroeste', SE: 'sudeste', SW: 'sudoeste' },
}; // prettier-ignore

/** Reads points of the compass where wind, a distance or a street stands before them: `7 mi NW of Bath`, `Oak Ave. NE`, `viento NO`. */
export function readCompass({ text, grammar }: Scan, at: number): Reading | null {
  const written = isAtStart(text, at) ? (matchAt(points, text, at)?.[0] ?? '') : '';
  const table = names[grammar.language.slice(0, 2)];
  if (!canonical.test(written) || table === undefined) return null;
  const before = text.slice(Math.max(0, at - 24), at);
  const end = at + written.length;
  const isPlaced = placeBehind.test(text.slice(end, end + 5));
  const isBehindStreet = written.length > 1 && grammar.language.startsWith('en') && streetBefore.test(before);
  // `123 N. Main St.`
  const point = text.charAt(end) === '.' ? 1 : 0;
  const isOnStreet =
    grammar.language.startsWith('en') &&
    /(?<!\d)\d{1,5}[A-D]? $/u.test(before) &&
    isStreet(text, end + point);
  if (isOnStreet) return say(table[written] ?? written, at, end + point);
  if (!windBefore.test(before) && !(distanceBefore.test(before) && isPlaced) && !isBehindStreet) return null;
  // West is `O` in Romance languages.
  const sign = written.replace('O', 'W');
  const spoken =
    sign.length === 3 ? `${table[sign.charAt(0)] ?? ''} ${table[sign.slice(1)] ?? ''}` : table[sign];
  return spoken === undefined ? null : say(spoken, at, end);
}
