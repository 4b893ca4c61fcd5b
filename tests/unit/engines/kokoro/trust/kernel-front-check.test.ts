import { describe, expect, it } from 'vitest';
import type {
  KokoroSession,
  SessionInput,
  SplitUse,
} from '../../../../../src/engines/kokoro/session/session.ts';
import { createSplitSession } from '../../../../../src/engines/kokoro/session/split-session.ts';
import {
  compareWithReference,
  judgeKernels,
  renderKernelReference,
} from '../../../../../src/engines/kokoro/trust/check-kernels.ts';
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

async function open(model: Model, split: SplitUse): Promise<KokoroSession> {
  const options = { model: new Blob([encodeModel(model).toBytes()]), device: 'wasm', threads: 1 } as const;
  const session = await createSplitSession(
    { ...options, ortUrl: ORT_URL, split },
    { openThreads: createOneThread },
    signal,
  );
  if ('reason' in session) throw new Error(session.reason);
  return session;
}

/** The official graph computes how scores are scaled from the size of a head; here a root of that is left out. */
function scaleOtherwise(model: Model): Model {
  const nodes = model.nodes.map((node) =>
    /\/attention(_\d+)?\/Sqrt$/.test(node.name)
      ? { ...node, opType: 'Cast', attributes: { to: { int: 1 } } }
      : node,
  );
  return { ...model, nodes };
}

describe('the comparison of the kernels with a reference', () => {
  it.each([
    ['is passed by the front that the weights belong to', graph, true],
    ['finds out a front that computes something else', scaleOtherwise(graph), false],
  ] as const)('%s', { timeout: 60_000 }, async (_, model, isRight) => {
    const stock = await open(model, { tail: 'onnxruntime' });
    const reference = await renderKernelReference(stock, input, signal);
    const kernels = await open(model, KERNELS);
    const difference = await compareWithReference(kernels, reference, signal);
    expect(judgeKernels(difference) === null).toBe(isRight);
    await Promise.all([stock.release(), kernels.release()]);
  });

  it('finds out a token that lasts longer, whatever the samples are', { timeout: 60_000 }, async () => {
    const kernels = await open(graph, KERNELS);
    const output = await kernels.run(input);
    const durations = output.durations!.map((count, token) => (token === 3 ? count + 1 : count));
    const reference = await renderKernelReference(kernels, input, signal);
    expect(await compareWithReference(kernels, reference, signal)).toBe(0);
    expect(await compareWithReference(kernels, { ...reference, durations }, signal)).toBeNaN();
    await kernels.release();
  });
});
