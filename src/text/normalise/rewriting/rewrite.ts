import type { TextSlice } from '../../sentences/slice.ts';

/** What is said in the place of a part of a text; offsets are UTF-16 units of that text. */
export interface Rewriting extends TextSlice {
  readonly spoken: string;
}

/** Reads what begins at an offset of a text, or returns null where it is not of its kind. */
export type Rewriter = (text: string, at: number) => Rewriting | null;

/** What a pattern says, by its groups; null where the values are not of its kind. `before` is the text before the match. */
export type Say = (
  groups: readonly string[],
  context: { readonly before: string; readonly after: string },
) => string | null;

const CONTEXT = 12;

/** Creates a rewriter of a sticky pattern. */
export function rewrite(pattern: RegExp, say: Say): Rewriter {
  return (text, at) => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) return null;
    const end = at + match[0].length;
    const context = {
      before: text.slice(Math.max(0, at - CONTEXT), at),
      after: text.slice(end, end + CONTEXT),
    };
    const spoken = say(
      Array.from(match, (group: string | undefined) => group ?? ''),
      context,
    );
    return spoken === null ? null : { start: at, end, spoken };
  };
}

/** Whether Chinese or Japanese text stands beside, so that Latin letters there are a unit: `每kg`. */
export function isInHanText(before: string, after: string): boolean {
  return (
    /[\p{Script=Han}\p{Script=Katakana}\p{Script=Hiragana}][(（]?$/u.test(before) ||
    /^[\p{Script=Han}\p{Script=Hiragana}]/u.test(after)
  );
}

const numbered =
  /(?:步骤|步|阶段|方案|问题|题目?|图|表|(?<!比)例|章|节|课|选项|环节|任务|练习|关|ステップ|手順|段階|問題?|図|課|レッスン|ステージ|レベル|タスク|工程)\s?$/u;

/** Whether a word of Chinese or Japanese stands before that has a number of its own, so that a colon behind it makes no ratio. */
export function isNumbered(before: string): boolean {
  return numbered.test(before);
}

/** Reads a variable with the minus sign behind it: `x-1=2`. */
export function rewriteVariable(minus: string): Rewriter {
  return rewrite(
    /(?<![\p{L}\p{N}])([A-Za-z])\s?[-−]\s?(?=(?:\d{1,9}|[A-Za-z])\s?=)/uy,
    ([, letter = '']) => letter + minus,
  );
}

/** Names answers that stand alone in the cell of a table or behind a colon; other emoji beside words are silent. */
export function rewriteAnswer(yes: string, no: string): Rewriter {
  return rewrite(/(?<=[,:，：]\s?)(?:([✅✔✓☑])|[❌✖✗✘])\ufe0f?(?=\s?(?:[,;，；。]|$))/uy, ([, tick = '']) =>
    tick === '' ? no : yes,
  );
}

/** Takes the last zeros of decimals away, which nobody says of an amount of money: `3.50`, `199.00`. */
export function withoutLastZeros(number: string): string {
  return number.includes('.') ? number.replace(/\.?0+$/u, '') : number;
}

/** Rewrites a text from left to right; the first rewriter that knows what stands at an offset reads it. */
export function rewriteAll(text: string, rewriters: readonly Rewriter[]): Rewriting[] {
  const rewritings: Rewriting[] = [];
  for (let at = 0; at < text.length;) {
    const rewriting = findRewriting(text, at, rewriters);
    if (rewriting !== null) rewritings.push(rewriting);
    at = Math.max(at + 1, rewriting?.end ?? 0);
  }
  return rewritings;
}

function findRewriting(text: string, at: number, rewriters: readonly Rewriter[]): Rewriting | null {
  for (const rewriter of rewriters) {
    const rewriting = rewriter(text, at);
    if (rewriting !== null) return rewriting;
  }
  return null;
}

/** A mark that opens a topic, or a tag; `C#` is a name. */
const opening = String.raw`(?<![\p{Script=Latin}\p{N}#＃])[#＃]`;
const topic = String.raw`[^#＃\s。！？!?]{1,30}`;

/** Leaves out the two marks around a topic, as Chinese and Japanese pages write them: `#天气#`. */
export const topicRewriters: readonly Rewriter[] = [
  rewrite(new RegExp(`${opening}(?=${topic}[#＃])`, 'uy'), () => ''),
  rewrite(new RegExp(`(?<=${opening}${topic})[#＃]`, 'uy'), () => ''),
];

/** Leaves out the marks of topics, and the only mark of a tag, which has no name in Mandarin: `#北京`. */
export const tagRewriters: readonly Rewriter[] = [...topicRewriters, rewrite(/[#＃](?=\p{L})/uy, () => '')];
