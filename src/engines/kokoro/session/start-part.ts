import type { FileBytes } from '../../../compute/file-bytes.ts';
import type { WrittenModel } from '../graph/write-part.ts';
import {
  createOrtModel,
  type Ort,
  type OrtModel,
  type OrtModelOptions,
} from '../../../compute/runtime/ort-model.ts';
import { freeBytes } from '../../../std/memory.ts';

/**
 * Starts a part of a model. Weights that were read or computed for it are free at once, for ONNX Runtime has taken them
 * over then; a file that was in memory before stays.
 */
export async function startPart(
  ort: Ort,
  {
    part,
    file,
    device,
  }: Pick<OrtModelOptions, 'device'> & {
    readonly part: WrittenModel;
    readonly file: FileBytes;
  },
  signal: AbortSignal,
): Promise<OrtModel> {
  try {
    return await createOrtModel(ort, { ...part, device }, signal);
  } finally {
    for (const { data } of part.weights) if (data !== file.memory) freeBytes(data);
  }
}
