import { describe, expect, it } from 'vitest';
import {
  compareWithReference,
  judgeKernels,
  renderKernelReference,
} from '../../../../../src/engines/kokoro/trust/check-kernels.ts';
import type { Model } from '../../../../../tools/onnx/model.ts';
import {
  input,
  KERNELS,
  officialGraph as graph,
  openKernelSession as open,
} from '../session/open-kernel-session.ts';

const { signal } = new AbortController();

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
