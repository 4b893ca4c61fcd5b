import { rewrite, type Rewriter } from '../rewriting/rewrite.ts';
import { sayCardinal } from './number-words.ts';
import { own } from './per-unit.ts';

/** Says two numbers against each other: `3-1` is サンタイイチ. */
export function sayScore([, first = '', second = '']: readonly string[]): string {
  return own(`${sayCardinal(first)}タイ${sayCardinal(second)}`);
}

const result = String.raw`(?:勝|敗|負|引き?分|快勝|惜敗|リード|終了|終わ)`;

/** Reads results of games: `3-1で勝った`, `6-4、3-6`, `打率.312`. */
export const scoreRewriters: readonly Rewriter[] = [
  rewrite(new RegExp(String.raw`(\d{1,3})\s?[-–]\s?(\d{1,3})(?=\s?[でと]?(?:の)?${result})`, 'uy'), sayScore),
  // The verb may stand at the end: `2-1でブラジルに勝った`.
  rewrite(
    new RegExp(
      String.raw`(\d{1,2})\s?[-–]\s?(\d{1,2})(?=で[^。、\d]{1,16}${result}|で[^。、\d]{1,16}(?:下し|破っ|制し))`,
      'uy',
    ),
    sayScore,
  ),
  rewrite(/(?<=(?:スコア|得点)[はが]?\s?)(\d{1,3})\s?[-–]\s?(\d{1,3})(?!\d)/uy, sayScore),
  rewrite(/(?<![\d/.-])(\d{1,2})-(\d{1,2})(?![\d-])/uy, (score, { before, after }) =>
    isSet(score, before, after) ? sayScore(score) : null,
  ),
  rewrite(/(?<=[打勝]率[はが]?\s?)0?\.(\d)(\d)(\d)(?!\d)/uy, ([, ...digits]) => {
    const [tenths = '', hundredths = '', thousandths = ''] = digits.map(sayCardinal);
    return own(`${tenths}ワリ ${hundredths}ブ ${thousandths}リン`);
  }),
  // Right and wrong.
  rewrite(/[〇○◯](?=\s?(?:か|や|と|を|が|は|も|で|に|、|。|,|）|\)|$))/uy, (_, { before }) =>
    /[\p{Script=Han}\p{N}]$/u.test(before) ? null : own('マル'),
  ),
  rewrite(/[×✕](?=\s?(?:か|や|と|を|が|は|も|で|に|、|。|,|）|\)|$))/uy, (_, { before }) =>
    /[\p{L}\p{N})]\s?$/u.test(before) && !/[かやとをがはもでに]$/u.test(before) ? null : own('バツ'),
  ),
];

/** Sets of a match stand in a row, and one of them is lost: `1-3、5-7` are pages. */
function isSet([written = '']: readonly string[], before: string, after: string): boolean {
  const next = /^\s?[、,]\s?(\d{1,2}-\d{1,2})(?![\d-])/u.exec(after)?.[1];
  const last = /(?<![\d-])(\d{1,2}-\d{1,2})\s?[、,]\s?$/u.exec(before)?.[1];
  const sets = [last, next].filter((set) => set !== undefined);
  return sets.length > 0 && [written, ...sets].some((set) => isDescending(set.split('-')));
}

function isDescending([first, second]: readonly string[]): boolean {
  return Number(first) > Number(second);
}
