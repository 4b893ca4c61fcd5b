import { describe, expect, test } from 'vitest';
import { LoudnessMeter } from '../../../../src/audio/loudness/loudness-meter.ts';
import { normaliseLoudness } from '../../../../src/audio/loudness/normalise-loudness.ts';
import { TruePeakFollower } from '../../../../src/audio/loudness/true-peak.ts';

type Samples = Float32Array<ArrayBuffer>;

const RATE = 24_000;
const never = new AbortController().signal;

/** A sine in dBFS (its peak) of some seconds. */
function tone(db: number, seconds: number, { hertz = 1000, rate = RATE, phase = 0 } = {}): Samples {
  const amplitude = 10 ** (db / 20);
  return Float32Array.from(
    { length: Math.round(seconds * rate) },
    (_, index) => amplitude * Math.sin((2 * Math.PI * hertz * index) / rate + phase),
  );
}

/** Bursts of noise of different level with pauses between them: as uneven as speech. */
function bursts(seconds: number): Samples {
  let state = 1;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
  return Float32Array.from({ length: seconds * RATE }, (_, index) => {
    const place = index % RATE;
    const level = place > 0.7 * RATE ? 0 : 0.05 + 0.1 * Math.sin((Math.PI * place) / (0.7 * RATE));
    const spike = place % 6000 === 3000 ? 6 : 1;
    return Math.max(-0.83, Math.min(0.83, level * spike * next()));
  });
}

function join(parts: readonly Samples[]): Samples {
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

function measure(sound: Samples, rate = RATE): number | null {
  const meter = new LoudnessMeter(rate);
  meter.add(sound);
  return meter.integratedLufs;
}

function toTruePeakDb(sound: Samples): number {
  const follower = new TruePeakFollower();
  let peak = 0;
  for (const sample of [...sound, ...new Float32Array(64)]) peak = Math.max(peak, follower.next(sample));
  return 20 * Math.log10(peak);
}

async function normalise(sound: readonly Samples[], targetLufs: number, signal = never): Promise<Samples> {
  const parts: Samples[] = [];
  for await (const part of normaliseLoudness(sound, { targetLufs, sampleRate: RATE, signal }))
    parts.push(part);
  return join(parts);
}

describe('the loudness of mono sound', () => {
  // EBU Tech 3341 gives stereo tones, whose two channels add 3.01 LU to what one channel has.
  test.each([24_000, 44_100, 48_000])('is that of EBU Tech 3341, cases 1 and 2, at %i Hz', (rate) => {
    expect(measure(tone(-23, 20, { rate }), rate)).toBeCloseTo(-23 - 3.01, 1);
    expect(measure(tone(-33, 20, { rate }), rate)).toBeCloseTo(-33 - 3.01, 1);
  });

  test('leaves out what the gates leave out: EBU Tech 3341, cases 3, 4 and 5', () => {
    const third = [tone(-36, 10), tone(-23, 60), tone(-36, 10)];
    expect(measure(join(third))).toBeCloseTo(-23 - 3.01, 1);
    expect(measure(join([tone(-72, 10), ...third, tone(-72, 10)]))).toBeCloseTo(-23 - 3.01, 1);
    expect(measure(join([tone(-26, 20), tone(-20, 20.1), tone(-26, 20)]))).toBeCloseTo(-23 - 3.01, 1);
  });

  test('weighs frequencies as BS.1770 does', () => {
    const at = (hertz: number): number => measure(tone(-20, 3, { hertz })) ?? NaN;
    expect(at(997)).toBeCloseTo(-20 - 3.01, 1);
    expect(at(60) - at(997)).toBeLessThan(-3);
    expect(at(5000) - at(997)).toBeCloseTo(3.3, 0);
  });

  test('exists for a short word, and not for silence', () => {
    expect(measure(tone(-23, 0.2))).toBeCloseTo(-23 - 3.01, 0);
    expect(measure(new Float32Array(RATE))).toBeNull();
    expect(measure(new Float32Array())).toBeNull();
  });
});

/** Without the step at its beginning and end, whose own curve overshoots. */
function faded(sound: Samples): Samples {
  return sound.map((sample, index) => sample * Math.min(1, index / 500, (sound.length - 1 - index) / 500));
}

describe('the true peak', () => {
  test('is found between the samples: EBU Tech 3341, cases 15 to 19', () => {
    // A quarter of the rate, with its crests between the samples: 3 dB above the greatest sample.
    const between = faded(tone(-6, 0.5, { hertz: RATE / 4, phase: Math.PI / 4 }));
    expect(20 * Math.log10(Math.max(...between))).toBeCloseTo(-9, 1);
    for (const sound of [
      between,
      faded(tone(-6, 0.5, { hertz: RATE / 6, phase: Math.PI / 3 })),
      tone(-6, 0.5),
    ]) {
      expect(Math.abs(toTruePeakDb(sound) - -6)).toBeLessThan(0.1);
    }
  });
});

describe('normalised sound', () => {
  test.each([-23, -19, -16, -14])(
    'has a loudness of %i LUFS and a true peak of at most -1 dBTP',
    async (target) => {
      const sound = bursts(12);
      const normalised = await normalise([sound.slice(0, 10_001), sound.slice(10_001)], target);
      expect(normalised).toHaveLength(sound.length);
      expect(Math.abs((measure(normalised) ?? NaN) - target)).toBeLessThanOrEqual(0.2);
      expect(toTruePeakDb(normalised)).toBeLessThanOrEqual(-1);
    },
  );

  test('is the sound itself, only louder, where no peak is in the way', async () => {
    const sound = tone(-40, 2);
    const normalised = await normalise([sound], -30);
    const factor = (normalised[5003] ?? NaN) / (sound[5003] ?? NaN);
    expect(20 * Math.log10(factor)).toBeCloseTo(-30 - (measure(sound) ?? NaN), 1);
    expect(
      [...normalised].every((value, index) => Math.abs(value - factor * (sound[index] ?? 0)) < 1e-5),
    ).toBe(true);
  });

  test('stays silent where there is nothing to hear, and keeps its length', async () => {
    expect(await normalise([new Float32Array(30_000)], -16)).toEqual(new Float32Array(30_000));
    expect(await normalise([], -16)).toHaveLength(0);
    expect(await normalise([tone(-20, 0.05)], -16)).toHaveLength(1200);
  });

  test('survives a sample that is no number', async () => {
    const sound = bursts(4);
    sound[20_000] = NaN;
    const normalised = await normalise([sound], -19);
    expect(normalised.every(Number.isFinite)).toBe(true);
    expect(Math.abs((measure(normalised) ?? NaN) - -19)).toBeLessThanOrEqual(0.2);
  });

  test('is not made any more once it is aborted', async () => {
    const controller = new AbortController();
    const making = normalise([bursts(60)], -16, controller.signal);
    controller.abort();
    await expect(making).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  });
});
