import abbreviationsJson from '../../sentences/abbreviations.json' with { type: 'json' };
import { createGrammar } from '../grammar/create-grammar.ts';
import type { Amount, CalendarDate, ClockTime, Currency, Grammar } from '../grammar/grammar.ts';
import { sayCardinal, sayFraction, sayMixed, sayOrdinal, sayYear } from './number-words.ts';
import unitsJson from './units.json' with { type: 'json' };
import wordsJson from './words.json' with { type: 'json' };

/** Creates the grammar of Hindi. */
export function createHindiGrammar(): Grammar {
  return createGrammar(
    {
      language: 'hi',
      numbers: {
        decimalSign: '.',
        point: 'दशमलव',
        minus: 'माइनस',
        plus: 'प्लस',
        percent: 'प्रतिशत',
        to: 'से',
        by: 'गुणा',
        per: 'प्रति',
        and: 'और',
        cardinal: sayCardinal,
        ordinal: sayOrdinal,
        year: sayYear,
        fraction: (numerator, denominator, { gender }) => sayFraction(numerator, denominator, gender),
        // `1/2 घंटे` is in the oblique case.
        partOf: (fraction, name) =>
          `${name.endsWith('े') ? fraction.replace(/^आधा$/u, 'आधे') : fraction} ${name}`,
        mixed: sayMixed,
        ordinalSuffix:
          /(ठवीं|ठवां|ठवाँ|ठवें|ठा|ठी|ठे|वीं|वां|वाँ|वें|वी|ला|ली|ले|रा|री|रे|था|थी|थे|st|nd|rd|th)(?![\p{L}\p{M}\p{N}])/uy,
        power: (exponent) =>
          exponent === '2' ? 'वर्ग' : exponent === '3' ? 'घन' : `की घात ${sayExponent(exponent)}`,
        timesTenTo: (exponent) => `गुणा दस की घात ${sayExponent(exponent)}`,
      },
      dates: {
        order: 'day-first',
        link: / /uy,
        date: sayDate,
        time: sayTime,
        duration: sayDuration,
        units: [
          { one: 'घंटा', many: 'घंटे' },
          { one: 'मिनट', many: 'मिनट' },
          { one: 'सेकंड', many: 'सेकंड' },
        ],
      },
      roman: {
        ruler: (value) => sayCardinal(String(value)),
        counting: (value) => sayCardinal(String(value)),
      },
      money: sayMoney,
    },
    { words: wordsJson, units: unitsJson, abbreviations: abbreviationsJson.hi },
  );
}

function sayExponent(exponent: string): string {
  if (!/\d/u.test(exponent)) return exponent;
  return exponent.startsWith('-') ? `माइनस ${sayCardinal(exponent.slice(1))}` : sayCardinal(exponent);
}

function sayDate({ day, month, year }: CalendarDate): string {
  const count = sayCardinal(String(day));
  if (month === 0) return count;
  const end = year === undefined ? '' : ` ${sayYear(year)}`;
  return `${count} ${wordsJson.monthNames[month - 1] ?? ''}${end}`;
}

/** Half past has a name, and half past one and two have their own. */
function sayTime({ hour, minute, period }: ClockTime): string {
  const half = period === '' ? '' : period === 'am' ? 'सुबह ' : 'शाम ';
  if (minute === 30) {
    const count = hour === 1 ? 'डेढ़' : hour === 2 ? 'ढाई' : `साढ़े ${sayCardinal(String(hour))}`;
    return half + count;
  }
  const hours = half + sayCardinal(String(hour));
  return minute === null || minute === 0 ? hours : `${hours} ${sayCardinal(String(minute))}`;
}

function sayDuration(hours: number, minutes: number, seconds: number): string {
  const say = (count: number, unit: string): string =>
    count === 0 ? '' : `${sayCardinal(String(count))} ${unit}`;
  const parts = [say(hours, hours === 1 ? 'घंटा' : 'घंटे'), say(minutes, 'मिनट'), say(seconds, 'सेकंड')];
  return parts.filter((part) => part !== '').join(' ') || 'शून्य सेकंड';
}

function sayMoney({ integer, fraction, magnitude }: Amount, currency: Currency): string {
  const isPlain =
    magnitude === null && (fraction === null || (fraction.length === 2 && currency.cents !== undefined));
  if (!isPlain) {
    const digits = Array.from(fraction ?? '', sayCardinal).join(' ');
    const decimals = fraction === null ? '' : ` दशमलव ${digits}`;
    const scale = magnitude === null ? '' : ` ${magnitude.many}`;
    return `${sayCardinal(integer)}${decimals}${scale} ${currency.many}`;
  }
  const main = `${sayCardinal(integer)} ${integer === '1' ? currency.one : currency.many}`;
  const cents = Number(fraction ?? '0');
  if (cents === 0 || currency.cents === undefined) return main;
  const small = `${sayCardinal(String(cents))} ${cents === 1 ? currency.cents.one : currency.cents.many}`;
  return integer === '0' ? small : `${main} ${small}`;
}
