import type { Language } from '../../contract/language.ts';
import { splitStretches } from './line-breaks.ts';
import { isSentenceEnd, SENTENCE_CONTEXT } from './sentence-end.ts';
import type { Sentence } from './slice.ts';
import { hasSpeakableText } from './speakable.ts';
import { findSplitPoint } from './split-point.ts';

/**
 * How many UTF-16 units are given to `Intl.Segmenter` at once. V8's takes time for each boundary in proportion to the
 * whole text, so a long text in one piece would take time in proportion to its square.
 */
const WINDOW = 2000;

/** Where sentences stop being joined. */
const MAX_JOINED = 1000;

/**
 * Splits a text into sentences, lazily. Together the slices are the text: each UTF-16 unit lies in exactly one.
 * A line's end ends a sentence unless the text runs on. What cannot be spoken goes to the sentence before it, or after it at the beginning.
 * Nothing that can be spoken is longer than a few thousand units: a longer run without an end is cut.
 */
export function* splitSentences(text: string, language: Language): Generator<Sentence, void, undefined> {
  let current: Sentence | null = null;
  let isSpoken = false;
  for (const next of splitLines(text, language)) {
    const nextIsSpoken = hasSpeakableText(text.slice(next.start, next.end));
    if (current === null) {
      current = next;
      isSpoken = nextIsSpoken;
    } else if (isSpoken && nextIsSpoken && endsBefore(text, current, { next, language })) {
      yield current;
      current = next;
    } else {
      const endsLine: boolean = next.endsLine || (!nextIsSpoken && current.endsLine);
      current = { start: current.start, end: next.end, endsLine };
      isSpoken ||= nextIsSpoken;
    }
  }
  if (current !== null) yield current;
}

function endsBefore(
  text: string,
  current: Sentence,
  context: { next: Sentence; language: Language },
): boolean {
  if (current.endsLine || context.next.end - current.start > MAX_JOINED) return true;
  const from = Math.max(current.start, current.end - SENTENCE_CONTEXT);
  return isSentenceEnd({
    before: text.slice(from, current.end),
    after: text.slice(current.end, current.end + SENTENCE_CONTEXT),
    isWhole: from === current.start,
    language: context.language,
  });
}

function* splitLines(text: string, language: Language): Generator<Sentence, void, undefined> {
  const segmenter = new Intl.Segmenter(language, { granularity: 'sentence' });
  for (const stretch of splitStretches(text, language))
    yield* splitLine(text, stretch, { segmenter, language });
}

function* splitLine(
  text: string,
  line: Sentence,
  { segmenter, language }: { segmenter: Intl.Segmenter; language: Language },
): Generator<Sentence, void, undefined> {
  let start = line.start;
  while (line.end - start > WINDOW) {
    const ends = findEnds(text.slice(start, start + WINDOW), segmenter);
    // The last one may go on behind the window.
    ends.pop();
    if (ends.length === 0) {
      const range = { from: start + WINDOW / 2, to: start + WINDOW - 1, least: start + 1, language };
      ends.push(findSplitPoint(text, range) - start);
    }
    const origin = start;
    for (const end of ends) {
      yield { start, end: origin + end, endsLine: false };
      start = origin + end;
    }
  }
  const part = text.slice(start, line.end);
  const origin = start;
  for (const end of hasSpeakableText(part) ? findEnds(part, segmenter) : [part.length]) {
    yield { start, end: origin + end, endsLine: line.endsLine && origin + end === line.end };
    start = origin + end;
  }
}

/** What belongs to the sentence before it: a closing quote that stands alone, and citations. */
const behind = /^(?:[\p{Pe}\p{Pf}]+\s+|(?:\[\d{1,3}(?:[,–-] ?\d{1,3})?\])+\s*)/u;

/**
 * Where the Unicode rules see sentences end. An opening bracket or quote is given to the sentence behind it, a closing
 * one that stands alone, as in French, to the sentence before it.
 */
function findEnds(part: string, segmenter: Intl.Segmenter): number[] {
  const ends: number[] = [];
  // The rules take every line break for an end.
  for (const { index, segment } of segmenter.segment(part.replace(/[\n\r\u0085\u2028\u2029]/gu, ' '))) {
    const end = index + segment.length;
    const opened = end === part.length ? undefined : /[\p{Ps}\p{Pi}]+$/u.exec(segment)?.[0];
    const from = end - (opened?.length ?? 0);
    const moved = from + (behind.exec(part.slice(from, from + 40))?.[0].length ?? 0);
    if (moved > (ends.at(-1) ?? 0)) ends.push(moved);
  }
  return ends;
}
