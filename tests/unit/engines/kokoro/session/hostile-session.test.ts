import { expect, it, vi } from 'vitest';
import { createSplitSession } from '../../../../../src/engines/kokoro/session/split-session.ts';
import { encodeModel } from '../../../../../tools/onnx/encode-model.ts';
import type { Model } from '../../../../../tools/onnx/model.ts';
import { createRandom, type Random } from '../../../../contract/support/random.ts';
import { forgeModel } from '../../../../fixtures/hostile-models.ts';
import { ORT_URL } from '../../../../fixtures/tone-server.ts';
import { createOneThread } from '../../../compute/kernels/node-threads.ts';
import { input, KERNELS, officialGraph } from './open-kernel-session.ts';

/** `SOTTO_HOSTILE_FILES=10000` has so many tried here, and more of the readers alone. */
const COUNT = Math.ceil(Number(process.env['SOTTO_HOSTILE_FILES'] ?? 300) / 60);
const SEED = Number(process.env['SOTTO_SEED'] ?? 18);

/** One that hangs takes for ever. */
const LIMIT_MS = 120_000;

const WORST = [NaN, Infinity, -Infinity, 3e38, -3e38, 1e6, 0];

/** Writes over some elements of a few of a model's float weights. */
function spoilWeights(model: Model, random: Random): Model {
  const initializers = new Map(model.initializers);
  const floats = [...initializers].filter(([, { type }]) => type === 'float32');
  for (let change = random.below(4); change >= 0; change -= 1) {
    const [name, tensor] = random.pick(floats);
    const data = tensor.data.slice();
    const view = new DataView(data.buffer);
    const value = random.pick(WORST);
    const share = random.pick([0.01, 1]);
    for (let at = 0; at + 4 <= data.byteLength; at += 4)
      if (random.chance(share)) view.setFloat32(at, value, true);
    initializers.set(name, { ...tensor, data });
  }
  return { ...model, initializers };
}

async function speak(bytes: Uint8Array<ArrayBuffer>): Promise<'spoke' | 'declined'> {
  const { signal } = new AbortController();
  const model = { model: new Blob([bytes]), device: 'wasm', threads: 1 } as const;
  // Of a source that is known nothing is asked of ONNX Runtime, unless the front is not found.
  const split = { ...KERNELS, sourceIsKnown: true };
  const parts = { openThreads: createOneThread };
  const session = await createSplitSession({ ...model, ortUrl: ORT_URL, split }, parts, signal);
  if ('reason' in session) return 'declined';
  await session.run(input);
  await session.release();
  return 'spoke';
}

it(`speaks, declines or fails with ${COUNT} forged models`, { timeout: COUNT * LIMIT_MS }, async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const random = createRandom(SEED);
  const outcomes = new Map<string, number>();
  for (let index = 0; index < COUNT; index += 1) {
    const startMs = performance.now();
    const bytes = random.chance(0.3)
      ? forgeModel(officialGraph, random)
      : encodeModel(spoilWeights(officialGraph, random)).toBytes();
    const outcome = await speak(bytes).catch((error: unknown) => (error as Error).message);
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    expect(performance.now() - startMs, `File ${index} of seed ${SEED}`).toBeLessThan(LIMIT_MS);
  }
  expect(outcomes.get('spoke')).toBeGreaterThan(0);
});
