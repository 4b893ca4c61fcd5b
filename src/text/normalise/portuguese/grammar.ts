import abbreviationsJson from '../../sentences/abbreviations.json' with { type: 'json' };
import { createGrammar } from '../grammar/create-grammar.ts';
import type { CalendarDate, ClockTime, Grammar, NumberForm } from '../grammar/grammar.ts';
import { createMoneyRule } from '../grammar/romance-money.ts';
import { sayCardinal, sayFraction, sayOrdinal, sayPartOf } from './number-words.ts';
import unitsJson from './units.json' with { type: 'json' };
import wordsJson from './words.json' with { type: 'json' };

const plain: NumberForm = { gender: 'm', isBeforeNoun: false };

const sayMoney = createMoneyRule({
  point: 'vírgula',
  and: 'e ',
  of: ' de ',
  hasCentName: true,
  cardinal: (digits, gender) => sayCardinal(digits, { gender, isBeforeNoun: true }),
  isSingular: (integer) => /^[01]?$/u.test(integer),
});

/** Creates the grammar of Brazilian Portuguese. */
export function createPortugueseGrammar(): Grammar {
  return createGrammar(
    {
      language: 'pt-br',
      numbers: {
        decimalSign: ',',
        point: 'vírgula',
        hasCountedDecimals: true,
        minus: 'menos',
        plus: 'mais',
        percent: 'por cento',
        to: 'a',
        by: 'por',
        per: 'por',
        and: 'e',
        cardinal: sayCardinal,
        ordinal: sayOrdinal,
        year: (digits) => sayCardinal(digits, plain),
        fraction: sayFraction,
        partOf: sayPartOf,
        ordinalSuffix: /\.?([ºª°]|o|a)(?![\p{L}\p{N}])/uy,
        power: sayPower,
        timesTenTo: (exponent) => `vezes dez ${sayPower(exponent)}`,
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
      roman: {
        ruler: (value, gender) =>
          value > 10 ? sayCardinal(String(value), plain) : sayOrdinal(String(value), gender),
        counting: (value, before) =>
          before.startsWith('séc') && value < 11
            ? sayOrdinal(String(value), 'm')
            : sayCardinal(String(value), plain),
      },
      money: sayMoney,
    },
    { words: wordsJson, units: unitsJson, abbreviations: abbreviationsJson.pt },
  );
}

function sayPower(exponent: string): string {
  if (exponent === '2') return 'ao quadrado';
  if (exponent === '3') return 'ao cubo';
  if (!/\d/u.test(exponent)) return `elevado a ${exponent}`;
  const digits = exponent.replace('-', '');
  return `elevado a ${exponent.startsWith('-') ? 'menos ' : ''}${sayCardinal(digits, plain)}`;
}

function sayDate({ day, month, year }: CalendarDate): string {
  const count = day === 1 ? 'primeiro' : sayCardinal(String(day), plain);
  if (month === 0) return count;
  const end = year === undefined ? '' : ` de ${sayCardinal(year, plain)}`;
  return `${count} de ${wordsJson.monthNames[month - 1] ?? ''}${end}`;
}

function sayTime({ hour, minute, period }: ClockTime): string {
  const hours = `${sayCardinal(String(hour), { gender: 'f', isBeforeNoun: true })} ${hour < 2 ? 'hora' : 'horas'}`;
  const half = period === '' ? '' : period === 'am' ? ' da manhã' : ' da tarde';
  return minute === null || minute === 0
    ? hours + half
    : `${hours} e ${sayCardinal(String(minute), plain)}${half === '' ? ' minutos' : half}`;
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
  return parts.filter((part) => part !== '').join(' e ') || 'zero segundos';
}
