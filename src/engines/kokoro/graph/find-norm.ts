import { checkDims } from '../../../compute/onnx/check-layer.ts';
import { GraphMismatch, type OnnxNode } from '../../../compute/onnx/onnx-graph.ts';
import { inputOf, outputOf, type KnownGraph } from '../../../compute/onnx/known-graph.ts';
import type { NormWeights } from '../encoder/encoder-weights.ts';

/** ONNX's own, where none is said. */
const DEFAULT_EPSILON = 1e-5;

/** A layer norm over the last axis. */
export interface FoundNorm {
  readonly input: string;
  readonly output: string;
  readonly weights: NormWeights;
}

/** The one layer norm that reads a value. */
export function findNormBehind(graph: KnownGraph, value: string, channels: number): FoundNorm {
  const [node, ...others] = graph.index
    .consumers(value)
    .filter(({ opType }) => opType === 'LayerNormalization');
  if (node === undefined || others.length > 0) throw new GraphMismatch(`${value} is not normalised once`);
  return readNorm(graph, node, channels);
}

/** Reads a layer norm over so many channels. */
export function readNorm(graph: KnownGraph, node: OnnxNode, channels: number): FoundNorm {
  const axis = node.attributes.get('axis')?.int ?? -1;
  if (axis !== -1 && axis !== 2) throw new GraphMismatch(`${node.name} goes over the axis ${axis}`);
  const gain = graph.constants.read(inputOf(node, 1)).data;
  const name = node.inputs[2] ?? '';
  const shift = name === '' ? new Float32Array(gain.length) : graph.constants.read(name).data;
  checkDims(node.name, [gain.length, shift.length], [channels, channels]);
  const epsilon = node.attributes.get('epsilon')?.float ?? DEFAULT_EPSILON;
  return { input: inputOf(node, 0), output: outputOf(node), weights: { gain, shift, epsilon } };
}
