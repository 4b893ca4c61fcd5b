import type { PlannedSegment, SpeechSegment } from '../contract/segment.ts';
import type { Pause, Script } from '../contract/script.ts';
import type { Phonemizer } from '../contract/phonemizer.ts';
import { orAbort } from '../std/abort.ts';
import { createSilenceError } from '../contract/errors.ts';
import { PieceSource } from './piece-source.ts';
import type { Piece } from './piece.ts';
import type { SegmentLimits, SpeechCourse } from '../contract/speech-course.ts';
import type { Pace, Ramp } from './ramp.ts';
import { DEFAULT_RAMP, limitRamp, toSegmentLimits, WHOLE_SENTENCE_SLACK } from './ramp.ts';
import { type SegmentPlace, toPauseSegment, toSegment } from './to-segment.ts';
import { type Stretch, toStretches } from '../text/script/stretches.ts';
import { hasNameableText, hasSpeakableText } from '../text/sentences/speakable.ts';

/** Less room than this is not worth cutting a sentence for. */
const LEAST_ROOM = 20;

interface PlanOptions {
  readonly signal: AbortSignal;
  readonly ramp?: Ramp;
  /** Asked before each segment but the first. */
  readonly pace?: Pace;
  /** Segments get the limits that it names; those that are chosen beyond its end are added to it. */
  readonly course?: SpeechCourse;
}

/**
 * Plans how a script is spoken: whole sentences where the ramp allows, parts of them where not, in order and without a
 * gap. Phonemises what the next segment needs and no more. A segment has no more phonemes than the alphabet allows,
 * `maxWords` words at most, and one voice, language and speed; a pause is a segment of its own. Without a phonemizer
 * segments have text alone. Rejects with `no_speakable_text`, or as the phonemizer does.
 */
export async function* plan(
  script: Script,
  phonemizer: Phonemizer | null,
  options: PlanOptions,
): AsyncGenerator<PlannedSegment, void, undefined> {
  const { source } = script;
  const stretches = toSpeakable(toStretches(script));
  if (stretches.every(({ kind }) => kind === 'pause')) throw createSilenceError();
  const planner = new Planner(phonemizer, options);
  let [index, start] = [0, 0];
  for (const stretch of stretches) {
    const place = { index, source, start, isLast: stretch === stretches.at(-1) };
    const segments =
      stretch.kind === 'pause' ? [toPauseSegment(stretch, place)] : planner.plan(stretch, place);
    for await (const segment of segments) {
      yield segment;
      index = segment.index + 1;
      start = segment.end;
    }
  }
  if (!planner.hasSpoken) throw createSilenceError();
}

/** Plans one stretch after the other; segments grow from stretch to stretch as within one. */
class Planner {
  readonly #phonemizer: Phonemizer | null;
  readonly #options: PlanOptions;
  readonly #ramp: Ramp;
  readonly #maxPhonemes: number;
  #previousTokens: number | null = null;
  #limitCount = 0;

  constructor(phonemizer: Phonemizer | null, options: PlanOptions) {
    this.#phonemizer = phonemizer;
    this.#options = options;
    this.#maxPhonemes = phonemizer?.alphabet.maxPhonemes ?? Infinity;
    this.#ramp = limitRamp(options.ramp ?? DEFAULT_RAMP, this.#maxPhonemes);
  }

  /** Whether anything was planned that is heard. */
  get hasSpoken(): boolean {
    return this.#previousTokens !== null;
  }

  async *plan(stretch: Stretch, place: SegmentPlace): AsyncGenerator<SpeechSegment, void, undefined> {
    const { signal } = this.#options;
    const source = new PieceSource(stretch, { phonemizer: this.#phonemizer, signal });
    for (let { index, start } = place; ; index += 1) {
      signal.throwIfAborted();
      const limits = await this.#chooseLimits(source);
      const pieces = await gather(source, limits, { ...this.#ramp, maxPhonemes: this.#maxPhonemes });
      const tokens = countTokens(pieces);
      if (tokens === 0) return;
      this.#previousTokens = tokens;
      const alphabet = this.#phonemizer?.alphabet ?? null;
      const segment = toSegment(stretch, pieces, { ...place, index, start, alphabet });
      start = segment.end;
      yield segment;
    }
  }

  /** Takes the limits of the next segment from the course, or chooses them by the pace and adds them there. */
  async #chooseLimits(source: PieceSource): Promise<SegmentLimits> {
    const { signal, pace, course } = this.#options;
    const decided = course?.limits[this.#limitCount];
    this.#limitCount += 1;
    // Before the first sound nothing is known, and a pause makes none.
    if (this.#previousTokens !== null && pace?.known !== undefined) {
      // Phonemised meanwhile, so that only the choice is left when the engine is free.
      await source.peek(this.#ramp.steady.capTokens);
      if (decided === undefined) await orAbort(pace.known(), signal);
    }
    if (decided !== undefined) return decided;
    const limits = toSegmentLimits(this.#ramp, this.#previousTokens, pace);
    course?.limits.push(limits);
    return limits;
  }
}

/** Leaves out what cannot be spoken. Emoji are named where nothing else is there. */
function toSpeakable(stretches: readonly (Stretch | Pause)[]): readonly (Stretch | Pause)[] {
  const speakable = stretches.filter((item) => item.kind === 'pause' || hasSpeech(item));
  if (speakable.some(({ kind }) => kind === 'stretch')) return speakable;
  return stretches.filter((item) => item.kind === 'pause' || hasNameableText(item.text));
}

function hasSpeech({ text, parts }: Stretch): boolean {
  return hasSpeakableText(text) || parts.some(({ run }) => run.phonemes !== undefined);
}

/** Takes the pieces of one segment; none that speaks at the end of the text. */
async function gather(
  source: PieceSource,
  limits: SegmentLimits,
  { minWords, maxWords, maxPhonemes }: Pick<Ramp, 'minWords' | 'maxWords'> & { readonly maxPhonemes: number },
): Promise<Piece[]> {
  const pieces: Piece[] = [];
  for (;;) {
    const tokens = countTokens(pieces);
    const words = countWords(pieces);
    const isEmpty = tokens === 0;
    const isEnough = tokens >= limits.minTokens && words >= minWords;
    // A last sentence that is too short to stand alone comes along, if there is any room for it.
    if (isEnough && !source.endsWithin(minWords)) return pieces;
    // A few words need company even if that has to be cut; else what does not fit waits for the next segment.
    const needsMore = words < minWords;
    const most = isEmpty || isEnough ? limits.capTokens : limits.maxTokens;
    const room = most - tokens;
    const piece = await source.peek(needsMore ? Math.max(room, LEAST_ROOM) : limits.capTokens);
    if (piece === null) return pieces;
    const stretched = needsMore || isEnough ? Math.floor(most * WHOLE_SENTENCE_SLACK) : most;
    const fits = piece.tokenCount <= Math.min(stretched, maxPhonemes) - tokens;
    if (fits && words + piece.wordCount <= maxWords) {
      pieces.push(piece);
      source.take();
      continue;
    }
    if (!isEmpty && (!needsMore || room < LEAST_ROOM)) return pieces;
    const share = Math.min(room / piece.tokenCount, (maxWords - words) / piece.wordCount);
    if (source.cut(share)) continue;
    if (isEmpty) {
      pieces.push(piece);
      source.take();
    }
    return pieces;
  }
}

/** With the full stop and the space that may be needed to join two. */
function countTokens(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { tokenCount }) => sum + (tokenCount > 0 ? tokenCount + 2 : 0), 0);
}

function countWords(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { wordCount }) => sum + wordCount, 0);
}
