import { toCaptions, type Caption } from './captions.ts';
import type { Language } from '../../contract/language.ts';
import { splitSentences } from '../sentences/split-sentences.ts';
import { toSentenceTimes, toWordTimesOrEstimates, type TimedSegment } from './timeline.ts';

/** A text that was spoken, with what is known of when. */
export interface SpokenText {
  readonly text: string;
  readonly language: Language;
  readonly segments: readonly TimedSegment[];
}

/** Converts a spoken text to subtitles: by the times of its words, or of its sentences where words have none. */
export function toSubtitles({ text, language, segments }: SpokenText): Caption[] {
  const sentences = toSentenceTimes([...splitSentences(text, language)], segments);
  return toCaptions(text, toWordTimesOrEstimates(text, sentences, segments));
}
