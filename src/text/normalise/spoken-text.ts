import type { SpokenSpan, SpokenText } from '../sentences/sentence-reading.ts';
import type { SpokenPart } from './normalise.ts';

const opening = /[\p{Ps}\p{Pi}"'¿¡„]$/u;
const closing = /^[,.;:!?…)\]”»।]/u;

/** Writes the parts of a sentence as a text: words apart by spaces, punctuation where it stood. */
export function toSpokenText(parts: readonly SpokenPart[]): SpokenText {
  let text = '';
  const spans: SpokenSpan[] = [];
  let isSpaced = false;
  let wasWord = false;
  for (const { spoken, kind, isSpaced: spaced, start, end, isSpelled = false } of parts) {
    isSpaced ||= spaced;
    if (spoken === '') continue;
    const isWord = kind === 'word';
    const isClosing = !isWord && closing.test(spoken);
    const needsSpace = (isSpaced && !isClosing) || (isWord && wasWord) || (isWord && !opening.test(text));
    if (text !== '' && needsSpace) text += ' ';
    const spokenStart = text.length;
    text += spoken;
    if (isWord) spans.push({ spokenStart, spokenEnd: text.length, source: { start, end }, isSpelled });
    isSpaced = false;
    wasWord = isWord;
  }
  return { text, spans };
}
