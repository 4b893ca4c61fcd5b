import { describe, expect, it } from 'vitest';
import type {
  KokoroSession,
  SessionInput,
  SplitUse,
} from '../../../../../src/engines/kokoro/session/session.ts';
import { createSplitSession } from '../../../../../src/engines/kokoro/session/split-session.ts';
import { encodeModel } from '../../../../../tools/onnx/encode-model.ts';
import type { Model } from '../../../../../tools/onnx/model.ts';
import { createVariant } from '../../../../../tools/shape-model.ts';
import { ORT_URL } from '../../../../fixtures/tone-server.ts';
import { createOneThread } from '../../../compute/kernels/node-threads.ts';

const { signal } = new AbortController();
const KERNELS = { tail: 'kernels', kernelsUrl: 'http://localhost/kernels/' } as const;
const graph = createVariant({ width: 'small', spelling: 'official', dtype: 'q8' });
const input: SessionInput = {
  tokenIds: Array.from({ length: 14 }, (_, index) => (index * 37) % 178),
  style: Float32Array.from({ length: 256 }, (_, index) => 0.3 * Math.sin(index * 1.7)),
  speed: 1,
};

async function open(model: Model, split: SplitUse, ortUrl = ORT_URL): Promise<KokoroSession> {
  const options = { model: new Blob([encodeModel(model).toBytes()]), device: 'wasm', threads: 1 } as const;
  const session = await createSplitSession(
    { ...options, ortUrl, split },
    { openThreads: createOneThread },
    signal,
  );
  if ('reason' in session) throw new Error(session.reason);
  return session;
}

describe('a session with the front on the kernels', () => {
  it('needs no ONNX Runtime where the source is known, and needs it else', { timeout: 60_000 }, async () => {
    const nowhere = new URL('nowhere/', ORT_URL).href;
    const session = await open(graph, { ...KERNELS, sourceIsKnown: true }, nowhere);
    const { samples, durations } = await session.run(input);
    expect(samples.length).toBe(600 * durations!.reduce((sum, count) => sum + count, 0));
    expect(samples.every(Number.isFinite)).toBe(true);
    await session.release();
    await expect(open(graph, KERNELS, nowhere)).rejects.toThrow();
  });
});
