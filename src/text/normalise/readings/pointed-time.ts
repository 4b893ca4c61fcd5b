import { matchAt, type Scan, toForm, wordAfter, wordBefore } from '../scan/scan.ts';
import { parseUnit } from './unit.ts';

const pointed = /(\d{1,2})\.(\d{2})(?= ?(?:[ap]\.?m|h|Uhr)(?![\p{L}])|(?!\d|\.\d))/uy;
const timed = /^ ?(?:[ap]\.?m|h)(?!\p{L})/iu;
const beforeTime = new Set(['ore', 'alle', 'dalle', 'delle', 'las', 'às']);
const range = /(\d{1,2})\.([0-5][05])(?: ?[-–—] ?| a )(\d{1,2})\.([0-5][05])(?!\d|[.,]\d|[%€])/uy;
const rangeBefore = /(?<![\d.])(\d{1,2}\.[0-5][05](?: ?[-–—] ?| a ))$/u;
const hoursBefore =
  /(?<!\p{L})(?:abiert[oa]s?|abren?|aperto|aperta|orari[oa]?|horarios?|lunes|martes|miércoles|jueves|viernes|sábados?|domingos?|citas?|atención|turnos?|clases?|reunión|mañanas?|tardes?|hoy|L-V)(?!\p{L})/iu;
const trip = /^ (?:to|from|at|train|bus|service|flight|ferry|showing|performance)(?!\p{L})/u;

/** Parses a time with a point, where what stands around says that it is none of the numbers that have one: `alle 19.30`, `9.30-12.30`. */
export function parsePointed(scan: Scan, at: number): RegExpExecArray | null {
  const { text, grammar } = scan;
  const match = matchAt(pointed, text, at);
  if (match === null) return null;
  const end = at + match[0].length;
  if (timed.test(text.slice(end, end + 5)) || beforeTime.has(wordBefore(text, at))) return match;
  if (isOpening(scan, at)) return match;
  const isTrip =
    grammar.language === 'en-gb' && wordBefore(text, at) === 'the' && trip.test(text.slice(end, end + 14));
  return isTrip ? match : null;
}

/** `9.30-12.30`: hours of a day, the later behind the earlier, in countries that write them so. */
function isOpening(scan: Scan, at: number): boolean {
  const { text, grammar } = scan;
  if (!/^(?:en-gb|es|it)$/u.test(grammar.language)) return false;
  const first = rangeBefore.exec(text.slice(Math.max(0, at - 12), at))?.[1];
  const from = first === undefined ? at : at - first.length;
  const match = matchAt(range, text, from);
  if (match === null || /[\d.,:/€£$]/u.test(text.charAt(from - 1))) return false;
  const [written, hour = '', minute = '', lastHour = '', lastMinute = ''] = match;
  const [start, end] = [Number(hour) * 60 + Number(minute), Number(lastHour) * 60 + Number(lastMinute)];
  // Numbers with decimals seldom have the halves of hours.
  const isHalf = /^(?:00|30)$/u.test(minute) || /^(?:00|30)$/u.test(lastMinute);
  // `pasó de 17.50 a 18.00`: an amount, where nothing speaks of hours.
  if (written.includes(' a ') && !hoursBefore.test(text.slice(Math.max(0, from - 40), from))) return false;
  const behind = from + written.length;
  const isCounting =
    parseUnit(scan, behind) !== null ||
    (toForm(scan, behind).isBeforeNoun && /^\p{Ll}/u.test(wordAfter(text, behind)));
  return start < end && end <= 24 * 60 && isHalf && !isCounting;
}
