import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fromMemory } from '../../../../../src/compute/file-bytes.ts';
import { createEncoder, type Encoded } from '../../../../../src/engines/kokoro/encoder/encoder.ts';
import { splitModel, type SplitModel } from '../../../../../src/engines/kokoro/graph/split-model.ts';
import type { SessionInput } from '../../../../../src/engines/kokoro/session/session.ts';
import { toFrameCounts } from '../../../../../src/engines/kokoro/session/to-frame-counts.ts';
import type { KernelThreads } from '../../../../../src/compute/kernels/kernel-threads.ts';
import { ProgramRunner } from '../../../../../src/compute/kernels/program-runner.ts';
import { joinBytes } from '../../../../../src/std/join.ts';
import { Scope } from '../../../../../src/std/scope.ts';
import { encodeModel } from '../../../../../tools/onnx/encode-model.ts';
import type { Node } from '../../../../../tools/onnx/model.ts';
import { buildShapeModel, DTYPES } from '../../../../../tools/shape-model.ts';
import { createShapeGraph } from '../../../../../tools/shape-model/create-shape-graph.ts';
import { isFullRun } from '../../../../fixtures/full-run.ts';
import { createNodeThreads, createOneThread, THREAD_COUNTS } from '../../../compute/kernels/node-threads.ts';
import { openFronts } from './open-encoder.ts';

const VARIANTS = (['official', 'exported'] as const).flatMap((spelling) =>
  DTYPES.map((dtype) => [spelling, dtype] as const),
);
/** An AdaIN over a frame or two has hardly any deviation to divide by, so the curves may be farther off. */
const LIMITS = { features: 1e-4, states: 1e-4, f0: 1e-3, energy: 1e-3 };
const exported = createShapeGraph({ width: 'small', noise: 'fixed' });

function createInput(tokenCount: number, speed = 1): SessionInput {
  return {
    tokenIds: Array.from({ length: tokenCount }, (_, index) => (index * 37) % 178),
    style: Float32Array.from({ length: 256 }, (_, index) => 0.3 * Math.sin(index * 1.7)),
    speed,
  };
}

function open(split: SplitModel, threads: KernelThreads): (input: SessionInput) => Promise<Encoded> {
  const { weights, styleParts } = split.encoder!;
  const runner = new ProgramRunner(threads);
  const encode = createEncoder(weights, runner, toFrameCounts);
  return ({ style, ...input }) => encode({ ...input, style: style.subarray(styleParts.prosody) });
}

function splitExported(change: (node: Node) => Node = (node) => node): SplitModel {
  const nodes = exported.nodes.map(change);
  const split = splitModel(fromMemory(encodeModel({ ...exported, nodes }).toBytes()));
  if ('reason' in split) throw new Error(split.reason);
  return split;
}

describe('the encoder on the kernels', () => {
  it.each(VARIANTS)(
    'gives what ONNX Runtime gives from the same weights: %s, %s',
    { timeout: 60_000 },
    async (spelling, dtype) => {
      const bytes = joinBytes(buildShapeModel({ width: 'small', spelling, dtype }));
      const fronts = await openFronts(bytes, await createOneThread());
      // How long an input is does not depend on how its weights are stored.
      const isLong = isFullRun || dtype === 'fp32' || dtype === 'q8';
      for (const [tokenCount, speed] of [
        [2, 1],
        [3, 0.7],
        [12, 1],
        ...(isLong ? ([[131, 1.3]] as const) : []),
      ] as const) {
        const comparison = await fronts.compare(createInput(tokenCount, speed));
        expect(comparison.otherDurations, `${tokenCount} tokens`).toBe(0);
        for (const part of ['features', 'states', 'f0', 'energy'] as const)
          expect(comparison[part], `${part} of ${tokenCount} tokens`).toBeLessThan(LIMITS[part]);
      }
      await fronts.release();
    },
  );

  it('gives the same numbers on any number of threads, in any order', { timeout: 60_000 }, async () => {
    const scope = new Scope();
    const split = splitExported();
    const single = open(split, await createOneThread());
    const [short, long] = [createInput(5), createInput(77)];
    const expected = [await single(short), await single(long)];
    expect(await single(short)).toEqual(expected[0]);
    for (const count of THREAD_COUNTS) {
      const encode = open(split, await createNodeThreads(count, scope));
      expect(await encode(long)).toEqual(expected[1]);
      expect(await encode(short)).toEqual(expected[0]);
      expect(await encode(long)).toEqual(expected[1]);
    }
    scope.dispose();
  });

  it('repeats the features of a token for each of its frames', async () => {
    const encode = open(splitExported(), await createOneThread());
    const { durations, features } = await encode(createInput(9, 0.4));
    const counts = toFrameCounts(durations);
    const frames = counts.reduce((sum, count) => sum + count, 0);
    expect(counts.some((count) => count > 1)).toBe(true);
    let frame = 0;
    for (const count of counts) {
      const own = features.subarray(frame, frame + count);
      expect(new Set(own).size).toBe(1);
      frame += count;
    }
    expect(frame).toBe(frames);
  });

  it('refuses tokens that the model does not know, and more than it has positions', async () => {
    const encode = open(splitExported(), await createOneThread());
    for (const tokenIds of [[], [0, 178, 0], [0, -1, 0], [0, 1.5, 0], new Array<number>(513).fill(0)])
      await expect(encode({ ...createInput(3), tokenIds })).rejects.toThrow(RangeError);
  });

  it('stops when its signal fires', async () => {
    const split = splitExported();
    const { weights } = split.encoder!;
    const runner = new ProgramRunner(await createOneThread());
    const encode = createEncoder(weights, runner, toFrameCounts);
    const input = { ...createInput(20), style: new Float32Array(128) };
    await expect(encode(input, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
    expect((await encode(input)).durations.length).toBe(20);
  });
});

describe('an encoder that is built otherwise', () => {
  beforeEach(() => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  });

  afterEach(() => {
    vi.restoreAllMocks();
  });

  const setAttribute =
    (ending: string, attributes: Node['attributes']) =>
    (node: Node): Node =>
      node.name.endsWith(ending) ? { ...node, attributes: { ...node.attributes, ...attributes } } : node;

  it.each([
    ['an LSTM of one kind more', setAttribute('lstms.2/LSTM', { clip: { float: 3 } }), /lstms.2/],
    ['a softmax over another axis', setAttribute('attention/Softmax', { axis: { int: 1 } }), /attention/],
    [
      'a norm over another axis',
      setAttribute('attention/LayerNorm/LayerNormalization', { axis: { int: 1 } }),
      /LayerNorm/,
    ],
    ['a convolution with steps', setAttribute('cnn.1.0/Conv', { strides: { ints: [2] } }), /cnn.1.0/],
    [
      'another bend in PL-BERT',
      (node: Node) => (node.name.endsWith('activation/Tanh') ? { ...node, opType: 'Erf' } : node),
      /Erf|otherwise/,
    ],
    [
      'another bend in front of the durations',
      (node: Node) => (node.opType === 'Sigmoid' ? { ...node, opType: 'Softplus' } : node),
      /durations/,
    ],
    [
      'other names',
      (node: Node) => ({ ...node, name: node.name.replace('/bert_encoder/', '/another/') }),
      /bert_encoder/,
    ],
  ] as const)('stays with ONNX Runtime, and a warning says so: %s', (_, change, words) => {
    const split = splitExported(change);
    expect(split.encoder).toBeNull();
    expect(split.decoder).not.toBeNull();
    expect(split.prosody).not.toBeNull();
    expect(vi.mocked(console.warn).mock.calls.flat().join()).toMatch(words);
  });
});
