import { beforeAll, describe, expect, it } from 'vitest';
import { buildToneModel } from '../../../tools/tone-model.ts';
import { createSession, ort } from './ort-session.ts';

const FRAME_SAMPLES = 600;
const IDS = [0, 43, 16, 1, 177, 156, 0];

interface Sound {
  readonly waveform: Float32Array;
  readonly durations: Float32Array;
}

describe('the tone model', () => {
  let run: (ids: number[], speed: number, firstStyle: number) => Promise<Sound>;

  beforeAll(async () => {
    const session = await createSession(buildToneModel());
    run = async (ids, speed, firstStyle) => {
      const style = new Float32Array(256);
      style[0] = firstStyle;
      const outputs = await session.run({
        input_ids: new ort.Tensor('int64', BigInt64Array.from(ids, BigInt), [1, ids.length]),
        style: new ort.Tensor('float32', style, [1, 256]),
        speed: new ort.Tensor('float32', [speed], [1]),
      });
      expect(outputs['waveform']?.dims[0]).toBe(1);
      expect(outputs['durations']?.dims).toEqual([1, ids.length]);
      return {
        waveform: (await outputs['waveform']?.getData()) as Float32Array,
        durations: (await outputs['durations']?.getData()) as Float32Array,
      };
    };
  });

  // Halves round to even: 2 / 0.8 = 2.5 → 2 and 2 / 4 = 0.5 → 0, lifted to 1.
  it.each([
    [0.25, 8],
    [0.5, 4],
    [0.57, 4],
    [0.8, 2],
    [1, 2],
    [1.25, 2],
    [1.5, 1],
    [2, 1],
    [4, 1],
  ])('sounds each token for the right number of frames at speed %s', async (speed, frames) => {
    const { waveform, durations } = await run(IDS, speed, 0);
    expect(waveform.length).toBe(FRAME_SAMPLES * IDS.length * frames);
    for (const duration of durations) expect(duration).toBeCloseTo(2 / speed, 6);
  });

  it.each([0.25, 1, 4])(
    'sounds 200 + 40·k Hz from phase zero, and silence for 0 and 16, at speed %s',
    async (speed) => {
      const { waveform } = await run(IDS, speed, 0.5);
      const samples = waveform.length / IDS.length;
      const amplitude = 0.25 + 0.25 * Math.tanh(0.5);
      IDS.forEach((id, token) => {
        for (let index = 0; index < samples; index += 1) {
          const tone = amplitude * Math.sin((2 * Math.PI * (200 + 40 * id) * index) / 24_000);
          const expected = id === 0 || id === 16 ? 0 : tone;
          expect(Math.abs(waveform[token * samples + index]! - expected)).toBeLessThan(2e-6);
        }
      });
    },
  );

  it('shows the voice in its amplitude', async () => {
    for (const first of [-3, -0.2, 0, 0.4, 3]) {
      const { waveform } = await run([0, 50, 0], 1, first);
      const peak = waveform.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 0);
      expect(peak).toBeCloseTo(0.25 + 0.25 * Math.tanh(first), 2);
    }
  });

  it('takes the 512 tokens that Kokoro takes', async () => {
    const ids = Array.from({ length: 512 }, (_, index) => (index * 7) % 178);
    const { waveform } = await run(ids, 1, 0);
    expect(waveform.length).toBe(512 * 1200);
  });

  it('sounds the same when it is made slow, and fails where it is told to', async () => {
    const runOn = async (model: Uint8Array<ArrayBuffer>, ids: number[]): Promise<Float32Array> => {
      const session = await createSession(model);
      const outputs = await session.run({
        input_ids: new ort.Tensor('int64', BigInt64Array.from(ids, BigInt), [1, ids.length]),
        style: new ort.Tensor('float32', new Float32Array(256), [1, 256]),
        speed: new ort.Tensor('float32', [1], [1]),
      });
      return (await outputs['waveform']?.getData()) as Float32Array;
    };
    const { waveform } = await run(IDS, 1, 0);
    const slow = await runOn(buildToneModel({ megaflopsPerToken: 20 }), IDS);
    // Added zeros make a plain zero of a negative one.
    expect(slow).toEqual(waveform.map((sample) => sample + 0));
    const trapped = buildToneModel({ failsFromId: 170 });
    expect((await runOn(trapped, [0, 169, 0])).length).toBe(3 * 1200);
    await expect(runOn(trapped, [0, 170, 0])).rejects.toThrow();
  });

  it('takes ballast that makes the file large and changes no sound', async () => {
    const heavy = buildToneModel({ ballastBytes: 1_000_000 });
    expect(heavy.length - buildToneModel().length).toBeGreaterThanOrEqual(1_000_000);
    const session = await createSession(heavy);
    const outputs = await session.run({
      input_ids: new ort.Tensor('int64', BigInt64Array.from(IDS, BigInt), [1, IDS.length]),
      style: new ort.Tensor('float32', new Float32Array(256), [1, 256]),
      speed: new ort.Tensor('float32', [1], [1]),
    });
    expect(await outputs['waveform']?.getData()).toEqual((await run(IDS, 1, 0)).waveform);
  });
});
