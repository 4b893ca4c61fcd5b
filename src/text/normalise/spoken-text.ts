import type { TextSlice } from '../../speech/text/slice.ts';
import type { SpokenPart } from './normalise.ts';

/** Where a word of the spoken text came from. */
export interface SpokenSpan {
  /** UTF-16 offsets in the spoken text. */
  readonly spokenStart: number;
  readonly spokenEnd: number;
  /** The words' source. */
  readonly source: TextSlice;
}

/** What a voice is given: words and punctuation, and the source of each word. */
export interface SpokenText {
  readonly text: string;
  readonly spans: readonly SpokenSpan[];
}

const opening = /[\p{Ps}\p{Pi}"'¿¡„]$/u;

/** Writes the parts of a sentence as a text: words apart by spaces, punctuation where it stood. */
export function toSpokenText(parts: readonly SpokenPart[]): SpokenText {
  let text = '';
  const spans: SpokenSpan[] = [];
  let isSpaced = false;
  let wasWord = false;
  for (const { spoken, kind, isSpaced: spaced, start, end } of parts) {
    isSpaced ||= spaced;
    if (spoken === '') continue;
    const isWord = kind === 'word';
    const needsSpace = isSpaced || (isWord && wasWord) || (isWord && !opening.test(text));
    if (text !== '' && needsSpace) text += ' ';
    const spokenStart = text.length;
    text += spoken;
    if (isWord) spans.push({ spokenStart, spokenEnd: text.length, source: { start, end } });
    isSpaced = false;
    wasWord = isWord;
  }
  return { text, spans };
}
