const small = (
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen ' +
  'eighteen nineteen'
).split(' ');
const tens = '- - twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const scales =
  '- thousand million billion trillion quadrillion quintillion sextillion septillion octillion nonillion decillion'.split(
    ' ',
  );
const irregularOrdinals: ReadonlyMap<string, string> = new Map(
  Object.entries({
    one: 'first',
    two: 'second',
    three: 'third',
    five: 'fifth',
    eight: 'eighth',
    nine: 'ninth',
    twelve: 'twelfth',
  }),
);

/** The most digits that have a name; longer numbers are read digit by digit. */
const maxDigits = 3 * scales.length;

/** Names a whole number of ASCII digits, without "and": `1234` → one thousand two hundred thirty four. */
export function toCardinal(digits: string): string[] {
  const number = digits.replace(/^0+(?=\d)/u, '');
  if (number.length > maxDigits) return toDigitNames(digits);
  const words: string[] = [];
  const padded = number.padStart(Math.ceil(number.length / 3) * 3, '0');
  for (let at = 0; at < padded.length; at += 3) {
    const group = Number(padded.slice(at, at + 3));
    if (group === 0) continue;
    words.push(...toHundreds(group));
    const scale = (padded.length - at) / 3 - 1;
    if (scale > 0) words.push(scales[scale] ?? '');
  }
  return words.length === 0 ? ['zero'] : words;
}

/** Names a rank: `21` → twenty first. */
export function toOrdinal(digits: string): string[] {
  const words = toCardinal(digits);
  const last = words.pop() ?? '';
  const ordinal =
    irregularOrdinals.get(last) ?? (last.endsWith('y') ? `${last.slice(0, -1)}ieth` : `${last}th`);
  return [...words, ordinal];
}

/** Names a year of four digits: `1905` → nineteen oh five, `2005` → two thousand five. */
export function toYear(digits: string): string[] {
  const [century, rest] = [Number(digits.slice(0, 2)), Number(digits.slice(2))];
  if (century === 0 || (century % 10 === 0 && rest < 10)) return toCardinal(digits);
  const words = toHundreds(century);
  if (rest === 0) return [...words, 'hundred'];
  return rest < 10 ? [...words, 'oh', ...toHundreds(rest)] : [...words, ...toHundreds(rest)];
}

/** Names a decimal, its fraction digit by digit and without zeros at the end: `3.10` → three point one, `2.0` → two. */
export function toDecimal(number: string): string[] {
  const [whole = '', fraction = ''] = number.split('.');
  if (whole === '') return ['point', ...toDigitNames(fraction)];
  const significant = fraction.replace(/0+$/u, '');
  return significant === ''
    ? toCardinal(whole)
    : [...toCardinal(whole), 'point', ...toDigitNames(significant)];
}

/** Names each digit. */
export function toDigitNames(digits: string): string[] {
  return Array.from(digits, (digit) => small[Number(digit)] ?? '');
}

function toHundreds(number: number): string[] {
  const words: string[] = [];
  if (number >= 100) words.push(small[Math.floor(number / 100)] ?? '', 'hundred');
  const rest = number % 100;
  if (rest >= 20) {
    words.push(tens[Math.floor(rest / 10)] ?? '');
    if (rest % 10 > 0) words.push(small[rest % 10] ?? '');
  } else if (rest > 0) words.push(small[rest] ?? '');
  return words;
}
