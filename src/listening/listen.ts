import {
  HEARING_RATE,
  VOICE_FRAME_SAMPLES,
  type HeardSegment,
  type HeardWindow,
  type HearingOptions,
  type Recogniser,
  type VoiceDetector,
} from '../contract/hearing.ts';
import { judgeText, type Verdict } from './judge-text.ts';
import { defaultSpanOptions, type SpanOptions } from './span-finder.ts';
import { toUtterances, type Utterance } from './to-utterances.ts';

/** A timestamp this near the voice tells more exactly than the detector where the text begins. */
const NEAR_SECONDS = 0.3;

/** What one run made of a stretch of sound. Times are seconds of the whole sound. */
export interface HeardUtterance {
  readonly start: number;
  readonly end: number;
  readonly language: string;
  readonly verdict: Verdict;
  readonly segments: readonly HeardSegment[];
  readonly promptTokenCount: number;
}

/** What hears. */
export interface ListenParts {
  readonly recogniser: Recogniser;
  readonly detector: VoiceDetector;
}

/** How to hear; spans are the default ones if left out. */
export interface ListenOptions extends HearingOptions {
  readonly spans?: SpanOptions;
}

/** A shorter utterance does not decide in which language the others are. */
const TELLING_SECONDS = 2;
/** Speech of this length behind the text is heard in another run. */
const MIN_LEFT_SECONDS = 1;
const VOICE = 0.5;

/** Writes down a sound while it is read, one utterance for each pull. Rejects as its parts do, or with the signal's reason. */
export async function* listen(
  sound: AsyncIterable<Float32Array<ArrayBuffer>>,
  { spans = defaultSpanOptions, ...options }: ListenOptions,
  { parts, signal }: { readonly parts: ListenParts; readonly signal: AbortSignal },
): AsyncGenerator<HeardUtterance, void, undefined> {
  let { language } = options;
  const { detector, recogniser } = parts;
  for await (const utterance of toUtterances(sound, { detector, spans, signal })) {
    const runs = toRuns(utterance, (samples) =>
      recogniser.recognise({ ...options, language, samples }, signal),
    );
    for await (const heard of runs) {
      if (heard.end - heard.start >= TELLING_SECONDS && heard.verdict === 'ok') language ??= heard.language;
      yield heard;
    }
  }
}

/** Hears an utterance, and once more from where the text ends, if somebody still speaks there. */
async function* toRuns(
  { start, samples, probabilities }: Utterance,
  recognise: (samples: Float32Array<ArrayBuffer>) => Promise<HeardWindow>,
): AsyncGenerator<HeardUtterance, void, undefined> {
  const end = start + samples.length / HEARING_RATE;
  let offset = 0;
  while (offset < samples.length) {
    const from = start + offset / HEARING_RATE;
    const { segments, heardSeconds, ...rest } = await recognise(samples.slice(offset));
    const timed = setFirstOnset(segments, findVoice(probabilities, offset));
    const next = offset + Math.round(heardSeconds * HEARING_RATE);
    const isLast = next <= offset || toVoiceSeconds(probabilities, next) < MIN_LEFT_SECONDS;
    offset = isLast ? samples.length : next;
    yield {
      ...{ start: from, end: isLast ? end : start + next / HEARING_RATE },
      ...{ language: rest.language, promptTokenCount: rest.promptTokenCount },
      verdict: judgeText(segments, rest.language),
      segments: timed.map((segment) => shift(segment, from)),
    };
  }
}

/** When somebody first speaks from a sample on, in seconds from there. */
function findVoice(probabilities: readonly number[], fromSample: number): number | null {
  const first = Math.floor(fromSample / VOICE_FRAME_SAMPLES);
  const frame = probabilities.findIndex((value, index) => index >= first && value >= VOICE);
  return frame === -1 ? null : Math.max(0, (frame * VOICE_FRAME_SAMPLES - fromSample) / HEARING_RATE);
}

function toVoiceSeconds(probabilities: readonly number[], fromSample: number): number {
  const left = probabilities.slice(Math.ceil(fromSample / VOICE_FRAME_SAMPLES));
  return (left.filter((value) => value >= VOICE).length * VOICE_FRAME_SAMPLES) / HEARING_RATE;
}

function shift(segment: HeardSegment, seconds: number): HeardSegment {
  return {
    ...segment,
    start: segment.start + seconds,
    end: segment.end + seconds,
    words: segment.words.map((word) => ({ ...word, start: word.start + seconds, end: word.end + seconds })),
  };
}

/**
 * Moves the beginning of a run's first word to where a voice is first heard. A recogniser puts it at the beginning of
 * the sound, where nobody may speak yet. `voiceStart` is in seconds of the run; null leaves the words alone.
 */
function setFirstOnset(
  segments: readonly HeardSegment[],
  voiceStart: number | null,
): readonly HeardSegment[] {
  const [segment, ...rest] = segments;
  const [word, ...others] = segment?.words ?? [];
  if (segment === undefined || word === undefined || voiceStart === null) return segments;
  const stamp = Math.abs(segment.start - voiceStart) <= NEAR_SECONDS ? segment.start : 0;
  const start = Math.min(word.end, Math.max(voiceStart, stamp));
  return [{ ...segment, words: [{ ...word, start }, ...others] }, ...rest];
}
