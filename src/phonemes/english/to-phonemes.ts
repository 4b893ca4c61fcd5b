import type { Phonemes, WordSpan } from '../../contract/segment.ts';
import type { SpokenUnit } from './say-tokens.ts';

// Behind these a space is read even where the text has none.
const closingSign = /[;:,.!?…”)]$/u;

/** Writes spoken units one after the other, and notes which words of the text became which phonemes. */
export function toPhonemes(units: readonly SpokenUnit[]): Phonemes {
  let phonemes = '';
  let isSpaceDue = false;
  /** Whether the last word was an emoji or a sign, which nothing joins to other words. */
  let isApart = false;
  let silentFrom: number | null = null;
  const words: WordSpan[] = [];
  for (const unit of units) {
    const isWord = unit.kind === 'word' && unit.phonemes !== '';
    const { start, end, hasSpaceBehind } = toRange(unit);
    // A wall of exclamation marks says no more than three.
    const isWall = unit.kind === 'sign' && unit.phonemes !== '' && phonemes.endsWith(unit.phonemes.repeat(3));
    if (unit.phonemes !== '' && !isWall) {
      const isPicture = isWord && words.length > 0 && (isApart || !isWritten(unit));
      isApart = isWord && !isWritten(unit);
      const isParted = isSpaceDue || isPicture || (isWord && closingSign.test(phonemes));
      if (phonemes !== '' && isParted) phonemes += ' ';
      isSpaceDue = false;
      const phonemeStart = phonemes.length;
      phonemes += unit.phonemes;
      // Every phoneme of Kokoro is one UTF-16 unit, so that units count code points.
      const span = { start: silentFrom ?? start, end, phonemeStart, phonemeEnd: phonemes.length };
      if (isWord) addWord(words, { ...span, source: unit.isUnknown ? 'espeak' : 'dictionary' });
    }
    const isSilentSign = unit.phonemes === '' && !hasSpaceBehind;
    silentFrom = isSilentSign ? (silentFrom ?? start) : null;
    isSpaceDue ||= hasSpaceBehind;
  }
  return { phonemes, words };
}

function isWritten({ pieces }: SpokenUnit): boolean {
  return pieces.some(({ text }) => /[\p{L}\p{N}]/u.test(text));
}

function toRange({ pieces }: SpokenUnit): { start: number; end: number; hasSpaceBehind: boolean } {
  const [first, last] = [pieces[0], pieces.at(-1)];
  return { start: first?.start ?? 0, end: last?.end ?? 0, hasSpaceBehind: last?.hasSpaceBehind ?? false };
}

/** Words that touch, as in `B2B`, are one word of the text. */
function addWord(words: WordSpan[], word: WordSpan): void {
  const last = words.at(-1);
  if (last?.end !== word.start || last.phonemeEnd !== word.phonemeStart) words.push(word);
  else words[words.length - 1] = { ...last, end: word.end, phonemeEnd: word.phonemeEnd };
}
