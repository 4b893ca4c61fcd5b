import { freeBytes } from '../memory/free-bytes.ts';
import { partWeights, WEIGHTS_FILE } from '../onnx/part-weights.ts';
import { createOrtModel, type Ort, type OrtModel, type OrtModelOptions } from '../kokoro/ort-model.ts';

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
    freeBytes(model);
  }
}
