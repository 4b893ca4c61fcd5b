import { joinBytes } from '../../../../src/std/join.ts';
import type { WrittenModel } from '../../../../src/engines/kokoro/graph/write-part.ts';
import { encodeAppendedOutputs } from '../../../../tools/onnx/append-outputs.ts';
import { createSession, ort } from '../../tools/ort-session.ts';

export const GENERATOR = '/decoder/decoder/generator';

/** What the shape model is run with. */
export function createFeeds(tokenCount: number, speed = 1): Record<string, ort.Tensor> {
  const ids = BigInt64Array.from({ length: tokenCount }, (_, index) => BigInt((index * 37) % 178));
  const style = Float32Array.from({ length: 256 }, (_, index) => 0.3 * Math.sin(index * 1.7));
  return {
    input_ids: new ort.Tensor('int64', ids, [1, tokenCount]),
    style: new ort.Tensor('float32', style, [1, 256]),
    speed: new ort.Tensor('float32', [speed], [1]),
  };
}

export type Values = Readonly<Record<string, Float32Array<ArrayBuffer>>>;

/** A model in stock ONNX Runtime. */
export interface OpenModel {
  run(feeds: Record<string, ort.Tensor>): Promise<Values>;
  release(): Promise<void>;
}

/** Runs a model once, as `openModel` opens it. */
export async function runModel(
  model: Uint8Array | WrittenModel,
  feeds: Record<string, ort.Tensor>,
  inner: Readonly<Record<string, number>> = {},
): Promise<Values> {
  const open = await openModel(model, inner);
  try {
    return await open.run(feeds);
  } finally {
    await open.release();
  }
}

/** Opens a model that gives its outputs, and the inner values that are named with their rank. */
export async function openModel(
  model: Uint8Array | WrittenModel,
  inner: Readonly<Record<string, number>> = {},
): Promise<OpenModel> {
  const infos = Object.entries(inner).map(([name, rank]) => {
    const dims = Array.from({ length: rank }, (_, axis) => `${name}:${axis}`);
    return { name, type: 'float32' as const, dims };
  });
  const { model: bytes, weights } = model instanceof Uint8Array ? { model, weights: [] } : model;
  const session = await createSession(joinBytes([bytes, encodeAppendedOutputs(infos)]), {
    logSeverityLevel: 3,
    externalData: [...weights],
  });
  return {
    run: async (feeds) => {
      const outputs = await session.run(feeds);
      const entries = Object.entries(outputs).map(async ([name, value]) => {
        const data = (await value.getData()) as Float32Array;
        return [name, Float32Array.from(data)] as const;
      });
      return Object.fromEntries(await Promise.all(entries));
    },
    release: () => session.release(),
  };
}

export function measureDifference(actual: Float32Array, expected: Float32Array): number {
  let error = 0;
  let power = 0;
  expected.forEach((value, index) => {
    error += (actual[index]! - value) ** 2;
    power += value ** 2;
  });
  return Math.sqrt(error / power);
}
