import type { Segment } from '../contract/segment.ts';
import type { Phonemizer } from '../contract/phonemizer.ts';
import { orAbort } from '../std/abort.ts';
import { SpeechError } from '../contract/errors.ts';
import { PieceSource } from './piece-source.ts';
import type { Piece } from './piece.ts';
import type { Pace, Ramp, SegmentLimits } from './ramp.ts';
import { DEFAULT_RAMP, limitRamp, toSegmentLimits, WHOLE_SENTENCE_SLACK } from './ramp.ts';
import type { SpeechRequest } from '../contract/request.ts';
import { createScript } from '../text/formats/create-script.ts';
import { createSourceMap } from './source-map.ts';
import { toSegment } from './to-segment.ts';
import { hasNameableText } from '../text/sentences/speakable.ts';

/** The model that takes text rather than phonemes. */
const TEXT_MODEL = 'espeak-ng';

/** Less room than this is not worth cutting a sentence for. */
const LEAST_ROOM = 20;

export interface PlanOptions {
  readonly signal: AbortSignal;
  readonly ramp?: Ramp;
  /** Asked before each segment but the first. */
  readonly pace?: Pace;
}

/**
 * Plans how a text is spoken: whole sentences where the ramp allows, parts of them where not, in order and without a
 * gap. Phonemises what the next segment needs and no more. A segment has no more phonemes than
 * the alphabet allows, and `maxWords` words at most.
 * Rejects with `no_speakable_text`, or as the phonemizer does.
 */
export async function* plan(
  request: SpeechRequest,
  phonemizer: Phonemizer,
  { signal, ramp: wanted = DEFAULT_RAMP, pace }: PlanOptions,
): AsyncGenerator<Segment, void, undefined> {
  if (!hasNameableText(request.text)) throw createSilenceError();
  const { alphabet } = phonemizer;
  const ramp = limitRamp(wanted, alphabet.maxPhonemes);
  const script = await createScript(request.text, {
    format: request.format ?? 'text',
    hasTags: request.hasTags ?? false,
  });
  const toSource = createSourceMap(request.text, script);
  const source = new PieceSource(request, script, {
    phonemizer: request.model === TEXT_MODEL ? null : phonemizer,
    signal,
  });
  let previousTokens: number | null = null;
  for (let index = 0; ; index++) {
    signal.throwIfAborted();
    if (index > 0 && pace?.known !== undefined) {
      // Phonemised meanwhile, so that only the choice is left when the engine is free.
      await source.peek(ramp.steady.capTokens);
      await orAbort(pace.known(), signal);
    }
    const limits = toSegmentLimits(ramp, previousTokens, pace);
    const pieces = await gather(source, limits, { ...ramp, maxPhonemes: alphabet.maxPhonemes });
    previousTokens = countTokens(pieces);
    if (previousTokens === 0) {
      if (index === 0) throw createSilenceError();
      return;
    }
    yield toSource(toSegment(script.text, pieces, { index, alphabet }));
  }
}

function createSilenceError(): SpeechError {
  return new SpeechError('no_speakable_text', "Nothing in 'input' can be spoken.", { param: 'input' });
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
    if (piece === null || (!isEmpty && piece.pauseBefore > 0)) return pieces;
    const stretched = needsMore || isEnough ? Math.floor(most * WHOLE_SENTENCE_SLACK) : most;
    const fits = piece.tokenCount <= Math.min(stretched, maxPhonemes) - tokens;
    if (fits && words + piece.wordCount <= maxWords) {
      pieces.push(piece);
      source.take();
      if (piece.pauseAfter > 0) return pieces;
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
