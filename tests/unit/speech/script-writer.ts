import { expect } from 'vitest';
import { SAMPLE_RATE } from '../../../src/contract/audio.ts';
import type { VoiceMix } from '../../../src/contract/request.ts';
import type { Pause, Run, Script } from '../../../src/contract/script.ts';
import type { SpokenSegment } from '../../../src/contract/segment.ts';
import type { SynthesisJob } from '../../../src/contract/synthesis.ts';
import { toTokenIds } from '../../../src/phonemes/alphabet/kokoro-alphabet.ts';
import { createSpeakScript } from '../../../src/speech/speak.ts';
import { decodeTones } from '../../fixtures/decode-tones.ts';
import { createFakePhonemizer } from '../../fixtures/fake-phonemizer.ts';
import { createFakeSynthesizer } from '../../fixtures/fake-synthesizer.ts';
import { toAudibleIds } from '../../fixtures/tone.ts';
import { never } from './plan-whole.ts';

export const heart: VoiceMix = [{ id: 'af_heart', weight: 1 }];
export const siwis: VoiceMix = [{ id: 'ff_siwis', weight: 1 }];

/** Writes a source out of what is spoken and what is not, and the script of it. */
export class ScriptWriter {
  source = '';
  readonly #items: (Run | Pause)[] = [];

  get script(): Script {
    return { source: this.source, items: this.#items, warnings: [] };
  }

  /** Markup, which is not spoken. */
  skip(text: string): this {
    this.source += text;
    return this;
  }

  run(text: string, more: Partial<Run> & { readonly written?: string } = {}): this {
    const { written = text, ...rest } = more;
    const source = this.#write(written);
    this.#items.push({ kind: 'run', text, source, voice: heart, language: 'en-us', speed: 1, ...rest });
    return this;
  }

  pause(seconds: number, written: string): this {
    this.#items.push({ kind: 'pause', seconds, source: this.#write(written) });
    return this;
  }

  #write(text: string): { start: number; end: number } {
    const start = this.source.length;
    this.source += text;
    return { start, end: this.source.length };
  }
}

export async function speakAll(
  script: Script,
  synthesizer = createFakeSynthesizer(),
): Promise<{ spoken: SpokenSegment[]; jobs: readonly SynthesisJob[]; sound: Float32Array }> {
  const speak = createSpeakScript({ phonemizer: createFakePhonemizer(), synthesizer, joins: null });
  const spoken: SpokenSegment[] = [];
  for await (const segment of speak(script, never)) spoken.push(segment);
  const sound = Float32Array.from(spoken.flatMap(({ samples }) => [...samples]));
  return { spoken, jobs: synthesizer.jobs, sound };
}

/** Lists the words of an answer as the source has them, each with the ids that are heard at its times. */
export function hear(
  source: string,
  { spoken, sound }: Awaited<ReturnType<typeof speakAll>>,
): [string, number[]][] {
  return spoken
    .flatMap(({ words }) => words)
    .map(({ start, end, startSeconds, endSeconds }) => {
      const part = sound.subarray(
        Math.round(startSeconds * SAMPLE_RATE),
        Math.round(endSeconds * SAMPLE_RATE),
      );
      return [source.slice(start, end), decodeTones(part)];
    });
}

/** Converts phonemes to the ids that can be heard of them. */
export const toIds = (phonemes: string): number[] => toAudibleIds(toTokenIds(phonemes));

/** Expects segments that follow each other without a gap, in the text and in time. */
export function expectContiguous(spoken: readonly SpokenSegment[]): void {
  let samples = 0;
  spoken.forEach(({ segment, startSeconds, samples: { length } }, index) => {
    expect(segment.index).toBe(index);
    expect(segment.start).toBe(spoken[index - 1]?.segment.end ?? 0);
    expect(segment.end).toBeGreaterThanOrEqual(segment.start);
    expect(startSeconds).toBeCloseTo(samples / SAMPLE_RATE, 9);
    samples += length;
  });
}
