import { joinBytes } from '../../../src/std/join.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { encodeAppendedOutputs } from '../../../tools/onnx/append-outputs.ts';
import { createShapeGraph } from '../../../tools/shape-model/create-shape-graph.ts';
import { buildShapeModel } from '../../../tools/shape-model.ts';
import { createSession, ort } from './ort-session.ts';

const GENERATOR = '/decoder/decoder/generator';

function createFeeds(tokenCount: number, speed = 1): Record<string, ort.Tensor> {
  const ids = BigInt64Array.from({ length: tokenCount }, (_, index) => BigInt((index * 37) % 178));
  const style = Float32Array.from({ length: 256 }, (_, index) => 0.3 * Math.sin(index * 1.7));
  return {
    input_ids: new ort.Tensor('int64', ids, [1, tokenCount]),
    style: new ort.Tensor('float32', style, [1, 256]),
    speed: new ort.Tensor('float32', [speed], [1]),
  };
}

async function readFloats(
  outputs: ort.InferenceSession.OnnxValueMapType,
  name: string,
): Promise<Float32Array> {
  return (await outputs[name]!.getData()) as Float32Array;
}

/** Rounds half to even, as ONNX does. */
function countFrames(durations: Float32Array): number {
  return durations.reduce((total, duration) => {
    const floor = Math.floor(duration);
    const rounded = duration - floor === 0.5 ? floor + (floor % 2) : Math.round(duration);
    return total + Math.max(1, rounded);
  }, 0);
}

describe('the small shape model', () => {
  let model: Uint8Array;
  let session: ort.InferenceSession;

  beforeAll(async () => {
    model = joinBytes(buildShapeModel({ width: 'small', noise: 'fixed' }));
    session = await createSession(model);
  });

  it.each([1, 2, 20, 64])('gives 600 samples for each frame of %s tokens', async (tokenCount) => {
    const outputs = await session.run(createFeeds(tokenCount));
    const waveform = await readFloats(outputs, 'waveform');
    const durations = await readFloats(outputs, 'durations');
    expect(durations.length).toBe(tokenCount);
    expect(waveform.length).toBe(600 * countFrames(durations));
    expect(waveform.every(Number.isFinite)).toBe(true);
  });

  it('sounds at a level that can be heard, with tokens of about three frames', async () => {
    const outputs = await session.run(createFeeds(64));
    const waveform = await readFloats(outputs, 'waveform');
    const meanSquare = waveform.reduce((total, sample) => total + sample * sample, 0) / waveform.length;
    expect(Math.sqrt(meanSquare)).toBeGreaterThan(0.01);
    expect(Math.sqrt(meanSquare)).toBeLessThan(0.3);
    const frames = countFrames(await readFloats(outputs, 'durations')) / 64;
    expect(frames).toBeGreaterThan(2);
    expect(frames).toBeLessThan(4);
  });

  it('speaks twice as fast at speed 2', async () => {
    const slow = await readFloats(await session.run(createFeeds(64)), 'durations');
    const fast = await readFloats(await session.run(createFeeds(64, 2)), 'durations');
    fast.forEach((duration, token) => expect(duration).toBeCloseTo(slow[token]! / 2, 5));
  });

  it('repeats itself with fixed noise and does not with random noise', async () => {
    const run = async (from: ort.InferenceSession): Promise<Float32Array> =>
      readFloats(await from.run(createFeeds(10)), 'waveform');
    expect(await run(session)).toEqual(await run(session));
    const random = await createSession(joinBytes(buildShapeModel({ width: 'small' })));
    expect(await run(random)).not.toEqual(await run(random));
  });

  it('gives inner values once bytes are appended that name them', async () => {
    const inner = `${GENERATOR}/conv_post/Conv_output_0`;
    const extra = encodeAppendedOutputs([{ name: inner, type: 'float32', dims: [1, 22, 'frames'] }]);
    const extended = await createSession(joinBytes([model, extra]));
    const outputs = await extended.run(createFeeds(8));
    const waveform = await readFloats(outputs, 'waveform');
    expect(outputs[inner]!.dims).toEqual([1, 22, waveform.length / 5 + 1]);
  });
});

describe('the full shape model', () => {
  const graph = createShapeGraph({ width: 'full', noise: 'random' });

  it('has as many bytes of weights as Kokoro, within one per cent', () => {
    let bytes = 0;
    for (const tensor of graph.initializers.values()) bytes += tensor.data.byteLength;
    expect(Math.abs(bytes / 325_532_232 - 1)).toBeLessThan(0.01);
  });

  it.each([
    '/encoder/F0.1/pool/ConvTranspose',
    '/encoder/predictor/text_encoder/lstms.0/LSTM',
    '/encoder/predictor/text_encoder/lstms.1/fc/Gemm',
    `${GENERATOR}/resblocks.3/adain1.0/fc/Gemm`,
    `${GENERATOR}/noise_res.1/convs2.0/Conv`,
    `${GENERATOR}/ups.1/ConvTranspose`,
    `${GENERATOR}/conv_post/Conv`,
  ])('has the published node %s', (name) => {
    expect(graph.nodes.filter((node) => node.name === name)).toHaveLength(1);
  });

  it('names no node and no value twice', () => {
    const names = graph.nodes.map((node) => node.name);
    const values = graph.nodes.flatMap((node) => node.outputs);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(values).size).toBe(values.length);
  });
});
