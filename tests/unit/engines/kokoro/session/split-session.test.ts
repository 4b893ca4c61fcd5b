import { afterEach, describe, expect, it } from 'vitest';
import { fromMemory } from '../../../../../src/compute/file-bytes.ts';
import { createTail } from '../../../../../src/engines/kokoro/tail/generator.ts';
import { createOrtSession } from '../../../../../src/engines/kokoro/session/ort-session.ts';
import type {
  KokoroSession,
  SessionInput,
  SplitUse,
} from '../../../../../src/engines/kokoro/session/session.ts';
import { FRONT, splitModel, type SplitModel } from '../../../../../src/engines/kokoro/graph/split-model.ts';
import {
  createSplitSession,
  type SplitSessionOptions,
} from '../../../../../src/engines/kokoro/session/split-session.ts';
import {
  compareWithReference,
  renderKernelReference,
} from '../../../../../src/engines/kokoro/trust/check-kernels.ts';
import { measureDifference } from '../../../../../src/engines/kokoro/session/measure-difference.ts';
import { Scope } from '../../../../../src/std/scope.ts';
import { encodeModel } from '../../../../../tools/onnx/encode-model.ts';
import type { Model } from '../../../../../tools/onnx/model.ts';
import { quantizeDynamic } from '../../../../../tools/onnx/quantize-dynamic.ts';
import { needsFloat } from '../../../../../tools/onnx/needs-float.ts';
import { toHalf } from '../../../../../tools/onnx/to-half.ts';
import { createShapeGraph } from '../../../../../tools/shape-model/create-shape-graph.ts';
import { isFullRun } from '../../../../fixtures/full-run.ts';
import { ORT_URL } from '../../../../fixtures/tone-server.ts';
import { createNodeThreads, createOneThread } from '../../../compute/kernels/node-threads.ts';
import { createFeeds, GENERATOR, runModel } from '../../../compute/onnx/shape-model.ts';

const graph = createShapeGraph({ width: 'small', noise: 'random' });
const graphBytes = encodeModel(graph).toBytes();
const { signal } = new AbortController();
const KERNELS: SplitUse = { tail: 'kernels', kernelsUrl: 'http://localhost/kernels/' };
const STOCK: SplitUse = { tail: 'onnxruntime' };
const oneThread = { openThreads: createOneThread };

function createInput(tokenCount: number): SessionInput {
  return {
    tokenIds: Array.from({ length: tokenCount }, (_, index) => (index * 37) % 178),
    style: Float32Array.from({ length: 256 }, (_, index) => 0.3 * Math.sin(index * 1.7)),
    speed: 1,
  };
}

function toOptions(model: Model, split: SplitUse = KERNELS): SplitSessionOptions {
  const bytes = model === graph ? graphBytes : encodeModel(model).toBytes();
  return { model: new Blob([bytes]), device: 'wasm', threads: 1, ortUrl: ORT_URL, split };
}

describe('a session that takes the model apart', () => {
  let sessions: KokoroSession[] = [];

  async function open(model: Model, split: SplitUse = KERNELS): Promise<KokoroSession> {
    const session = await createSplitSession(toOptions(model, split), oneThread, signal);
    if ('reason' in session) throw new Error(session.reason);
    sessions.push(session);
    return session;
  }

  afterEach(async () => {
    await Promise.all(sessions.map((session) => session.release()));
    sessions = [];
  });

  it.each([
    ['the kernels', KERNELS, 'kernels'],
    ["ONNX Runtime's tail", STOCK, 'onnxruntime'],
  ])('speaks for as long as the model itself, and says the same durations, with %s', async (_, use, by) => {
    const session = await open(graph, use);
    expect(session).toMatchObject({
      generator: { by, reason: null, difference: null },
      isSplit: true,
    });
    // All threads are busy anyway, so it is told of nothing beforehand.
    expect(session).not.toHaveProperty('prepare');
    const whole = await createOrtSession(toOptions(graph), signal);
    sessions.push(whole);
    for (const tokenCount of by === 'kernels' ? [5, 2, 31] : [5, 2]) {
      const expected = await whole.run(createInput(tokenCount));
      const actual = await session.run(createInput(tokenCount));
      expect(actual.durations).toEqual(expected.durations);
      expect(actual.samples.length).toBe(expected.samples.length);
      expect(actual.samples.every(Number.isFinite)).toBe(true);
      expect(await session.run(createInput(tokenCount))).toEqual(actual);
    }
  });

  it.each([
    ['fp32', graph, 1e-4],
    ['half floats', toHalf(graph, needsFloat), 3e-4],
    ['a dynamic quantisation', quantizeDynamic(graph), 1e-4],
  ] as const)('gives with the kernels what ONNX Runtime gives: %s', async (_, model, limit) => {
    const stock = await open(model, STOCK);
    const kernels = await open(model);
    expect([stock.isSplit, kernels.isSplit]).toEqual([true, true]);
    for (const tokenCount of [3, 12]) {
      const reference = await renderKernelReference(stock, createInput(tokenCount), signal);
      const difference = await compareWithReference(kernels, reference, signal);
      expect(difference).toBeGreaterThan(0);
      expect(difference).toBeLessThan(limit);
    }
  });

  it('speaks with the curves that it is given, and tells its own all the same', async () => {
    const session = await open(graph);
    const { samples, curves } = await session.run(createInput(12));
    expect(curves?.f0.length).toBe(samples.length / 300);
    const higher = { f0: curves!.f0.map((hertz) => 1.5 * hertz), energy: curves!.energy };
    const changed = await session.run({ ...createInput(12), curves: higher });
    expect(changed.curves).toEqual(curves);
    expect(measureDifference(changed.samples, samples)).toBeGreaterThan(0.1);
    const same = await session.run({ ...createInput(12), curves: curves! });
    expect(same.samples).toEqual(samples);
  });

  it('begins with the next input where the front is not on the kernels, and gives the same', async () => {
    const scope = new Scope();
    const openThreads = ({ threads }: { threads: number }) => createNodeThreads(threads, scope);
    const rename = (name: string): string => name.replace('/bert_encoder/', '/another/');
    const nodes = graph.nodes.map((node) => ({ ...node, name: rename(node.name) }));
    const options = { ...toOptions({ ...graph, nodes }), threads: 3 };
    const session = await createSplitSession(options, { openThreads }, signal);
    if ('reason' in session) throw new Error(session.reason);
    const [first, second, third] = [createInput(9), createInput(14), createInput(5)];
    const expected = [await session.run(first), await session.run(second), await session.run(third)];
    // With a signal the thread looks at its messages, as it does in the app.
    const running = session.run(first, signal);
    session.prepare!(structuredClone(second));
    expect(await running).toEqual(expected[0]);
    expect(await session.run(third, signal)).toEqual(expected[2]);
    expect(await session.run(second, signal)).toEqual(expected[1]);
    session.prepare!({ ...second, speed: 0.5 });
    expect(await session.run(second, signal)).toEqual(expected[1]);
    await session.release();
    scope.dispose();
  });

  it('is found out where something else is computed than the weights tell', async () => {
    // The last sum is doubled before it becomes a sound.
    const nodes = graph.nodes.flatMap((node) =>
      node.outputs[0] === 'waveform'
        ? [{ ...node, name: '/twice', opType: 'Add', inputs: [node.inputs[0]!, node.inputs[0]!] }]
        : [node],
    );
    const broken = { ...graph, nodes };
    const reference = await renderKernelReference(await open(broken, STOCK), createInput(6), signal);
    const difference = await compareWithReference(await open(broken), reference, signal);
    expect(difference).toBeCloseTo(0.5, 3);
  });

  it('runs on several threads', async () => {
    const scope = new Scope();
    const openThreads = ({ threads }: { threads: number }) => createNodeThreads(threads, scope);
    const session = await createSplitSession({ ...toOptions(graph), threads: 2 }, { openThreads }, signal);
    if ('reason' in session) throw new Error(session.reason);
    const one = await open(graph);
    const [several, single] = [await session.run(createInput(9)), await one.run(createInput(9))];
    expect(measureDifference(several.samples, single.samples)).toBeLessThan(1e-5);
    await session.release();
    scope.dispose();
  });
});

describe('the parts of a model with fixed noise', () => {
  const excitation = `${GENERATOR}/Squeeze_output_0`;
  const [f0, energy] = ['/encoder/Squeeze_output_0', '/encoder/Squeeze_1_output_0'] as const;
  const inner = { [excitation]: 2, [f0]: 2, [energy]: 2 };
  const fixed = createShapeGraph({ width: 'small', noise: 'fixed' });
  const bytes = encodeModel(fixed).toBytes();

  const most = (isFullRun ? [5, 40] : []).map((tokenCount) => ['alone', tokenCount, 1] as const);

  it.each([['alone', 1, 1] as const, ['two', 40, 2] as const, ...most])(
    'give together what the whole gives with its own source: %s, %s tokens',
    async (_, tokenCount, count) => {
      const scope = new Scope();
      const whole = await runModel(bytes, createFeeds(tokenCount), inner);
      const split = splitModel(fromMemory(bytes)) as SplitModel;
      const threads = count === 1 ? await createOneThread() : await createNodeThreads(count, scope);
      const tail = createTail(split, threads);
      const front = await runModel(split.writeFront({ hasCurves: false }), createFeeds(tokenCount));
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
        source: whole[excitation]!,
      });
      scope.dispose();
      expect(measureDifference(samples, whole['waveform']!)).toBeLessThan(1e-4);
    },
  );

  it.each([
    ['the decoder', 'decode.2/actv/LeakyRelu', false],
    ['the prosody', 'F0.2/actv/LeakyRelu', true],
  ])('leave %s to ONNX Runtime where it is built otherwise', async (_, changed, hasDecoder) => {
    const nodes = fixed.nodes.map((node) =>
      node.name.endsWith(changed) ? { ...node, attributes: { alpha: { float: 0.3 } } } : node,
    );
    const other = encodeModel({ ...fixed, nodes }).toBytes();
    const whole = await runModel(other, createFeeds(9), inner);
    const split = splitModel(fromMemory(other)) as SplitModel;
    expect([split.decoder !== null, split.prosody !== null]).toEqual([hasDecoder, false]);
    const tail = createTail(split, await createOneThread());
    const front = await runModel(split.writeFront({ hasCurves: false }), createFeeds(9));
    const curves = { f0: front[FRONT.f0]!, energy: front[FRONT.energy] ?? new Float32Array() };
    const [features, style, source] = [front[FRONT.features]!, front[FRONT.style]!, whole[excitation]!];
    const input = { features, style, source };
    const samples = await tail.generate(hasDecoder ? { ...input, curves } : input);
    expect(measureDifference(samples, whole['waveform']!)).toBeLessThan(1e-4);
  });
});

describe('a model that is not to be taken apart', () => {
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
    const result = await createSplitSession(toOptions(model), oneThread, signal);
    expect(result).toEqual({ reason: expect.stringMatching(/./) as string });
  });

  it('is left whole where there is no SIMD for the kernels', async () => {
    const openThreads = () => Promise.resolve(null);
    const result = await createSplitSession(toOptions(graph), { openThreads }, signal);
    expect(result).toEqual({ reason: 'this browser has no WebAssembly SIMD' });
  });
});
