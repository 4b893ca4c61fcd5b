const digits = ['ゼロ', 'イチ', 'ニ', 'サン', 'ヨン', 'ゴ', 'ロク', 'ナナ', 'ハチ', 'キュー'];
const hundreds = ['', 'ヒャク', 'ニヒャク', 'サンビャク', 'ヨンヒャク', 'ゴヒャク', 'ロッピャク', 'ナナヒャク', 'ハッピャク', 'キューヒャク']; // prettier-ignore
const thousands = ['', 'セン', 'ニセン', 'サンゼン', 'ヨンセン', 'ゴセン', 'ロクセン', 'ナナセン', 'ハッセン', 'キューセン']; // prettier-ignore
const groups = ['', 'マン', 'オク', 'チョー'];

/** Names digits one by one. */
export function sayDigits(number: string): string {
  return number.replace(/\d/gu, (digit) => digits[Number(digit)] ?? '');
}

/** Reads a whole number of at most 16 digits in katakana; longer ones, and those with a leading zero, digit by digit. */
export function sayCardinal(number: string): string {
  if (number.length > 16 || /^0\d/u.test(number)) return sayDigits(number);
  if (/^0*$/u.test(number)) return 'ゼロ';
  const padded = number.padStart(16, '0');
  let spoken = '';
  for (let index = 0; index < 4; index += 1) {
    const group = Number(padded.slice(index * 4, index * 4 + 4));
    if (group > 0) spoken += sayGroup(group, groups[3 - index] ?? '');
  }
  return spoken;
}

function sayGroup(value: number, name: string): string {
  const [thousand, hundred, ten, one] = [1000, 100, 10, 1].map((place) => Math.floor(value / place) % 10);
  // A thousand alone is いっせん before 万 and above.
  const first = thousand === 1 && name !== '' ? 'イッセン' : (thousands[thousand ?? 0] ?? '');
  const tens = ten === 0 ? '' : `${ten === 1 ? '' : (digits[ten ?? 0] ?? '')}ジュー`;
  const spoken = first + (hundreds[hundred ?? 0] ?? '') + tens + (one === 0 ? '' : (digits[one ?? 0] ?? ''));
  return name === 'チョー' ? doubleEnd(spoken) + name : spoken + name;
}

/** イチ, ハチ and ジュー become イッ, ハッ and ジュッ before a consonant that doubles. */
export function doubleEnd(spoken: string): string {
  return spoken.replace(/(イ|ハ)チ$/u, '$1ッ').replace(/ジュー$/u, 'ジュッ');
}

/** Reads a number with thousands separators and decimals. */
export function sayNumber(number: string): string {
  const [integer = '', fraction] = number.replaceAll(',', '').split('.');
  const whole = sayCardinal(integer === '' ? '0' : integer);
  if (fraction === undefined) return whole;
  const before = /^(?:ゼロ)$/u.test(whole) ? 'レー' : doubleEnd(whole);
  return `${before}テン${sayDigits(fraction)}`;
}

/** Digits and powers of ten in Han characters. */
export const numerals = '一二三四五六七八九十百千';

/** Converts a numeral in Han characters, less than 10 000, to digits. */
export function toDigits(numeral: string): string {
  if (!/[十百千]/u.test(numeral)) {
    return numeral.replace(/./gu, (digit) => String(numerals.indexOf(digit) + 1));
  }
  let [value, digit] = [0, 0];
  for (const character of numeral) {
    const place = { 十: 10, 百: 100, 千: 1000 }[character];
    if (place === undefined) digit = numerals.indexOf(character) + 1;
    else {
      value += Math.max(digit, 1) * place;
      digit = 0;
    }
  }
  return String(value + digit);
}
