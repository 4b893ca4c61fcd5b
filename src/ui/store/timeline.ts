import type { WordTime } from '../../contract/segment.ts';
import type { TakeSegment } from '../../page/page-services.ts';
import type { Language } from '../../contract/language.ts';
import { splitSentences } from '../../text/sentences/split-sentences.ts';
import type { TextSlice } from '../../text/sentences/slice.ts';
import { findHeard, toSentenceTimes } from '../../text/timing/timeline.ts';
import { toMixLanguage } from './voice-language.ts';
import type { AppState } from './state.ts';
import { isActive, type Take, type TakeState } from './take.ts';

/** When everything in a take is heard, as far as it was made. */
export interface Timeline {
  readonly sentences: readonly WordTime[];
  /** Empty where the engine reports no times of words. */
  readonly words: readonly WordTime[];
}

/** A press on "previous" later than this begins the sentence again. */
const AGAIN_AFTER_SECONDS = 1.2;

// Asked for at every report of the player, while a segment is made every few seconds.
const timelines = new WeakMap<readonly TakeSegment[], Timeline>();
let lastSplit: { text: string; language: Language; sentences: readonly TextSlice[] } | null = null;

/** Finds when the sentences and words of a take are heard. */
export function toTimeline(take: Take): Timeline {
  const known = timelines.get(take.segments);
  if (known !== undefined) return known;
  const timeline: Timeline = {
    sentences: toSentenceTimes(toSentences(take), take.segments),
    words: take.segments.flatMap(({ words }) => words),
  };
  timelines.set(take.segments, timeline);
  return timeline;
}

/** Finds the sentence that is heard, or null. */
export function toSpokenSentence(state: TakeState): WordTime | null {
  if (!isHeard(state)) return null;
  return findHeard(toTimeline(state.take).sentences, state.take.positionSeconds) ?? null;
}

/** Finds the word that is heard, or null. */
export function toSpokenWord(state: TakeState): WordTime | null {
  if (!isHeard(state)) return null;
  return findHeard(toTimeline(state.take).words, state.take.positionSeconds) ?? null;
}

/**
 * Finds where in the text on the sheet what `find` finds in the take is written, without the space around it. Null once
 * the text was edited there or before it.
 */
export function toSpokenRange(
  { take: state, text }: AppState,
  find: (state: TakeState) => TextSlice | null,
): TextSlice | null {
  const found = state.phase === 'none' ? null : find(state);
  if (state.phase === 'none' || found === null) return null;
  const { sheet, sheetStart } = state.take;
  const [foundStart, foundEnd] = [sheetStart + found.start, sheetStart + found.end];
  if (sheet !== text && !text.startsWith(sheet.slice(0, foundEnd))) return null;
  const words = sheet.slice(foundStart, foundEnd);
  const start = foundStart + words.length - words.trimStart().length;
  return { start, end: Math.max(start, foundStart + words.trimEnd().length) };
}

/** Says where the sentence before begins, or this one where it has gone on for a while. */
export function toPreviousSentenceSeconds(take: Take): number {
  const { positionSeconds } = take;
  const { sentences } = toTimeline(take);
  const index = sentences.findLastIndex(({ startSeconds }) => startSeconds <= positionSeconds);
  const start = sentences[index]?.startSeconds ?? 0;
  const isFresh = positionSeconds - start < AGAIN_AFTER_SECONDS;
  return isFresh ? (sentences[index - 1]?.startSeconds ?? 0) : start;
}

/** Says where the next sentence begins that was made already, or null. */
export function toNextSentenceSeconds(take: Take): number | null {
  const { positionSeconds } = take;
  return (
    toTimeline(take).sentences.find(({ startSeconds }) => startSeconds > positionSeconds)?.startSeconds ??
    null
  );
}

function isHeard(state: TakeState): state is Exclude<TakeState, { phase: 'none' }> {
  return isActive(state) && state.phase !== 'preparing';
}

function toSentences({ text, voice }: Take): readonly TextSlice[] {
  const language = toMixLanguage(voice);
  if (lastSplit?.text !== text || lastSplit.language !== language) {
    lastSplit = { text, language, sentences: [...splitSentences(text, language)] };
  }
  return lastSplit.sentences;
}
