import abbreviationsJson from '../../sentences/abbreviations.json' with { type: 'json' };
import { createGrammar } from '../grammar/create-grammar.ts';
import type { CalendarDate, ClockTime, Gender, Grammar, NumberForm } from '../grammar/grammar.ts';
import { createMoneyRule } from '../grammar/romance-money.ts';
import { sayCardinal, sayFraction, sayOrdinal, sayPartOf } from './number-words.ts';
import unitsJson from './units.json' with { type: 'json' };
import wordsJson from './words.json' with { type: 'json' };

const plain: NumberForm = { gender: 'm', isBeforeNoun: false };

/** Creates the grammar of Spanish. */
export function createSpanishGrammar(): Grammar {
  return createGrammar(
    {
      language: 'es',
      numbers: {
        decimalSign: ',',
        point: 'coma',
        hasCountedDecimals: true,
        minus: 'menos',
        plus: 'más',
        percent: 'por ciento',
        to: 'a',
        by: 'por',
        per: 'por',
        and: 'y',
        cardinal: sayCardinal,
        ordinal: sayOrdinal,
        year: (digits) => sayCardinal(digits, plain),
        fraction: sayFraction,
        partOf: sayPartOf,
        ordinalSuffix: /\.?([ºª°]|er|ero|era|ro|ra|do|da|to|ta|o|a|mo|ma|vo|va|no|na)(?![\p{L}\p{N}])/uy,
        power: sayPower,
        timesTenTo: (exponent) => `por diez ${sayPower(exponent)}`,
      },
      dates: {
        order: 'day-first',
        link: / (?:de )?/uy,
        date: sayDate,
        time: sayTime,
        duration: sayDuration,
        units: [
          { one: 'hora', many: 'horas', gender: 'f' },
          { one: 'minuto', many: 'minutos' },
          { one: 'segundo', many: 'segundos' },
        ],
      },
      roman: { ruler: sayRuler, counting: (value) => sayCardinal(String(value), plain) },
      money: createMoneyRule({
        point: 'coma',
        and: 'con ',
        of: ' de ',
        hasCentName: true,
        cardinal: (digits, gender) => sayCardinal(digits, { gender, isBeforeNoun: true }),
        isSingular: (integer) => integer === '1',
      }),
    },
    { words: wordsJson, units: unitsJson, abbreviations: abbreviationsJson.es },
  );
}

function sayRuler(value: number, gender: Gender): string {
  return value > 10 ? sayCardinal(String(value), plain) : sayOrdinal(String(value), gender);
}

function sayPower(exponent: string): string {
  if (exponent === '2') return 'al cuadrado';
  if (exponent === '3') return 'al cubo';
  if (!/\d/u.test(exponent)) return `elevado a ${exponent}`;
  const digits = exponent.replace('-', '');
  return `elevado a ${exponent.startsWith('-') ? 'menos ' : ''}${sayCardinal(digits, plain)}`;
}

function sayDate({ day, month, year }: CalendarDate): string {
  const count = sayCardinal(String(day), plain);
  if (month === 0) return count;
  const end = year === undefined ? '' : ` de ${sayCardinal(year, plain)}`;
  return `${count} de ${wordsJson.monthNames[month - 1] ?? ''}${end}`;
}

function sayTime({ hour, minute, period }: ClockTime): string {
  const hours = sayCardinal(String(hour), { gender: 'f', isBeforeNoun: true });
  const half = period === '' ? '' : period === 'am' ? ' a eme' : ' pe eme';
  if (minute === null && half === '') return `${hours} ${hour === 1 ? 'hora' : 'horas'}`;
  if (minute === null) return hours + half;
  if (minute === 0) return half === '' ? `${hours} en punto` : hours + half;
  return `${hours} y ${sayCardinal(String(minute), plain)}${half}`;
}

function sayDuration(hours: number, minutes: number, seconds: number): string {
  const say = (count: number, [one, many]: readonly [string, string], gender: 'f' | 'm'): string =>
    count === 0
      ? ''
      : `${sayCardinal(String(count), { gender, isBeforeNoun: true })} ${count === 1 ? one : many}`;
  const parts = [
    say(hours, ['hora', 'horas'], 'f'),
    say(minutes, ['minuto', 'minutos'], 'm'),
    say(seconds, ['segundo', 'segundos'], 'm'),
  ];
  return parts.filter((part) => part !== '').join(' y ') || 'cero segundos';
}
