import type { Saying } from '../../script/stretches.ts';
import type { CalendarDate } from '../grammar/grammar.ts';
import { parseRoman } from '../scan/roman-numeral.ts';
import { sayDigits, spell, type Reading, type Scan } from '../scan/scan.ts';

const form = { gender: 'm', isBeforeNoun: false } as const;

/** Reads what the format or the user says how to say. */
export function readSaying(scan: Scan, at: number, sayings: readonly Saying[]): Reading | null {
  if (sayings.length === 0) return null;
  const { start } = scan.folded.toSource(at, at + 1);
  const saying = sayings.find((one) => one.start === start);
  if (saying === undefined) return null;
  let end = at + 1;
  while (end < scan.text.length && scan.folded.toSource(end, end + 1).start < saying.end) end += 1;
  const written = scan.text.slice(at, end);
  const { phonemes } = saying;
  if (phonemes !== undefined)
    return { end, parts: [{ spoken: written, phonemes, start: at, end, kind: 'word' }] };
  const [kind = '', format = ''] = (saying.interpretAs ?? '').split(' ');
  const said = interpreters[kind]?.(scan, written.trim(), format) ?? null;
  if (said === null || said === '') return null;
  const isSpelled = interpreters[kind] === spellOut;
  return { end, parts: [{ spoken: said, start: at, end, kind: 'word', isSpelled }] };
}

/** Says a text as a thing of a kind; null where the text tells as much. */
type Interpret = (scan: Scan, written: string, format: string) => string | null;

const spellOut: Interpret = (scan, written) =>
  Array.from(written.replace(/\s/gu, ''), (character) =>
    /\d/u.test(character) ? sayDigits(scan, character) : nameCharacter(scan, character),
  ).join(' ');

const sayEachDigit: Interpret = (scan, written) => sayDigits(scan, written.replace(/\D/gu, ''));

const sayTelephone: Interpret = (scan, written) => {
  const groups = written.match(/\d+|[A-Z]+/giu) ?? [];
  const said = groups.map((part) => (/^\d/u.test(part) ? sayDigits(scan, part) : spell(scan, part)));
  return (written.startsWith('+') ? `${scan.grammar.numbers.plus} ` : '') + said.join(', ');
};

const sayCardinal: Interpret = ({ grammar: { numbers } }, written) => {
  const number = toWholeNumber(written);
  return number === null ? null : numbers.cardinal(number, form);
};

const sayOrdinal: Interpret = ({ grammar: { numbers } }, written) => {
  const number = toWholeNumber(written.replace(/\p{L}+\.?$|[ºª°.]$/u, '') || written);
  return number === null ? null : numbers.ordinal(number, 'm');
};

/** `1:30` is a minute and a half, `1:00:05` an hour and five seconds. */
const sayDuration: Interpret = ({ grammar: { dates } }, written) => {
  const parts = /^(?:(\d{1,3}):)?(\d{1,2}):(\d{2})$/u.exec(written);
  return parts === null ? null : dates.duration(Number(parts[1] ?? 0), Number(parts[2]), Number(parts[3]));
};

/** A time of day without a colon: `1430`, `9.05`, `230pm`. */
const sayTime: Interpret = ({ grammar: { dates } }, written, format) => {
  const parts = /^(\d{1,2})[.:h ]?(\d{2})(?:[.:](\d{2}))? ?(?:([ap])\.?m\.?)?$/iu.exec(written);
  if (parts === null) return null;
  const [hour, minute, second] = parts.slice(1, 4).map((part: string | undefined) => Number(part ?? 0));
  if (hour === undefined || minute === undefined || hour > 24 || minute > 59) return null;
  const letter = parts[4]?.toLowerCase();
  const period = letter === 'a' ? 'am' : letter === 'p' ? 'pm' : '';
  const isExact = parts[3] !== undefined && format.includes('s') && second !== 0;
  return isExact ? null : dates.time({ hour, minute, second: null, period }, '');
};

/** A date of which a part is left out: `md`, `dm`, `my`, `ym`, `y`, `m`, `d`. */
const sayPartOfDate: Interpret = ({ grammar }, written, format) => {
  const numbers = written.match(/\d+/gu) ?? [];
  const at = (letter: string): string | undefined => numbers[format.indexOf(letter)];
  if (!/^[dmy]{1,2}$/u.test(format) || numbers.length !== format.length) return null;
  const { dates } = grammar;
  const [day, month] = [Number(at('d') ?? 0), Number(at('m') ?? 0)];
  if (day > 31 || month > 12) return null;
  const year = format.includes('y') ? grammar.numbers.year(at('y') ?? '') : '';
  const name = month === 0 ? '' : (dates.monthNames[month - 1] ?? '');
  if (day === 0) return `${name} ${year}`.trim();
  const date: CalendarDate = { day, month };
  return month === 0 ? grammar.numbers.ordinal(String(day), 'm') : dates.date(date, '');
};

const interpreters: Readonly<Record<string, Interpret>> = {
  characters: spellOut,
  'spell-out': spellOut,
  verbatim: spellOut,
  letters: spellOut,
  digits: sayEachDigit,
  number_digit: sayEachDigit,
  telephone: sayTelephone,
  phone: sayTelephone,
  cardinal: sayCardinal,
  number: sayCardinal,
  ordinal: sayOrdinal,
  duration: sayDuration,
  time: sayTime,
  date: sayPartOfDate,
};

/** Digits, grouped or not, or a Roman numeral. */
function toWholeNumber(written: string): string | null {
  const digits = written.replace(/(?<=\d)[,.'\s](?=\d{3}(?!\d))/gu, '');
  if (/^\d{1,15}$/u.test(digits)) return digits;
  const value = parseRoman(written);
  return value === null ? null : String(value);
}

function nameCharacter(scan: Scan, character: string): string {
  if (/\p{L}/u.test(character)) return spell(scan, character);
  return scan.grammar.symbols[character] ?? scan.grammar.signs[character] ?? '';
}
