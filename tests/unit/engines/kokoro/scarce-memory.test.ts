import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { CreateSession } from '../../../../src/engines/kokoro/session/session.ts';
import { MachineArbiter } from '../../../../src/engines/registry/machine-arbiter.ts';
import type { FileServer } from '../../../fixtures/file-server.ts';
import { createNodeEngine, toneJob } from '../../../fixtures/node-engine.ts';
import { startToneServer } from '../../../fixtures/tone-server.ts';

const { signal } = new AbortController();

let server: FileServer;

beforeAll(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  server = await startToneServer();
});

afterAll(async () => {
  vi.restoreAllMocks();
  await server.close();
});

it.each([
  ['an idle model leaves, and the same session goes on', 1, ['kernels']],
  ['a fresh session takes over, of the kernels too, if it does so again', 2, ['kernels', 'kernels']],
])('where memory runs out in a run of the kernels, %s', async (_, failures, expected) => {
  const arbiter = new MachineArbiter({ seatCount: 2 });
  const leave = vi.fn<() => Promise<void>>(() => {
    ears.free();
    return Promise.resolve();
  });
  const ears = arbiter.createSeat({ model: 'ears', onSeated: () => undefined, makeRoom: leave });
  await ears.take(signal);
  const seat = arbiter.createSeat({
    model: 'kokoro-82m',
    onSeated: () => undefined,
    makeRoom: () => Promise.resolve(),
  });
  const started: string[] = [];
  let left = failures;
  const createSession: CreateSession = ({ split }) => {
    const by = split?.tail === 'kernels' ? 'kernels' : 'onnxruntime';
    started.push(by);
    return Promise.resolve({
      ...{ device: 'wasm', threads: 1, isSplit: true, generator: { by, reason: null, difference: null } },
      run: ({ tokenIds }) => {
        // What warms them up is another length.
        if (tokenIds.length === toneJob.tokenIds.length && left-- > 0)
          return Promise.reject(new Error('WebAssembly.Memory.grow(): Unable to grow instance memory'));
        const samples = new Float32Array(600 * tokenIds.length).fill(0.1);
        return Promise.resolve({ samples, durations: new Int32Array(tokenIds.length).fill(1) });
      },
      release: () => Promise.resolve(),
    });
  };
  const kernelTrust = { has: () => Promise.resolve(true), add: () => Promise.resolve() };
  const engine = createNodeEngine(server.baseUrl, { seat, kernelTrust, createSession });
  await engine.synthesize(toneJob, signal);
  expect(started).toEqual(expected);
  expect(leave).toHaveBeenCalledOnce();
  expect(engine.status().generator).toMatchObject({ by: 'kernels' });
  await engine.unload();
});
