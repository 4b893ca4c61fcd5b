import type { Player } from '../player.ts';
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

/** Calls `onWord` when a word begins to be heard, for each once and in order. Returns what ends that. */
export function followWords(
  player: Player,
  words: readonly StreamedWord[],
  onWord: (word: StreamedWord) => void,
): () => void {
  let next = 0;
  return player.subscribe((event) => {
    if (event.type === 'interrupted') return;
    // The report of the end may come before one that stands behind the last word.
    const seconds = event.type === 'ended' ? event.durationSeconds : event.positionSeconds;
    for (let word = words[next]; word !== undefined && word.startSeconds <= seconds; word = words[next]) {
      next += 1;
      onWord(word);
    }
  });
}
