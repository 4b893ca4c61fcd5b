import {
  HEARING_RATE,
  VOICE_FRAME_SAMPLES,
  type VoiceDetector,
  type VoiceMemory,
} from '../contract/hearing.ts';
import { joinSamples } from '../std/join.ts';
import { LevelEqualiser } from './level-equaliser.ts';
import { SampleWindow } from './sample-window.ts';
import { SpanFinder, type SpanOptions, type VoiceSpan } from './span-finder.ts';

/** A stretch of a sound in which somebody speaks. */
export interface Utterance {
  /** Seconds from the beginning of the sound. */
  readonly start: number;
  /** Mono, 16 kHz, 28 s at most. */
  readonly samples: Float32Array<ArrayBuffer>;
  /** How likely each 512 samples hold a voice. */
  readonly probabilities: readonly number[];
}

interface UtteranceOptions {
  readonly detector: VoiceDetector;
  readonly spans: SpanOptions;
  readonly signal: AbortSignal;
}

/** Samples that are looked at in one call: about one second. */
const BATCH_SAMPLES = 32 * VOICE_FRAME_SAMPLES;

/** Finds where somebody speaks while the sound is read; no more of it is held than one utterance takes. */
export async function* toUtterances(
  sound: AsyncIterable<Float32Array<ArrayBuffer>>,
  { detector, spans, signal }: UtteranceOptions,
): AsyncGenerator<Utterance, void, undefined> {
  const held = new SampleWindow();
  const finder = new SpanFinder(spans);
  let memory: VoiceMemory | null = null;
  for await (const batch of toBatches(equalise(sound, held))) {
    const activity = await detector.detect(batch, memory, signal);
    memory = activity.memory;
    for (const probability of activity.probabilities) {
      const span = finder.push(probability);
      if (span !== null) yield toUtterance(span, held);
    }
    held.dropBefore(finder.keepFrom * VOICE_FRAME_SAMPLES);
  }
  const last = finder.flush();
  if (last !== null) yield toUtterance(last, held);
}

/** Holds the sound as it is, and passes on what the detector is to hear. */
async function* equalise(
  sound: AsyncIterable<Float32Array<ArrayBuffer>>,
  held: SampleWindow,
): AsyncGenerator<Float32Array<ArrayBuffer>, void, undefined> {
  const equaliser = new LevelEqualiser();
  for await (const samples of sound) {
    held.append(samples);
    yield equaliser.push(samples);
  }
  yield equaliser.flush();
}

/** The last batch is filled up with silence to a whole frame. */
async function* toBatches(
  chunks: AsyncIterable<Float32Array<ArrayBuffer>>,
): AsyncGenerator<Float32Array<ArrayBuffer>, void, undefined> {
  let waiting: Float32Array<ArrayBuffer> = new Float32Array();
  for await (const chunk of chunks) {
    waiting = joinSamples([waiting, chunk]);
    let offset = 0;
    for (; waiting.length - offset >= BATCH_SAMPLES; offset += BATCH_SAMPLES) {
      yield waiting.slice(offset, offset + BATCH_SAMPLES);
    }
    waiting = waiting.slice(offset);
  }
  if (waiting.length === 0) return;
  const last = new Float32Array(Math.ceil(waiting.length / VOICE_FRAME_SAMPLES) * VOICE_FRAME_SAMPLES);
  last.set(waiting);
  yield last;
}

function toUtterance({ start, end, probabilities }: VoiceSpan, held: SampleWindow): Utterance {
  const from = start * VOICE_FRAME_SAMPLES;
  return {
    start: from / HEARING_RATE,
    samples: held.slice(from, end * VOICE_FRAME_SAMPLES),
    probabilities,
  };
}
