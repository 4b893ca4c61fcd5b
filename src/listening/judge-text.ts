import type { HeardSegment } from '../contract/hearing.ts';

/** `silence`: nothing was said, and the text is made up. `unclear`: something was said, but not surely this. */
export type Verdict = 'ok' | 'unclear' | 'silence';

/** Whisper's own figures for silence. */
const NO_SPEECH = 0.6;
const SILENCE_LOGPROB = -1;
/** Below the one or above the other, recognisers make text up, even where somebody speaks. */
const MIN_LOGPROB = -0.75;
/** Models spell Devanagari letter by letter, and doubt each one; this is Whisper's own figure. */
const MIN_HINDI_LOGPROB = -1;
const MAX_COMPRESSION_RATIO = 2.4;

const NGRAM = 4;
const MAX_REPEATS = 4;

/** Judges the text of one run in a language, named by its code; its segments share their figures. */
export function judgeText(segments: readonly HeardSegment[], language: string): Verdict {
  const [first] = segments;
  if (first === undefined) return 'silence';
  const { averageLogprob, compressionRatio, noSpeechProbability } = first;
  if (noSpeechProbability > NO_SPEECH && averageLogprob < SILENCE_LOGPROB) return 'silence';
  const leastLogprob = language === 'hi' ? MIN_HINDI_LOGPROB : MIN_LOGPROB;
  const isDoubtful = averageLogprob < leastLogprob || compressionRatio > MAX_COMPRESSION_RATIO;
  return isDoubtful || hasLoop(segments.map(({ text }) => text).join('')) ? 'unclear' : 'ok';
}

/** Whether the same four words come four times. */
function hasLoop(text: string): boolean {
  const words = text.toLowerCase().match(/[\p{L}\p{M}\p{N}']+/gu) ?? [];
  const counts = new Map<string, number>();
  return words.some((_, index) => {
    if (index + NGRAM > words.length) return false;
    const key = words.slice(index, index + NGRAM).join(' ');
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count >= MAX_REPEATS;
  });
}
