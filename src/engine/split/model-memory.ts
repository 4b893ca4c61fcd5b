import { partWeights, WEIGHTS_FILE } from '../onnx/part-weights.ts';
import { createOrtModel, type Ort, type OrtModel, type OrtModelOptions } from '../kokoro/ort-model.ts';

/** What newer engines can do with a buffer: another takes over its beginning, and the rest is free at once. */
interface Transferable {
  transfer?: (byteLength: number) => ArrayBuffer;
}

/** Gives the rest of a buffer back whose beginning alone is used any more, where the engine can do that. */
export function shrink(bytes: Uint8Array): Uint8Array {
  const { byteOffset, byteLength } = bytes;
  const buffer = bytes.buffer as Transferable;
  return byteOffset === 0 && buffer.transfer !== undefined
    ? new Uint8Array(buffer.transfer(byteLength))
    : bytes;
}

/** Starts a model; its bytes, of which ONNX Runtime has taken the weights then, are free at once. */
export async function createAndFree(
  ort: Ort,
  { model, device }: Pick<OrtModelOptions, 'model' | 'device'>,
  signal: AbortSignal,
): Promise<OrtModel> {
  try {
    const weights = { path: WEIGHTS_FILE, data: model };
    return await createOrtModel(ort, { model: partWeights(model), device, weights }, signal);
  } finally {
    (model.buffer as Transferable).transfer?.(0);
  }
}
