import type { TextSlice } from './slice.ts';

/** Letters, numbers, and the signs that are read as words; not punctuation, not emoji. */
const speakable = /[\p{L}\p{N}\p{Sc}%&@°§]/u;

/** Closing punctuation after the last word, with the marks of its last letter and the space that French puts before it. */
const closing = /^\p{M}*(?:[^\S\n\r]?\p{P}{1,8})?/u;

/** Opening punctuation right before the first word. */
const opening = /[\p{Ps}\p{Pi}"'¿¡+-]{1,4}$/u;

/** Whether anything in a text can be spoken. */
export function hasSpeakableText(text: string): boolean {
  return speakable.test(text);
}

/** Whether anything in a text can be spoken or, as emoji that stand alone, named. */
export function hasNameableText(text: string): boolean {
  return speakable.test(text) || /\p{Extended_Pictographic}|\p{Regional_Indicator}{2}/u.test(text);
}

/**
 * Finds the part of a slice that is worth speaking: from the first word to the last with the punctuation around them,
 * without the white space, emoji and rules outside. Null where there is no word.
 */
export function findSpokenPart(text: string, slice: TextSlice): TextSlice | null {
  const part = text.slice(slice.start, slice.end);
  const first = part.search(speakable);
  if (first < 0) return null;
  const last = findLast(part);
  const before = opening.exec(part.slice(Math.max(0, first - 4), first));
  const after = closing.exec(part.slice(last, last + 32));
  return {
    start: slice.start + first - (before?.[0].length ?? 0),
    end: slice.start + last + (after?.[0].length ?? 0),
  };
}

/** The offset behind the last speakable character. */
function findLast(part: string): number {
  for (let end = part.length; end > 0;) {
    const low = part.charCodeAt(end - 1);
    const isPair =
      low >= 0xdc00 && low <= 0xdfff && end > 1 && (part.charCodeAt(end - 2) & 0xfc00) === 0xd800;
    const start = end - (isPair ? 2 : 1);
    if (speakable.test(part.slice(start, end))) return end;
    end = start;
  }
  return 0;
}
