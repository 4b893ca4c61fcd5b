import { matchAt, type Reading, say, type Scan } from '../scan/scan.ts';
import { withPoint } from './unit.ts';

/** Shillings have a point or pence behind them: `10s` alone is a length of time. */
const amount = /£(\d{1,6}) (\d{1,2})s(?:(?=\.)|(?= \d{1,2}d))\.?(?: (\d{1,2})d(?![\p{L}\p{N}]))?/uy;
const form = { gender: 'm', isBeforeNoun: true } as const;

/** Reads an amount of Britain before 1971: `£1 10s. 6d.` */
export function readOldMoney({ text, grammar }: Scan, at: number): Reading | null {
  const match = grammar.language.startsWith('en') ? matchAt(amount, text, at) : null;
  if (match === null) return null;
  const [written, pounds = '', shillings = '', pence = ''] = match;
  const count = (digits: string, one: string, many: string): string =>
    `${grammar.numbers.cardinal(digits, form)} ${digits === '1' ? one : many}`;
  const rest = pence === '' ? '' : ` and ${count(pence, 'penny', 'pence')}`;
  const words = `${count(pounds, 'pound', 'pounds')} ${count(shillings, 'shilling', 'shillings')}${rest}`;
  return say(words, at, withPoint(text, at + written.length));
}
