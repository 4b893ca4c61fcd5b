import type { FileBytes } from '../file-bytes.ts';
import { OnnxFormatError } from './onnx-format-error.ts';
import { scanFields } from './scan-fields.ts';

/** The field of ONNX's `ModelProto` that holds the graph. */
const GRAPH = 7;

/** In front of the graph a model has a version, a few names and sets of operators. */
const MOST_FIELDS = 1_000;

/**
 * Whether a file is framed as an ONNX model with a graph, all of which is there. Only tags and lengths are read, so that a
 * large file that is none costs no memory.
 */
export function isModel(file: FileBytes): boolean {
  let count = 0;
  try {
    for (const { field } of scanFields(file, { start: 0, end: file.byteLength })) {
      if (field === GRAPH) return true;
      count += 1;
      if (count > MOST_FIELDS) return false;
    }
    return false;
  } catch (error) {
    if (error instanceof OnnxFormatError) return false;
    throw error;
  }
}
