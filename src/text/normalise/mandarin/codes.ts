import { rewrite, type Rewriter } from '../rewriting/rewrite.ts';
import { number, unitAlone, units } from './patterns.ts';
import { sayCardinal, sayCount, sayNumber, sayNumberOfOne } from './number-words.ts';

/** Reads rooms, flights, trains, paces and what is used in a hundred kilometres. */
export const codeRewriters: readonly Rewriter[] = [
  // The plate of a car: 京A·12345.
  rewrite(
    /(?<=[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·•]?)[A-Z\d]{0,2}\d{3,5}[A-Z]?(?![A-Za-z\d])/uy,
    ([plate = '']) =>
      Array.from(plate, (sign) => (/\d/u.test(sign) ? sayNumberOfOne(sign) : ` ${sign} `)).join(''),
  ),
  // 1202室
  rewrite(/\d{3,4}(?=\s?(?:室|号房|号病房|房(?![间子屋型])))/uy, ([digits = ''], { before }) =>
    /[\d.,]$/u.test(before) ? null : sayNumberOfOne(digits),
  ),
  // G1234次, T3航站楼, 京A12345: the number behind capitals is said in Mandarin, a long one by its digits.
  rewrite(
    /(?<![A-Za-z0-9.])([A-Z]{1,3})-?(\d{1,5})(\.\d)?(?![A-Za-z0-9.%-])/uy,
    ([, letters = '', digits = '', decimal = '']) => {
      const isLong = digits.length > 2 || digits.startsWith('0');
      const spoken = decimal === '' && isLong ? sayNumberOfOne(digits) : sayNumber(digits + decimal);
      return `${Array.from(letters, (letter) => (letter === 'A' ? 'eh' : letter)).join(' ')} ${spoken}`;
    },
  ),
  // The unit of 4g/天.
  rewrite(
    new RegExp(String.raw`(${number})\s?(${unitAlone})(?=\/\p{Script=Han})`, 'uy'),
    ([, value = '', name = '']) => `${sayCount(value)}${units[name] ?? ''}`,
  ),
  rewrite(
    /(\d{1,3})['′](\d{1,2})["″](?!\d)/uy,
    ([, minutes = '', seconds = '']) => `${sayCardinal(minutes)}分${sayCardinal(seconds)}秒`,
  ),
  rewrite(
    new RegExp(String.raw`(${number})\s?(?:L|升)\/100\s?(?:km|公里)(?![A-Za-z0-9])`, 'uy'),
    ([, value = '']) => `每百公里${sayNumber(value)}升`,
  ),
];
