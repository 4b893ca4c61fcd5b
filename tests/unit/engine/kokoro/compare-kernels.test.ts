import { describe, expect, test } from 'vitest';
import { compareKernels, type ComparisonOptions } from '../../../../src/engine/kokoro/compare-kernels.ts';
import type { SessionOptions } from '../../../../src/engine/kokoro/session.ts';
import type { GeneratorReport } from '../../../../src/speech/engine-status.ts';

const checked: GeneratorReport = { by: 'kernels', reason: null, difference: 1e-5 };

/** Sessions that note what is asked of them; those with kernels are compared in their first run. */
function createOptions(patch: Partial<ComparisonOptions> = {}) {
  const events: string[] = [];
  const steps: string[] = [];
  let open = 0;
  const options: ComparisonOptions = {
    createSession: ({ kernels }: SessionOptions) => {
      const name = kernels === undefined ? 'stock' : 'kernels';
      open += 1;
      events.push(`${name} opens, ${open} open`);
      let runs = 0;
      return Promise.resolve({
        ...{ device: 'wasm', threads: 2 },
        run: ({ style }) => {
          events.push(name);
          runs += 1;
          structuredClone(style.buffer, { transfer: [style.buffer] });
          const generator = runs === 1 ? checked : { ...checked, difference: null };
          const output = { samples: new Float32Array(48_000), durations: null };
          return Promise.resolve(kernels === undefined ? output : { ...output, generator });
        },
        release: () => {
          open -= 1;
          return Promise.resolve();
        },
      });
    },
    readModel: () => Promise.resolve(new Uint8Array(1)),
    ...{ ortUrl: 'ort/', kernelsUrl: 'kernels/', threads: 2, rounds: 2, hasRoomForTwo: true },
    input: { tokenIds: [0, 1, 0], style: new Float32Array(256), speed: 1 },
    onStep: ({ done, total }) => void steps.push(`${done}/${total}`),
    ...patch,
  };
  return { options, events, steps, countOpen: () => open };
}

describe('comparing the kernels with ONNX Runtime alone', () => {
  test('both take turns, after a run that does not count', async () => {
    const { options, events, steps, countOpen } = createOptions();
    const compared = await compareKernels(options, new AbortController().signal);
    expect(events).toEqual([
      ...['stock opens, 1 open', 'kernels opens, 2 open', 'stock', 'kernels'],
      ...['stock', 'kernels', 'kernels', 'stock'],
    ]);
    expect(compared).toMatchObject({ tokens: 3, audioSeconds: 2, isInterleaved: true, generator: checked });
    expect(compared.stock.runsMs).toHaveLength(2);
    expect(compared.kernels.runsMs).toHaveLength(2);
    expect(steps.at(-1)).toBe('8/8');
    expect(countOpen()).toBe(0);
  });

  test('where memory is short there is never more than one model', async () => {
    const { options, events } = createOptions({ hasRoomForTwo: false });
    const compared = await compareKernels(options, new AbortController().signal);
    expect(events).toEqual([
      ...['stock opens, 1 open', 'stock', 'stock', 'stock'],
      ...['kernels opens, 1 open', 'kernels', 'kernels', 'kernels'],
    ]);
    expect(compared.isInterleaved).toBe(false);
  });

  test('when it is aborted, nothing stays in memory', async () => {
    const controller = new AbortController();
    const { options, events, countOpen } = createOptions({
      onStep: ({ done }) => {
        if (done === 3) controller.abort();
      },
    });
    await expect(compareKernels(options, controller.signal)).rejects.toThrow('aborted');
    expect(events).toHaveLength(3);
    expect(countOpen()).toBe(0);
  });
});
