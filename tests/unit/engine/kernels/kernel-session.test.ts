import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  createKernelSession,
  type KernelSessionOptions,
} from '../../../../src/engine/kernels/kernel-session.ts';
import { createTail } from '../../../../src/engine/kernels/generator.ts';
import { measureDifference } from '../../../../src/engine/kernels/measure-difference.ts';
import { createOrtSession } from '../../../../src/engine/kokoro/ort-session.ts';
import type { KokoroSession, SessionInput } from '../../../../src/engine/kokoro/session.ts';
import { FRONT, splitModel, type SplitModel } from '../../../../src/engine/onnx/split-model.ts';
import { Scope } from '../../../../src/std/scope.ts';
import { encodeModel } from '../../../../tools/onnx/encode-model.ts';
import type { Model } from '../../../../tools/onnx/model.ts';
import { quantizeDynamic } from '../../../../tools/onnx/quantize-dynamic.ts';
import { toHalf } from '../../../../tools/onnx/to-half.ts';
import { createShapeGraph } from '../../../../tools/shape-model/create-shape-graph.ts';
import { ORT_URL } from '../../../fixtures/tone-server.ts';
import { createFeeds, GENERATOR, runModel } from '../onnx/shape-model.ts';
import { createNodeThreads, createOneThread } from './node-threads.ts';

const graph = createShapeGraph({ width: 'small', noise: 'random' });
const { signal } = new AbortController();

function createInput(tokenCount: number): SessionInput {
  return {
    tokenIds: Array.from({ length: tokenCount }, (_, index) => (index * 37) % 178),
    style: Float32Array.from({ length: 256 }, (_, index) => 0.3 * Math.sin(index * 1.7)),
    speed: 1,
  };
}

function toOptions(model: Model, isTrusted: boolean): KernelSessionOptions {
  const bytes = encodeModel(model).toBytes();
  return { model: bytes, device: 'wasm', threads: 1, ortUrl: ORT_URL, isTrusted };
}

describe('a session on the kernels', () => {
  const scope = new Scope();
  let sessions: KokoroSession[] = [];

  async function open(model: Model, isTrusted = false): Promise<KokoroSession> {
    const session = await createKernelSession(
      toOptions(model, isTrusted),
      { openThreads: createOneThread },
      signal,
    );
    if ('reason' in session) throw new Error(session.reason);
    sessions.push(session);
    return session;
  }

  afterEach(async () => {
    await Promise.all(sessions.map((session) => session.release()));
    sessions = [];
  });

  it('speaks for as long as the model itself, and says the same durations', async () => {
    const session = await open(graph);
    const stock = await createOrtSession(toOptions(graph, false), signal);
    sessions.push(stock);
    for (const tokenCount of [5, 2, 31]) {
      const expected = await stock.run(createInput(tokenCount));
      const actual = await session.run(createInput(tokenCount));
      expect(actual.durations).toEqual(expected.durations);
      expect(actual.samples.length).toBe(expected.samples.length);
      expect(actual.samples.every(Number.isFinite)).toBe(true);
    }
  });

  it('compares itself with ONNX Runtime in its first run, and agrees', async () => {
    const session = await open(graph);
    const first = await session.run(createInput(12));
    expect(first.generator).toMatchObject({ by: 'kernels', reason: null });
    expect(first.generator?.difference).toBeLessThan(1e-4);
    const again = await session.run(createInput(12));
    expect(again.samples.length).toBe(first.samples.length);
    expect(again.durations).toEqual(first.durations);
    expect(await session.run(createInput(12))).toEqual(again);
  });

  it('does without the comparison where it is trusted', async () => {
    const session = await open(graph, true);
    expect((await session.run(createInput(4))).generator).toEqual({
      by: 'kernels',
      reason: null,
      difference: null,
    });
  });

  it.each([
    ['half floats', toHalf(graph), 1e-2],
    ['a dynamic quantisation', quantizeDynamic(graph), 0.1],
  ] as const)('takes weights in %s', async (_, model, limit) => {
    const session = await open(model);
    const { generator, samples, durations } = await session.run(createInput(12));
    expect(generator?.by).toBe('kernels');
    expect(generator?.difference).toBeLessThan(limit);
    expect(samples.length).toBe(600 * durations!.reduce((sum, count) => sum + count, 0));
  });

  it('runs on several threads', async () => {
    const parts = { openThreads: (count: number) => createNodeThreads(count, scope) };
    const session = await createKernelSession({ ...toOptions(graph, true), threads: 2 }, parts, signal);
    if ('reason' in session) throw new Error(session.reason);
    const one = await open(graph, true);
    const [several, single] = [await session.run(createInput(9)), await one.run(createInput(9))];
    expect(measureDifference(several.samples, single.samples)).toBeLessThan(1e-5);
    await session.release();
    scope.dispose();
  });

  it('goes on with ONNX Runtime where the kernels are wrong', async () => {
    const broken = createShapeGraph({ width: 'small', noise: 'random' });
    // Something that no weight tells of: the last sum is doubled before it becomes a sound.
    const nodes = broken.nodes.flatMap((node) =>
      node.outputs[0] === 'waveform'
        ? [{ ...node, name: '/twice', opType: 'Add', inputs: [node.inputs[0]!, node.inputs[0]!] }]
        : [node],
    );
    const session = await open({ ...broken, nodes });
    const first = await session.run(createInput(6));
    expect(first.generator?.by).toBe('onnxruntime');
    expect(first.generator?.reason).toMatch(/50\.00 %/);
    const second = await session.run(createInput(6));
    expect(second).toEqual(first);
  });
});

describe('the parts of a model with fixed noise', () => {
  const spectrum = `${GENERATOR}/stft/Concat_output_0`;
  const f0 = '/encoder/Squeeze_output_0';
  const energy = '/encoder/Squeeze_1_output_0';
  const inner = { [spectrum]: 3, [f0]: 2, [energy]: 2 };

  it.each([
    ['alone', 1, 1],
    ['alone', 5, 1],
    ['alone', 40, 1],
    ['two', 40, 2],
  ])(
    'give together what the whole gives with its own source: %s, %s tokens',
    async (_, tokenCount, count) => {
      const scope = new Scope();
      const bytes = encodeModel(createShapeGraph({ width: 'small', noise: 'fixed' })).toBytes();
      const whole = await runModel(bytes, createFeeds(tokenCount), inner);
      const split = splitModel(bytes) as SplitModel;
      const threads = count === 1 ? await createOneThread() : await createNodeThreads(count, scope);
      const tail = createTail(split, threads);
      const front = await runModel(split.cutFront(), createFeeds(tokenCount));
      const states = front[FRONT.states]!;
      const frames = states.length / split.prosody!.channels;
      const curves = await tail.computeCurves!({ states, frames, style: front[FRONT.prosodyStyle]! });
      // Over a frame or two there is hardly any deviation to divide by.
      const limit = tokenCount === 1 ? 1e-4 : 1e-5;
      expect(measureDifference(curves.f0, whole[f0]!)).toBeLessThan(limit);
      expect(measureDifference(curves.energy, whole[energy]!)).toBeLessThan(limit);
      const samples = await tail.generate({
        features: front[FRONT.features]!,
        style: front[FRONT.style]!,
        curves,
        source: whole[spectrum]!,
      });
      scope.dispose();
      expect(measureDifference(samples, whole['waveform']!)).toBeLessThan(1e-4);
    },
  );

  it.each([
    ['the decoder', 'decode.2/actv/LeakyRelu', false],
    ['the prosody', 'F0.2/actv/LeakyRelu', true],
  ])('leave %s to ONNX Runtime where it is built otherwise', async (_, changed, hasDecoder) => {
    const model = createShapeGraph({ width: 'small', noise: 'fixed' });
    const nodes = model.nodes.map((node) =>
      node.name.endsWith(changed) ? { ...node, attributes: { alpha: { float: 0.3 } } } : node,
    );
    const bytes = encodeModel({ ...model, nodes }).toBytes();
    const whole = await runModel(bytes, createFeeds(9), inner);
    const split = splitModel(bytes) as SplitModel;
    expect([split.decoder !== null, split.prosody !== null]).toEqual([hasDecoder, false]);
    const tail = createTail(split, await createOneThread());
    const front = await runModel(split.cutFront(), createFeeds(9));
    const curves = { f0: front[FRONT.f0]!, energy: front[FRONT.energy] ?? new Float32Array() };
    const input = { features: front[FRONT.features]!, style: front[FRONT.style]!, source: whole[spectrum]! };
    const samples = await tail.generate(hasDecoder ? { ...input, curves } : input);
    expect(measureDifference(samples, whole['waveform']!)).toBeLessThan(1e-4);
  });
});

describe('a model that is not for the kernels', () => {
  let parts: { openThreads: typeof createOneThread };

  beforeAll(() => {
    parts = { openThreads: createOneThread };
  });

  it.each([
    [
      'has other names',
      { ...graph, nodes: graph.nodes.map((node, index) => ({ ...node, name: `n${index}` })) },
    ],
    [
      'has another source',
      {
        ...graph,
        nodes: graph.nodes.map((node) =>
          node.name.endsWith('/l_sin_gen/Sin') ? { ...node, opType: 'Cos' } : node,
        ),
      },
    ],
  ])('is left whole when it %s', async (_, model) => {
    const options = toOptions(model, false);
    const before = options.model.slice();
    const result = await createKernelSession(options, parts, signal);
    expect(result).toEqual({ reason: expect.any(String) as string });
    expect(Buffer.compare(options.model, before)).toBe(0);
  });

  it('is left whole where there is no SIMD', async () => {
    const openThreads = () => Promise.resolve(null);
    const result = await createKernelSession(toOptions(graph, true), { openThreads }, signal);
    expect(result).toHaveProperty('reason');
  });
});
