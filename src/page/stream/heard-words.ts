import type { StreamedWord } from './speak-chunk.ts';

/** Finds how much of a text was heard after so many seconds: the offset behind the last character. */
export function findHeardEnd(words: readonly StreamedWord[], text: string, seconds: number): number {
  const word = words.findLast(({ startSeconds }) => startSeconds <= seconds);
  if (word === undefined) return 0;
  const { start, end, startSeconds, endSeconds } = word;
  if (seconds >= endSeconds) return end;
  const heard = start + Math.floor(((end - start) * (seconds - startSeconds)) / (endSeconds - startSeconds));
  const isWithinPair = (text.charCodeAt(heard) & 0xfc00) === 0xdc00;
  return isWithinPair ? heard - 1 : heard;
}
