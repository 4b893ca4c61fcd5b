import abbreviationsJson from '../../sentences/abbreviations.json' with { type: 'json' };
import { createGrammar } from '../grammar/create-grammar.ts';
import type { CalendarDate, ClockTime, Grammar, NumberForm } from '../grammar/grammar.ts';
import { createMoneyRule } from '../grammar/romance-money.ts';
import { sayCardinal, sayFraction, sayOrdinal, sayPartOf } from './number-words.ts';
import unitsJson from './units.json' with { type: 'json' };
import wordsJson from './words.json' with { type: 'json' };

const plain: NumberForm = { gender: 'm', isBeforeNoun: false };
const feminine: NumberForm = { gender: 'f', isBeforeNoun: true };

const sayMoney = createMoneyRule({
  point: 'virgule',
  and: '',
  of: ' de ',
  elidedOf: " d'",
  hasCentName: false,
  cardinal: (digits, gender) => sayCardinal(digits, { gender, isBeforeNoun: true }),
  isSingular: (integer) => /^[01]?$/u.test(integer),
});

/** Creates the grammar of French. */
export function createFrenchGrammar(): Grammar {
  return createGrammar(
    {
      language: 'fr',
      numbers: {
        decimalSign: ',',
        point: 'virgule',
        hasCountedDecimals: true,
        minus: 'moins',
        plus: 'plus',
        percent: 'pour cent',
        to: 'à',
        by: 'sur',
        per: 'par',
        and: 'et',
        cardinal: sayCardinal,
        ordinal: sayOrdinal,
        year: (digits) => sayCardinal(digits, plain),
        fraction: sayFraction,
        partOf: sayPartOf,
        ordinalSuffix: /(ers?|ère|re|ème|ième|nde?|es?|ᵉ)(?![\p{L}\p{N}])/uy,
        power: sayPower,
        timesTenTo: (exponent) => `fois dix ${sayPower(exponent)}`,
      },
      dates: {
        order: 'day-first',
        link: / /uy,
        date: sayDate,
        time: sayTime,
        duration: sayDuration,
        units: [
          { one: 'heure', many: 'heures', gender: 'f' },
          { one: 'minute', many: 'minutes', gender: 'f' },
          { one: 'seconde', many: 'secondes', gender: 'f' },
        ],
      },
      roman: {
        ruler: (value) => (value === 1 ? 'premier' : sayCardinal(String(value), plain)),
        counting: (value) => sayCardinal(String(value), plain),
      },
      money: sayMoney,
    },
    { words: wordsJson, units: unitsJson, abbreviations: abbreviationsJson.fr },
  );
}

function sayPower(exponent: string): string {
  if (exponent === '2') return 'au carré';
  if (exponent === '3') return 'au cube';
  if (!/\d/u.test(exponent)) return `puissance ${exponent}`;
  const digits = exponent.replace('-', '');
  return `puissance ${exponent.startsWith('-') ? 'moins ' : ''}${sayCardinal(digits, plain)}`;
}

function sayDate({ day, month, year }: CalendarDate): string {
  const count = day === 1 ? 'premier' : sayCardinal(String(day), plain);
  if (month === 0) return count;
  const end = year === undefined ? '' : ` ${sayCardinal(year, plain)}`;
  return `${count} ${wordsJson.monthNames[month - 1] ?? ''}${end}`;
}

function sayTime({ hour, minute, period }: ClockTime): string {
  const name = hour < 2 ? 'heure' : 'heures';
  const hours = `${sayCardinal(String(hour), feminine)} ${name}`;
  const half = period === '' ? '' : period === 'am' ? ' du matin' : ' du soir';
  return minute === null || minute === 0
    ? hours + half
    : `${hours} ${sayCardinal(String(minute), feminine)}${half}`;
}

function sayDuration(hours: number, minutes: number, seconds: number): string {
  const say = (count: number, unit: string): string =>
    count === 0 ? '' : `${sayCardinal(String(count), feminine)} ${unit}${count === 1 ? '' : 's'}`;
  const parts = [say(hours, 'heure'), say(minutes, 'minute'), say(seconds, 'seconde')];
  return parts.filter((part) => part !== '').join(' et ') || 'zéro seconde';
}
