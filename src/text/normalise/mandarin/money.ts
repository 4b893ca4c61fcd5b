import { rewrite, type Rewriter, withoutLastZeros } from '../rewriting/rewrite.ts';
import { sayCount, sayDigits } from './number-words.ts';
import { magnitude, magnitudes, negative, number, toAlternatives, toMinus } from './patterns.ts';
import { to } from './ranges.ts';
import words from './words.json' with { type: 'json' };

const currencies: Readonly<Record<string, string>> = words.currencies;
const currency = toAlternatives(currencies);
/** Money by its name, or by its code. */
const name = String.raw`(?:[美欧日港加澳]?元|[块塊](?:钱|錢)?|英镑|人民币|卢比|(?:${toAlternatives(currencies)})(?![A-Za-z]))`;

/** Reads amounts of money, whose last zeros nobody says, and discounts: 8.5折 and 85折 are 八五折. */
export const moneyRewriters: readonly Rewriter[] = [
  rewrite(
    new RegExp(String.raw`(?:(\d)\.?([1-9])?${to})?(\d)\.?([1-9])?(?=\s?折(?![叠線线旧页扇射]))`, 'uy'),
    ([, ...digits], { before }) => {
      if (/[\d.]$/u.test(before)) return null;
      const [from, until] = [digits.slice(0, 2), digits.slice(2)].map((pair) => sayDigits(pair.join('')));
      return `${from ?? ''}${from === '' ? '' : '到'}${until ?? ''}`;
    },
  ),
  rewrite(
    new RegExp(
      String.raw`(${negative})?(${currency})\s?(${number})\s?(${magnitude})?(?:\s?[美欧日]?元)?`,
      'uy',
    ),
    ([, minus, sign = '', value = '', many = '']) =>
      toMinus(minus) + sayAmount(value) + (magnitudes[many] ?? '') + (currencies[sign] ?? ''),
  ),
  rewrite(
    new RegExp(String.raw`(${negative})?(${number})\s?(${magnitude})?(${name})`, 'uy'),
    ([, minus, value = '', many = '', sign = '']) =>
      /\.\d*0$/u.test(value)
        ? toMinus(minus) + sayAmount(value) + (magnitudes[many] ?? '') + (currencies[sign] ?? sign)
        : null,
  ),
];

function sayAmount(value: string): string {
  return sayCount(withoutLastZeros(value));
}
