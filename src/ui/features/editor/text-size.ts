/** Unhurried reading aloud, in words a minute. */
const WORDS_PER_MINUTE = 165;

/** Letters that stand for about one word where words are not spaced. */
const CJK_PER_WORD = 1.6;

/** Says how much text there is and about how long it takes to speak. */
export function toTextSize(text: string, speed: number): string {
  const words = countWords(text);
  if (words === 0) return 'No words yet';
  const seconds = (words / WORDS_PER_MINUTE / speed) * 60;
  return `${words.toLocaleString('en')} ${words === 1 ? 'word' : 'words'}, about ${toDuration(seconds)}`;
}

function countWords(text: string): number {
  const cjk = text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu)?.length ?? 0;
  const spaced = text.match(/[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu) ?? [];
  const cjkRuns = spaced.filter((word) =>
    /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u.test(word),
  );
  return spaced.length - cjkRuns.length + Math.ceil(cjk / CJK_PER_WORD);
}

function toDuration(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
