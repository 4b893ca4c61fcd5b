import type { Words } from '../../words/words.ts';

/** Unhurried reading aloud, in words a minute. */
const WORDS_PER_MINUTE = 165;

/** Letters that stand for about one word where words are not spaced. */
const CJK_PER_WORD = 1.6;

interface Pace {
  readonly speed: number;
  readonly pauseSeconds: number;
  /** What of the text is not spoken: names of those who speak, in one text. */
  readonly names: string;
}

/** Says how much text there is and about how long it takes to speak. */
export function toTextSize(
  text: string,
  { speed, pauseSeconds, names }: Pace,
  { say, duration }: Words,
): string {
  const words = countWords(text);
  if (words === 0) return say('editor.noWords');
  const spokenCount = Math.max(0, words - countWords(names));
  const seconds = (spokenCount / WORDS_PER_MINUTE / speed) * 60 + pauseSeconds;
  return say('editor.size', { count: words, duration: duration(seconds) });
}

function countWords(text: string): number {
  const cjk = text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu)?.length ?? 0;
  const spaced = text.match(/[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu) ?? [];
  const cjkRuns = spaced.filter((word) =>
    /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u.test(word),
  );
  return spaced.length - cjkRuns.length + Math.ceil(cjk / CJK_PER_WORD);
}
