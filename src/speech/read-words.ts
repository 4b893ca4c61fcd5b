import type { WordSpan } from '../contract/segment.ts';
import type { SpokenPassage } from '../text/sentences/sentence-reading.ts';

/** Lists the words of passages that an engine reads joined by spaces; each knows where it begins in what is read. */
export function toReadWords(passages: readonly SpokenPassage[]): WordSpan[] {
  const words: WordSpan[] = [];
  let passageStart = 0;
  for (const passage of passages) {
    const readStart = passageStart;
    const spoken = [...passage.text.matchAll(/\S+/gu)].map(({ 0: word, index }) => ({
      start: index,
      end: index + word.length,
      phonemeStart: 0,
      phonemeEnd: 0,
      readStart: readStart + index,
    }));
    // A word whose phonemes the user gave is placed as a whole, whatever it is made of.
    for (const word of passage.place(spoken)) words.push({ readStart, ...word });
    passageStart += passage.text.length + 1;
  }
  return words;
}
