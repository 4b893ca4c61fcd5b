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

export const KERNELS = { tail: 'kernels', kernelsUrl: 'http://localhost/kernels/' } as const;

/** A small model that is spelled as the official q8 file. */
export const officialGraph = createVariant({ width: 'small', spelling: 'official', dtype: 'q8' });

export const input: SessionInput = {
  tokenIds: Array.from({ length: 14 }, (_, index) => (index * 37) % 178),
  style: Float32Array.from({ length: 256 }, (_, index) => 0.3 * Math.sin(index * 1.7)),
  speed: 1,
};

/** Starts a model that is taken apart, with the kernels on one thread; rejects where it cannot be. */
export async function openKernelSession(
  model: Model,
  split: SplitUse,
  ortUrl = ORT_URL,
): Promise<KokoroSession> {
  const options = { model: new Blob([encodeModel(model).toBytes()]), device: 'wasm', threads: 1 } as const;
  const parts = { openThreads: createOneThread };
  const { signal } = new AbortController();
  const session = await createSplitSession({ ...options, ortUrl, split }, parts, signal);
  if ('reason' in session) throw new Error(session.reason);
  return session;
}
