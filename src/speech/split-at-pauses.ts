import type { Script } from '../text/formats/script.ts';
import type { Language } from '../contract/language.ts';
import type { Sentence } from '../text/sentences/slice.ts';
import { hasSpeakableText } from '../text/sentences/speakable.ts';
import { splitSentences } from '../text/sentences/split-sentences.ts';

/** A sentence, or a part of one, and the silence around it in seconds. */
export interface PausedSlice {
  readonly slice: Sentence;
  readonly pauseBefore: number;
  readonly pauseAfter: number;
}

/** Splits a script into sentences, and those where it asks for a pause; together the slices are its text. */
export function* splitAtPauses(script: Script, language: Language): Generator<PausedSlice, void, undefined> {
  const pauses = [...script.pauses];
  let pauseBefore = 0;
  for (const sentence of splitSentences(script.text, language)) {
    let { start } = sentence;
    const isLast = sentence.end === script.text.length;
    while (pauses[0] !== undefined && (pauses[0].at < sentence.end || isLast)) {
      const { at, seconds } = pauses.shift() ?? { at: start, seconds: 0 };
      const isSpoken = at > start && hasSpeakableText(script.text.slice(start, at));
      // What stands behind the last pause and is not spoken goes with what stands before it.
      const isTail = isSpoken && isLast && !hasSpeakableText(script.text.slice(at));
      if (isTail) {
        const rest = pauses.splice(0).reduce((sum, pause) => sum + pause.seconds, seconds);
        yield { slice: { ...sentence, start }, pauseBefore, pauseAfter: rest };
        return;
      }
      if (isSpoken) {
        yield { slice: { start, end: at, endsLine: false }, pauseBefore, pauseAfter: 0 };
        start = at;
        pauseBefore = 0;
      }
      pauseBefore += seconds;
    }
    if (start < sentence.end) {
      yield { slice: { ...sentence, start }, pauseBefore, pauseAfter: 0 };
      pauseBefore = 0;
    }
  }
}
