import abbreviationsJson from '../../sentences/abbreviations.json' with { type: 'json' };
import { buildUnits, toMeasures } from '../grammar/build-units.ts';
import type {
  Abbreviations,
  Amount,
  Currency,
  DateGrammar,
  Grammar,
  RomanGrammar,
} from '../grammar/grammar.ts';
import namesJson from './names.json' with { type: 'json' };
import symbolsJson from './symbols.json' with { type: 'json' };
import unitsJson from './units.json' with { type: 'json' };
import { monthNames, sayDate, sayDuration, sayTime } from './date-words.ts';
import { sayCardinal, sayFraction, sayOrdinal, sayPartOf, sayPower, sayYear } from './number-words.ts';

const { en } = abbreviationsJson;

const abbreviations: Abbreviations = {
  spoken: en.spoken,
  beforeNumber: en.spokenBeforeNumber,
  beforeName: en.spokenBeforeName,
  withPointOnly: new Set(en.withPointOnly),
};

/** Creates the grammar of American or British English. */
export function createEnglishGrammar(language: 'en-gb' | 'en-us'): Grammar {
  const isBritish = language === 'en-gb';
  const units = { ...buildUnits(unitsJson), ...(isBritish ? buildUnits(unitsJson.british) : {}) };
  return {
    language,
    numbers: {
      decimalSign: '.',
      point: 'point',
      minus: 'minus',
      plus: 'plus',
      percent: 'percent',
      to: 'to',
      by: 'by',
      per: 'per',
      and: 'and',
      cardinal: (digits) => sayCardinal(digits, isBritish),
      ordinal: sayOrdinal,
      year: (digits) => sayYear(digits, isBritish),
      fraction: (numerator, denominator) => sayFraction(numerator, denominator, isBritish),
      partOf: sayPartOf,
      ordinalSuffix: /(st|nd|rd|th)(?![\p{L}\p{N}])/iuy,
      magnitudes: symbolsJson.magnitudes,
      power: (exponent) => sayPower(exponent, isBritish),
      timesTenTo: (exponent) =>
        `times ten ${exponent === '2' || exponent === '3' ? `to the ${sayOrdinal(exponent)}` : sayPower(exponent, isBritish)}`,
    },
    dates: createDateGrammar(isBritish),
    roman: createRomanGrammar(isBritish),
    abbreviations,
    currencies: { ...symbolsJson.currencies, ...(isBritish ? symbolsJson.britishCurrencies : {}) },
    money: (amount, currency) => sayMoney(amount, currency, isBritish),
    units,
    measures: toMeasures(units, namesJson.measures),
    oneOf: new Set(namesJson.oneOf),
    signs: symbolsJson.signs,
    symbols: symbolsJson.symbols,
    letters: isBritish ? { A: 'eh', Z: 'zed' } : { A: 'eh' },
    acronyms: new Set(namesJson.acronyms),
    initialisms: namesJson.initialisms,
    functionWords: new Set(namesJson.functionWords),
    genderOf: () => 'm',
  };
}

function sayMoney(amount: Amount, currency: Currency, isBritish: boolean): string {
  const { integer, fraction, magnitude, isAttributive } = amount;
  const whole = sayCardinal(integer.slice(0, 18), isBritish);
  const name = (isSingular: boolean): string => (isSingular || isAttributive ? currency.one : currency.many);
  if (magnitude !== null || (fraction !== null && (fraction.length !== 2 || currency.cents === undefined))) {
    const decimals =
      fraction === null
        ? ''
        : ` point ${Array.from(fraction, (digit) => sayCardinal(digit, isBritish)).join(' ')}`;
    const scale = magnitude === null ? '' : ` ${magnitude.many}`;
    return `${whole}${decimals}${scale} ${name(false)}`;
  }
  const cents = Number(fraction ?? '0');
  const main = `${whole} ${name(integer === '1')}`;
  if (cents === 0 || currency.cents === undefined) return main;
  const small = `${sayCardinal(String(cents), isBritish)} ${cents === 1 || isAttributive ? currency.cents.one : currency.cents.many}`;
  return integer === '0' ? small : `${main} and ${small}`;
}

function createDateGrammar(isBritish: boolean): DateGrammar {
  return {
    order: isBritish ? 'day-first' : 'month-first',
    months: symbolsJson.months,
    weekdays: symbolsJson.weekdays,
    monthNames,
    link: / (?:of )?/uy,
    date: (date, before) => sayDate(date, before, isBritish),
    time: (time) => sayTime(time, isBritish),
    duration: sayDuration,
    units: [
      { one: 'hour', many: 'hours' },
      { one: 'minute', many: 'minutes' },
      { one: 'second', many: 'seconds' },
    ],
  };
}

function createRomanGrammar(isBritish: boolean): RomanGrammar {
  return {
    counted: new Set(namesJson.numbered),
    rulers: new Set(namesJson.rulers),
    ruler: (value) => `the ${sayOrdinal(String(value))}`,
    counting: (value) => sayCardinal(String(value), isBritish),
    words: new Set(namesJson.romanWords),
  };
}
