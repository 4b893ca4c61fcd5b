import { SAMPLE_RATE } from '../../contract/audio.ts';
import type { SynthesisJob, SynthesisResult, WordOnset } from '../../contract/synthesis.ts';
import { toSpeechError } from '../../contract/errors.ts';
import type { Synthesizer } from '../../speech/ports.ts';
import { orAbort } from '../../std/abort.ts';
import { Scope } from '../../std/scope.ts';
import { SerialQueue } from '../../std/serial-queue.ts';
import { toEspeakLanguage } from '../../contract/phonemizer.ts';
import type { Espeak, EspeakProsody } from './espeak.ts';
import { type EspeakLocation, loadEspeak } from './load-espeak.ts';
import { stretchTime } from './stretch-time.ts';
import { toVoiceVariant } from './voice-variant.ts';

// What eSpeak calls its usual rate, and the ends of its range, in words a minute.
const usualRate = 175;
const slowestRate = 80;
const fastestRate = 450;

// eSpeak ends with the last sound; what is spoken next must not follow on its heels.
const sentencePauseSeconds = 0.3;
const otherPauseSeconds = 0.1;
const sentenceEnd = /[.!?…。！？।]["'”’»)\]]*\s*$/u;

/** A part of a text that eSpeak can speak. */
interface EspeakPart {
  readonly text: string;
  readonly toSource: (offset: number) => number;
}

/** What eSpeak made of a text so far, at its own rate. */
class EspeakRecording {
  readonly chunks: Int16Array[] = [];
  readonly onsets: WordOnset[] = [];
  #sampleCount = 0;

  get sampleCount(): number {
    return this.#sampleCount;
  }

  add(samples: Int16Array): void {
    this.chunks.push(samples);
    this.#sampleCount += samples.length;
  }
}

/** What the built-in voice is made of. */
export interface EspeakVoiceParts {
  readonly location: EspeakLocation;
  /** Splits text into parts that eSpeak can speak, and moves offsets in them to the text. */
  readonly toParts: (text: string) => readonly EspeakPart[];
  /** Converts mono samples from one rate, in samples a second, to another. */
  readonly resample: (
    samples: Float32Array,
    rates: { readonly from: number; readonly to: number },
  ) => Float32Array<ArrayBuffer>;
}

/** Creates the built-in voice: eSpeak NG, which loads on first use and needs no model. */
export function createEspeakSynthesizer(parts: EspeakVoiceParts): Synthesizer {
  const queue = new SerialQueue();
  return {
    synthesize: (job, signal) => queue.run(() => synthesize(parts, job, signal), signal),
  };
}

async function synthesize(
  { location, toParts, resample }: EspeakVoiceParts,
  job: SynthesisJob,
  signal: AbortSignal,
): Promise<SynthesisResult> {
  const { voice, pitch } = toVoiceVariant(job.voice, toEspeakLanguage(job.language));
  const wordsPerMinute = Math.min(fastestRate, Math.max(slowestRate, usualRate * job.speed));
  const espeak = await orAbort(loadEspeak(location), signal);
  const recording = new EspeakRecording();
  for (const [index, part] of toParts(job.text).entries()) {
    if (index > 0) await breathe();
    signal.throwIfAborted();
    speak(espeak, part, { prosody: { voice, pitch, wordsPerMinute }, recording });
  }
  const { sampleRate } = espeak;
  const stretch = (job.speed * usualRate) / wordsPerMinute;
  const samples = toStretched(toFloats(recording.chunks), sampleRate, stretch);
  const toSample = (sample: number): number => Math.round((sample / stretch / sampleRate) * SAMPLE_RATE);
  return {
    samples: resample(samples, { from: sampleRate, to: SAMPLE_RATE }),
    durations: null,
    onsets: recording.onsets.map(({ offset, sample }) => ({ offset, sample: toSample(sample) })),
    engine: 'espeak-ng',
  };
}

interface SpeakPartOptions {
  readonly prosody: EspeakProsody;
  readonly recording: EspeakRecording;
}

/** Adds the sound of a part, and a pause behind it, to the recording. */
function speak(
  espeak: Espeak,
  { text, toSource }: EspeakPart,
  { prosody, recording }: SpeakPartOptions,
): void {
  const start = recording.sampleCount;
  try {
    espeak.synthesize(text, prosody, ({ samples, words }) => {
      recording.add(samples);
      for (const { offset, startSeconds } of words) {
        const sample = start + startSeconds * espeak.sampleRate;
        recording.onsets.push({ offset: toSource(offset), sample });
      }
      return false;
    });
  } catch (error) {
    throw toSpeechError(error, 'synthesis_failed', 'The built-in voice failed to speak the text.');
  }
  if (recording.sampleCount === start) return;
  const usualPause = sentenceEnd.test(text) ? sentencePauseSeconds : otherPauseSeconds;
  const pauseSeconds = (usualPause * usualRate) / prosody.wordsPerMinute;
  recording.add(new Int16Array(Math.round(pauseSeconds * espeak.sampleRate)));
}

/** Lets waiting messages in, among them the one that aborts: eSpeak itself blocks the thread. */
async function breathe(): Promise<void> {
  const scope = new Scope();
  await scope.sleep(0);
  scope.dispose();
}

function toFloats(chunks: readonly Int16Array[]): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(chunks.reduce((total, chunk) => total + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    for (const sample of chunk) samples[offset++] = sample / 0x8000;
  }
  return samples;
}

/** Makes up for what lies beyond eSpeak's own range of rates: below speed 0.46 and above 2.57. */
function toStretched(
  samples: Float32Array<ArrayBuffer>,
  sampleRate: number,
  factor: number,
): Float32Array<ArrayBuffer> {
  if (Math.abs(factor - 1) < 0.01) return samples;
  return stretchTime(samples, factor, {
    windowSamples: 2 * Math.round(0.016 * sampleRate),
    searchSamples: Math.round(0.01 * sampleRate),
  });
}
