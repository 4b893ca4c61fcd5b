import { describe, expect, test } from 'vitest';
import {
  compareKernels,
  type ComparisonOptions,
} from '../../../../../src/engines/kokoro/loading/compare-kernels.ts';
import type { SessionOptions } from '../../../../../src/engines/kokoro/session/session.ts';
import type { GeneratorReport } from '../../../../../src/contract/engine-status.ts';

const kernels: GeneratorReport = { by: 'kernels', reason: null, difference: null };

/** Sessions that note what is asked of them; the kernels are a thousandth louder than ONNX Runtime. */
function createOptions(patch: Partial<ComparisonOptions> = {}) {
  const events: string[] = [];
  const steps: string[] = [];
  let open = 0;
  const options: ComparisonOptions = {
    createSession: ({ split }: SessionOptions) => {
      const isFast = split?.tail === 'kernels';
      const name = split === undefined ? 'stock' : isFast ? 'kernels' : 'reference';
      open += 1;
      events.push(`${name} opens, ${open} open`);
      return Promise.resolve({
        ...{ device: 'wasm', threads: 2 },
        generator: isFast ? kernels : null,
        isSplit: split !== undefined,
        run: () => {
          events.push(name);
          const samples = new Float32Array(48_000).fill(isFast ? 1.001 : 1);
          return Promise.resolve({ samples, durations: null });
        },
        release: () => {
          open -= 1;
          return Promise.resolve();
        },
      });
    },
    model: new Blob(['a model']),
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
      ...['reference opens, 1 open', 'reference'],
      ...['stock opens, 1 open', 'kernels opens, 2 open', 'stock', 'kernels'],
      ...['stock', 'kernels', 'kernels', 'stock'],
    ]);
    expect(compared).toMatchObject({ tokens: 3, audioSeconds: 2, isInterleaved: true });
    expect(compared.generator).toMatchObject({ by: 'kernels', reason: null });
    expect(compared.generator.difference).toBeCloseTo(1e-3, 6);
    expect(compared.stock.runsMs).toHaveLength(2);
    expect(compared.kernels.runsMs).toHaveLength(2);
    expect(steps.at(-1)).toBe('10/10');
    expect(countOpen()).toBe(0);
  });

  test('where memory is short there is never more than one model', async () => {
    const { options, events } = createOptions({ hasRoomForTwo: false });
    const compared = await compareKernels(options, new AbortController().signal);
    expect(events).toEqual([
      ...['reference opens, 1 open', 'reference'],
      ...['stock opens, 1 open', 'stock', 'stock', 'stock'],
      ...['kernels opens, 1 open', 'kernels', 'kernels', 'kernels'],
    ]);
    expect(compared.isInterleaved).toBe(false);
  });

  test('when it is aborted, nothing stays in memory', async () => {
    const controller = new AbortController();
    const { options, events, countOpen } = createOptions({
      onStep: ({ done }) => {
        if (done === 5) controller.abort();
      },
    });
    await expect(compareKernels(options, controller.signal)).rejects.toThrow('aborted');
    expect(events).toHaveLength(5);
    expect(countOpen()).toBe(0);
  });
});
