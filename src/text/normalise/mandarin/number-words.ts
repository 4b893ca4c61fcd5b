const names = '零一二三四五六七八九';
const places = ['', '十', '百', '千'];
const groups = ['', '万', '亿', '万亿'];

/** Names digits one by one; all else stays as it is. */
export function sayDigits(digits: string): string {
  return digits.replace(/\d/gu, (digit) => names.charAt(Number(digit)));
}

/** Names the digits of telephone and room numbers, where one is yāo. */
export function sayNumberOfOne(digits: string): string {
  return sayDigits(digits).replaceAll('一', '幺');
}

/** Reads a whole number of at most 16 digits; longer ones, and those with a leading zero, digit by digit. */
export function sayCardinal(digits: string): string {
  if (digits.length > 16 || /^0\d/u.test(digits)) return sayDigits(digits);
  if (/^0*$/u.test(digits)) return '零';
  const padded = digits.padStart(16, '0');
  let spoken = '';
  let isGap = false;
  for (let index = 0; index < 4; index += 1) {
    const group = padded.slice(index * 4, index * 4 + 4);
    if (group === '0000') {
      isGap ||= spoken !== '';
      continue;
    }
    if (spoken !== '' && (isGap || group.startsWith('0'))) spoken += '零';
    spoken += sayGroup(group, groups[3 - index] ?? '');
    isGap = false;
  }
  return spoken.replace(/^一十/u, '十');
}

/** Reads four digits; 2 is liǎng as thousands, and alone before a greater place. */
function sayGroup(group: string, name: string): string {
  if (Number(group) === 2 && name !== '') return `两${name}`;
  let spoken = '';
  for (const [index, digit] of Array.from(group).entries()) {
    const isLast = /^0*$/u.test(group.slice(index));
    if (isLast) break;
    if (digit === '0') {
      if (spoken !== '' && !spoken.endsWith('零')) spoken += '零';
    } else
      spoken +=
        (index === 0 && digit === '2' ? '两' : names.charAt(Number(digit))) + (places[3 - index] ?? '');
  }
  return spoken + name;
}

/** Reads a number with thousands separators and decimals, such as `1,234.5`. */
export function sayNumber(number: string): string {
  const [integer = '', fraction] = number.replaceAll(',', '').split('.');
  const whole = sayCardinal(integer === '' ? '0' : integer);
  return fraction === undefined ? whole : `${whole}点${sayDigits(fraction)}`;
}

/** Reads a number before the word that it counts: 2 is liǎng. */
export function sayCount(number: string): string {
  return number === '2' ? '两' : sayNumber(number);
}
