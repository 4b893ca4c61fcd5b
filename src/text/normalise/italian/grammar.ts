import abbreviationsJson from '../../sentences/abbreviations.json' with { type: 'json' };
import { createGrammar } from '../grammar/create-grammar.ts';
import type { CalendarDate, ClockTime, Grammar, NumberForm } from '../grammar/grammar.ts';
import { createMoneyRule } from '../grammar/romance-money.ts';
import { shortenOne, sayCardinal, sayFraction, sayOrdinal, sayPartOf } from './number-words.ts';
import unitsJson from './units.json' with { type: 'json' };
import wordsJson from './words.json' with { type: 'json' };

const plain: NumberForm = { gender: 'm', isBeforeNoun: false };

const durationUnits = [
  { one: 'ora', many: 'ore', gender: 'f' },
  { one: 'minuto', many: 'minuti' },
  { one: 'secondo', many: 'secondi' },
] as const;

/** Creates the grammar of Italian. */
export function createItalianGrammar(): Grammar {
  return createGrammar(
    {
      language: 'it',
      numbers: {
        decimalSign: ',',
        point: 'virgola',
        hasCountedDecimals: true,
        minus: 'meno',
        plus: 'più',
        percent: 'per cento',
        to: 'a',
        by: 'per',
        per: 'per',
        perOne: sayPerOne,
        and: 'e',
        cardinal: sayCardinal,
        ordinal: sayOrdinal,
        year: (digits) => sayCardinal(digits, plain),
        fraction: sayFraction,
        partOf: sayPartOf,
        // `1a volta`, `2a ed.`, `1a e 2a classe`, but no `12a` of a house.
        ordinalSuffix:
          /([ºª°]|mo|ma|esimo|esima|[ao](?= (?:\p{Ll}{4}|ed\.|[eo] \d{1,3}[ao](?!\p{L})))|(?<=\d[ao] [eo] \d{1,3})[ao])(?![\p{L}\p{N}])/uy,
        power: sayPower,
        timesTenTo: (exponent) => `per dieci ${sayPower(exponent)}`,
      },
      dates: {
        order: 'day-first',
        link: / /uy,
        date: sayDate,
        time: sayTime,
        duration: (...parts) => shortenOne(sayDuration(...parts)),
        units: durationUnits,
      },
      roman: {
        ruler: (value, gender) => sayOrdinal(String(value), gender),
        counting: sayCounted,
      },
      money: createMoneyRule({
        point: 'virgola',
        and: 'e ',
        of: ' di ',
        hasCentName: true,
        cardinal: (digits, gender) => sayCardinal(digits, { gender, isBeforeNoun: true }),
        isSingular: (integer, hasFraction) => integer === '1' && !hasFraction,
      }),
    },
    { words: wordsJson, units: unitsJson, abbreviations: abbreviationsJson.it },
  );
}

/** `sec. XIX` is a century, which has an ordinal number. */
function sayCounted(value: number, before: string): string {
  const isCentury = /^sec(?:olo)?$/u.test(before);
  return isCentury ? sayOrdinal(String(value), 'm') : sayCardinal(String(value), plain);
}

function sayPower(exponent: string): string {
  if (exponent === '2') return 'al quadrato';
  if (exponent === '3') return 'al cubo';
  if (!/\d/u.test(exponent)) return `alla ${exponent}`;
  const digits = exponent.replace('-', '');
  return exponent.startsWith('-')
    ? `alla meno ${sayCardinal(digits, plain)}`
    : `alla ${sayOrdinal(digits, 'f')}`;
}

/** `l'1 maggio` is "l'uno maggio". */
function sayDate({ day, month, year }: CalendarDate, before = ''): string {
  const count = day === 1 && !before.endsWith("'") ? 'primo' : sayCardinal(String(day), plain);
  if (month === 0) return count;
  const end = year === undefined ? '' : ` ${sayCardinal(year, plain)}`;
  return `${count} ${wordsJson.monthNames[month - 1] ?? ''}${end}`;
}

function sayTime({ hour, minute, period }: ClockTime): string {
  const hours = hour === 1 ? 'una' : sayCardinal(String(hour), plain);
  const half = period === '' ? '' : period === 'am' ? ' di mattina' : ' di sera';
  return minute === null || minute === 0
    ? hours + half
    : `${hours} e ${sayCardinal(String(minute), plain)}${half}`;
}

function sayDuration(hours: number, minutes: number, seconds: number): string {
  const say = (count: number, [one, many]: readonly [string, string], gender: 'f' | 'm'): string =>
    count === 0
      ? ''
      : `${sayCardinal(String(count), { gender, isBeforeNoun: true })} ${count === 1 ? one : many}`;
  const parts = [
    say(hours, ['ora', 'ore'], 'f'),
    say(minutes, ['minuto', 'minuti'], 'm'),
    say(seconds, ['secondo', 'secondi'], 'm'),
  ];
  return parts.filter((part) => part !== '').join(' e ') || 'zero secondi';
}

/** `al mese`, `all'ora`, `alla settimana`, `a persona`. */
function sayPerOne(name: string): string {
  if (/^(?:persona|testa)$/u.test(name)) return `a ${name}`;
  if (/^[aeiouh]/u.test(name)) return `all'${name}`;
  if (/^(?:notte|parte)$|^[^ ]*a(?: |$)/u.test(name)) return `alla ${name}`;
  return `${/^(?:s[^aeiou]|z)/u.test(name) ? 'allo' : 'al'} ${name}`;
}
