import { SAMPLE_RATE } from '../../src/contract/audio.ts';
import type { Page } from '@playwright/test';
import { LoudnessMeter } from '../../src/audio/loudness/loudness-meter.ts';
import { toPitches } from '../../src/engines/kokoro/trust/pitch.ts';
import type { Voice } from '../../src/contract/voices.ts';
import { hearInPage } from './hear-in-page.ts';
import { speakInPage } from './speak-in-page.ts';
import { countWordErrors, type WordErrors } from './word-error.ts';

/** What was heard and measured of one voice. */
export interface VoiceRow {
  readonly voice: Voice;
  readonly heard: string;
  readonly errors: WordErrors;
  readonly audioSeconds: number;
  readonly realTimeFactor: number;
  /** Between which nine tenths of the pitch lie, the lowest and highest twentieth left out, in hertz. */
  readonly pitchHz: readonly [low: number, high: number];
  /** Null where it was too quiet to be measured. */
  readonly lufs: number | null;
}

/** Has a voice say a text in the app's page, has the same page write it down, and measures the sound. */
export async function hearVoice(voice: Voice, said: string, page: Page): Promise<VoiceRow> {
  const { samples, totalMs } = await speakInPage(page, { input: said, voice: voice.id });
  const heard = await hearInPage(page, samples, voice.language);
  const meter = new LoudnessMeter(SAMPLE_RATE);
  meter.add(samples);
  const audioSeconds = samples.length / SAMPLE_RATE;
  return {
    ...{ voice, heard, audioSeconds },
    errors: countWordErrors(said, heard, voice.language),
    realTimeFactor: totalMs / 1000 / audioSeconds,
    pitchHz: toRange(toPitches(samples)),
    lufs: meter.integratedLufs,
  };
}

function toRange(pitches: Float32Array): readonly [number, number] {
  const sorted = pitches.filter((pitch) => pitch > 0).toSorted();
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  return [at(0.05), at(0.95)];
}
