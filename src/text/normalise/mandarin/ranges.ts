import { rewrite, type Rewriter } from '../rewriting/rewrite.ts';
import { sayDigits } from './number-words.ts';

/** The sign between two ends of a range, as a pattern. */
export const to = String.raw`\s?[-–—~～−]\s?`;

/** Reads ranges of years, and of what has its name at both ends. */
export const rangeRewriters: readonly Rewriter[] = [
  rewrite(
    new RegExp(String.raw`(\d{4})年?${to}(\d{4})(?=\s?(?:年|学年|赛季|财年))`, 'uy'),
    ([, from = '', until = '']) => `${sayDigits(from)}到${sayDigits(until)}`,
  ),
  // 2023-24赛季, 2024届
  rewrite(
    /((?:19|20)\d\d)(?:[-–/](\d\d))?(?=\s?(?:学年|赛季|财年|届|款(?!项)))/uy,
    ([, from = '', until = '']) => sayDigits(from) + (until === '' ? '' : `到${sayDigits(until)}`),
  ),
  // 1月1日-3日, 5元-8元: from one of what is counted to another.
  rewrite(new RegExp(String.raw`${to}(?=[\d周第])`, 'uy'), (_, { before, after }) => {
    if (/周[一-龥]$/u.test(before) && /^周[一-龥]/u.test(after)) return '到';
    if (/第\s?\d{1,4}\s?\p{Script=Han}$/u.test(before) && /^第\s?\d/u.test(after)) return '到';
    const [, name = ''] = /\d\s?(\p{Script=Han}{1,2})$/u.exec(before) ?? [];
    const [, other = ''] = /^[\d.,]{1,9}\s?(\p{Script=Han}{1,2})/u.exec(after) ?? [];
    const areDates = /^[年月日号]$/u.test(name) && /^[年月日号]/u.test(other);
    return name !== '' && (other.startsWith(name) || areDates) ? '到' : null;
  }),
];
