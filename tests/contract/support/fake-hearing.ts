import { measureSound, openSound } from '../../../src/audio/decode/open-sound.ts';
import type { HearingDeps } from '../../../src/api/request/hearing-deps.ts';
import { HEARING_RATE, type HearingJob, type HeardWindow } from '../../../src/contract/hearing.ts';
import type { SpeakerModels } from '../../../src/contract/speakers.ts';
import { createLevelDetector } from '../../fixtures/level-detector.ts';
import { toWavFile } from '../../fixtures/wav-file.ts';
import { toHeardSegment } from '../../fixtures/heard-segment.ts';

export interface FakeHearing extends HearingDeps {
  /** Every job, in order. */
  readonly jobs: HearingJob[];
}

const noSpeakers: SpeakerModels = {
  hear: () => Promise.reject(new Error('There are no speaker models.')),
};

/** Creates hearing with the real decoders, and a recogniser that hears in every utterance what the test says. */
export function createFakeHearing(
  toWindow: (job: HearingJob) => Partial<HeardWindow> | Promise<Partial<HeardWindow>> = () => ({}),
  speakers: SpeakerModels | null = null,
): FakeHearing {
  const jobs: HearingJob[] = [];
  return {
    jobs,
    ...{ measureSound, openSound },
    detector: createLevelDetector(),
    hasSpeakers: () => Promise.resolve(speakers !== null),
    speakers: speakers ?? noSpeakers,
    models: () =>
      Promise.resolve([
        { id: 'whisper-base', name: 'Whisper base', aliases: [], created: 1_663_718_400, ownedBy: 'openai' },
        { id: 'whisper-tiny', name: 'Whisper tiny', aliases: [], created: 1_663_718_400, ownedBy: 'openai' },
      ]),
    recogniser: () => ({
      recognise: async (job, signal) => {
        jobs.push(job);
        const seconds = job.samples.length / HEARING_RATE;
        const whole = { language: job.language ?? 'en', segments: [toHeardSegment({ end: seconds })] };
        const window = await toWindow(job);
        signal.throwIfAborted();
        return { ...whole, heardSeconds: seconds, promptTokenCount: 0, ...window };
      },
    }),
  };
}

/** Creates a WAV of a hum where somebody speaks and silence between, by turns, in seconds. */
export function toSpeechWav(...seconds: readonly number[]): File {
  const parts = seconds.map((length, index) =>
    Int16Array.from({ length: Math.round(length * HEARING_RATE) }, (_, at) =>
      index % 2 === 0 ? Math.round(9_000 * Math.sin(at / 10)) : 0,
    ),
  );
  const samples = Int16Array.from(parts.flatMap((part) => [...part]));
  return new File([toWavFile(samples, { rate: HEARING_RATE })], 'speech.wav', { type: 'audio/wav' });
}
