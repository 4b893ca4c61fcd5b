import { joinSamples } from '../../../../src/std/join.ts';
import { SAMPLE_RATE } from '../../../../src/contract/audio.ts';
import { describe, expect, it } from 'vitest';
import { createTimeStretcher } from '../../../../src/audio/stretch/time-stretcher.ts';
import { readCodecBinary } from '../../../../tools/codecs/codec-binaries.ts';
import { cut } from '../../codecs/support/encode.ts';
import { createSpeechLike } from '../../codecs/support/speech-like.ts';

type Samples = Float32Array<ArrayBuffer>;

const FACTORS = [0.25, 0.5, 0.7, 0.8, 1, 1.25, 1.5, 2, 2.5, 3, 4];

const stretcher = createTimeStretcher(readCodecBinary);

async function stretch(chunks: readonly Samples[], factor: number): Promise<Samples> {
  const stream = await stretcher.open(factor);
  try {
    return joinSamples([...chunks.map((chunk) => stream.push(chunk)), stream.finish()]);
  } finally {
    stream.free();
  }
}

/** A voice of one pitch: eight harmonics, each softer than the one below. */
function createVoice(seconds: number, hertz: number): Samples {
  return Float32Array.from({ length: Math.round(seconds * SAMPLE_RATE) }, (_, index) => {
    let sample = 0;
    for (let harmonic = 1; harmonic <= 8; harmonic += 1) {
      sample += Math.sin((2 * Math.PI * hertz * harmonic * index) / SAMPLE_RATE) / harmonic;
    }
    return 0.2 * sample;
  });
}

/** Beats of a tenth of a second, with a tenth of a second of silence behind each. */
function createBeats(count: number): Samples {
  const beat = joinSamples([createVoice(0.1, 150), new Float32Array(0.1 * SAMPLE_RATE)]);
  return joinSamples(Array.from({ length: count }, () => beat));
}

/** Finds where sound begins behind silence of a given length; all in seconds. */
function findOnsets(samples: Samples, silenceSeconds: number): number[] {
  const onsets: number[] = [];
  let quiet = Infinity;
  samples.forEach((sample, index) => {
    if (Math.abs(sample) < 0.002) quiet += 1;
    else {
      if (quiet > silenceSeconds * SAMPLE_RATE) onsets.push(index / SAMPLE_RATE);
      quiet = 0;
    }
  });
  return onsets;
}

/** Amplitude of one frequency. */
function toAmplitude(samples: Samples, hertz: number): number {
  let real = 0;
  let imaginary = 0;
  samples.forEach((sample, index) => {
    const phase = (2 * Math.PI * hertz * index) / SAMPLE_RATE;
    const window = 1 - Math.cos((2 * Math.PI * index) / samples.length);
    real += window * sample * Math.cos(phase);
    imaginary += window * sample * Math.sin(phase);
  });
  return (2 * Math.hypot(real, imaginary)) / samples.length;
}

function findLoudest(samples: Samples, from: number, to: number): number {
  let best = { hertz: 0, amplitude: 0 };
  for (let hertz = from; hertz <= to; hertz += 2) {
    const amplitude = toAmplitude(samples, hertz);
    if (amplitude > best.amplitude) best = { hertz, amplitude };
  }
  return best.hertz;
}

describe('a stretched sound', () => {
  it.each(FACTORS)('at %d is as long as asked, to the sample', async (factor) => {
    for (const length of [0, 1, 500, 24_000, 70_001]) {
      const output = await stretch([createSpeechLike(70_001).slice(0, length)], factor);
      expect(output).toHaveLength(Math.round(length / factor));
    }
  });

  it.each(FACTORS)('at %d keeps the pitch and the level', async (factor) => {
    for (const hertz of [90, 240]) {
      const voice = createVoice(1, hertz);
      const output = await stretch([voice], factor);
      const middle = output.slice(output.length / 4, (output.length * 3) / 4);
      expect(Math.abs(findLoudest(middle, hertz - 20, hertz + 20) - hertz)).toBeLessThanOrEqual(2);
      expect(toAmplitude(middle, hertz) / toAmplitude(voice, hertz)).toBeGreaterThan(0.8);
    }
  });

  it.each(FACTORS)('at %d has everything in its place, from beginning to end', async (factor) => {
    const beats = createBeats(100);
    const onsets = findOnsets(await stretch([beats], factor), 0.05 / factor);
    expect(onsets).toHaveLength(100);
    const errors = onsets.map((onset, index) => Math.abs(onset - (index * 0.2) / factor));
    // Sonic moves sound by up to a period of the voice, and at low speeds repeats whole periods.
    expect(Math.max(...errors)).toBeLessThan(0.02 + 0.02 / factor);
  });

  it('does not depend on how it came in', async () => {
    const sound = createSpeechLike(30_000, 3);
    for (const factor of FACTORS) {
      const whole = await stretch([sound], factor);
      const chunks = await stretch(cut(sound, 1, 7, 600, 0, 12_345, 255), factor);
      expect(isEqual(chunks, whole)).toBe(true);
    }
  });

  it('is handed out while it comes in', async () => {
    const stream = await stretcher.open(1.5);
    const chunk = createVoice(0.1, 150);
    let given = 0;
    for (let count = 1; count <= 20; count += 1) {
      given += stream.push(chunk).length;
      // What is held back is heard within 50 ms.
      expect((count * chunk.length) / 1.5 - given).toBeLessThan(0.05 * SAMPLE_RATE);
    }
    stream.free();
  });

  it('is silent where the sound is', async () => {
    for (const factor of FACTORS) {
      const output = await stretch([new Float32Array(30_000)], factor);
      expect(output.every((sample) => sample === 0)).toBe(true);
    }
  });

  it('is clipped and does not wrap where the sound is too loud', async () => {
    const loud = createVoice(0.5, 150).map((sample) => Math.max(-1, Math.min(1, sample * 20)) * 1.4);
    const output = await stretch([loud], 1.25);
    const jumps = output.map((sample, index) => Math.abs(sample - (output[index - 1] ?? 0)));
    const natural = loud.map((sample, index) => Math.abs(sample - (loud[index - 1] ?? 0)));
    expect(Math.max(...jumps)).toBeLessThanOrEqual(Math.max(...natural));
  });
});

describe('a library', () => {
  it('that cannot be loaded is an error, and is tried again', async () => {
    let calls = 0;
    const flaky = createTimeStretcher(async (name) => {
      calls += 1;
      if (calls === 1) throw new Error('offline');
      return readCodecBinary(name);
    });
    await expect(flaky.open(2)).rejects.toMatchObject({ name: 'SpeechError', code: 'engine_unavailable' });
    const streams = await Promise.all([flaky.open(2), flaky.open(0.5)]);
    expect(calls).toBe(2);
    for (const stream of streams) stream.free();
  });

  it('serves many sounds at once and one after another', async () => {
    const sounds = [createSpeechLike(12_000), createSpeechLike(12_000, 3)];
    const alone = [await stretch([sounds[0]!], 0.7), await stretch([sounds[1]!], 3)];
    for (let round = 0; round < 20; round += 1) {
      const streams = [await stretcher.open(0.7), await stretcher.open(3)];
      const halves = streams.map((stream, index) => stream.push(sounds[index]!.slice(0, 6000)));
      const rests = streams.map((stream, index) => stream.push(sounds[index]!.slice(6000)));
      streams.forEach((stream, index) => {
        const whole = joinSamples([halves[index]!, rests[index]!, stream.finish()]);
        expect(isEqual(whole, alone[index]!)).toBe(true);
        stream.free();
      });
    }
  });
});

function isEqual(one: Samples, other: Samples): boolean {
  return one.length === other.length && one.every((sample, index) => sample === other[index]);
}
