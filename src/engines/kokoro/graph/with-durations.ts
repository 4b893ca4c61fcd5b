import { fromMemory } from '../../../compute/file-bytes.ts';
import { findDurations } from './find-durations.ts';
import { GraphMismatch, OnnxFormatError } from '../../../compute/onnx/onnx-graph.ts';
import { readModel } from '../../../compute/onnx/read-model.ts';
import { writePart, type WrittenModel } from './write-part.ts';

/**
 * Makes durations an output of a whole model, where it computes but does not give them. Any other model is returned as it
 * is. Its weights stay in `bytes`, which must be kept until the model was started.
 */
export function withDurations(
  bytes: Uint8Array,
): Pick<WrittenModel, 'weights'> & { readonly model: Uint8Array } {
  const asItIs = { model: bytes, weights: [] };
  try {
    const model = readModel(fromMemory(bytes));
    const durations = findDurations(model);
    if (durations === null || model.outputs.includes('durations')) return asItIs;
    const own = model.outputs.map((name) => ({ value: name, name }));
    return writePart(model, { outputs: [...own, { value: durations, name: 'durations' }] });
  } catch (error) {
    if (error instanceof GraphMismatch || error instanceof OnnxFormatError) return asItIs;
    throw error;
  }
}
