import { BINS, HOP_SAMPLES, WINDOW_SAMPLES } from '../tail/generator-weights.ts';
import type { SourceTransform } from '../source/source-weights.ts';
import { checkDims } from '../../../compute/onnx/check-layer.ts';
import { GraphMismatch, type OnnxNode } from '../../../compute/onnx/onnx-graph.ts';
import { inputOf, outputOf, type KnownGraph } from '../../../compute/onnx/known-graph.ts';

/** The waves of a transform, and the values in the graph that it goes between. */
interface Waves extends Pick<SourceTransform, 'real' | 'imaginary'> {
  readonly signal: string;
  readonly imaginaryPart: string;
}

/** Whether a node is one of two convolutions that transform a signal, as its stride tells. */
export function isSourceTransform({ opType, attributes }: OnnxNode): boolean {
  return opType === 'Conv' && attributes.get('strides')?.ints[0] === HOP_SAMPLES;
}

/** Finds how the harmonic source is turned into magnitudes and phases: by one operator, or by two convolutions. */
export function findTransform(graph: KnownGraph, generator: string): SourceTransform {
  const nodes = graph.index.nodesBelow(generator);
  const [operator, ...others] = nodes.filter(({ opType }) => opType === 'STFT');
  const convolutions = nodes.filter((node) => isSourceTransform(node));
  const isOne = operator !== undefined && others.length === 0 && convolutions.length === 0;
  const { real, imaginary, signal, imaginaryPart } = isOne
    ? readOperator(graph, operator)
    : readConvolutions(graph, generator, operator === undefined ? convolutions : []);
  const straightPhase = correctsStraightPhase(graph, generator, imaginaryPart) ? Math.PI : -Math.PI;
  return { real, imaginary, straightPhase, isMirrored: isMirrored(graph, signal) };
}

function readOperator({ index, constants }: KnownGraph, node: OnnxNode): Waves {
  const hop = constants.readScalar(inputOf(node, 1));
  const window = constants.read(inputOf(node, 2));
  checkDims(node.name, [...window.dims, hop ?? 0], [WINDOW_SAMPLES, HOP_SAMPLES]);
  const toWaves = (wave: (angle: number) => number): Float32Array =>
    Float32Array.from({ length: BINS * WINDOW_SAMPLES }, (_, index) => {
      const bin = Math.floor(index / WINDOW_SAMPLES);
      const sample = index % WINDOW_SAMPLES;
      return (
        (window.data[sample] ?? 0) * wave((2 * Math.PI * ((bin * sample) % WINDOW_SAMPLES)) / WINDOW_SAMPLES)
      );
    });
  const parts = index.consumers(outputOf(node)).flatMap((user) => index.consumers(outputOf(user)));
  const part = parts.find(
    ({ opType, inputs }) => opType === 'Gather' && constants.readScalar(inputs[1] ?? '') === 1,
  );
  return {
    real: toWaves(Math.cos),
    imaginary: toWaves((angle) => -Math.sin(angle)),
    signal: inputOf(node, 0),
    imaginaryPart: part === undefined ? '' : outputOf(part),
  };
}

/** Reads two convolutions with waves of one channel; the real one's first wave is the window itself. */
function readConvolutions({ constants }: KnownGraph, generator: string, nodes: readonly OnnxNode[]): Waves {
  const waves = nodes.map((node) => ({ node, weight: constants.read(inputOf(node, 1)) }));
  const isReal = ({ weight }: (typeof waves)[number]): boolean =>
    weight.data.subarray(0, WINDOW_SAMPLES).reduce((sum, value) => sum + value, 0) > 1;
  const real = waves.find(isReal);
  const imaginary = waves.find((each) => !isReal(each));
  if (waves.length !== 2 || real === undefined || imaginary === undefined)
    throw new GraphMismatch(`${generator} has ${waves.length} transforms of its source, not two`);
  for (const { node, weight } of waves) {
    checkDims(node.name, [...weight.dims, node.inputs.length], [BINS, 1, WINDOW_SAMPLES, 2]);
  }
  const signal = inputOf(real.node, 0);
  const imaginaryPart = outputOf(imaginary.node);
  return { real: real.weight.data, imaginary: imaginary.weight.data, signal, imaginaryPart };
}

/** Whether the export asks if the imaginary part is zero, to give the phase π there, as PyTorch does. */
function correctsStraightPhase({ index }: KnownGraph, generator: string, imaginaryPart: string): boolean {
  return index
    .nodesBelow(generator)
    .some(({ opType, inputs }) => opType === 'Equal' && inputs.includes(imaginaryPart));
}

/** Whether the signal's ends are mirrored, and not held on, for half a window. */
function isMirrored({ index }: KnownGraph, signal: string): boolean {
  let value = signal;
  for (;;) {
    const node = index.producer(value);
    if (node?.opType === 'Pad') return readPadding(node);
    if (node === null || !['Reshape', 'Unsqueeze', 'Squeeze'].includes(node.opType))
      throw new GraphMismatch(`${signal} is not padded for the transform`);
    value = inputOf(node, 0);
  }
}

function readPadding({ name, attributes }: OnnxNode): boolean {
  const mode = attributes.get('mode')?.text;
  if (mode !== 'reflect' && mode !== 'edge') throw new GraphMismatch(`${name} pads with ${mode ?? 'zeros'}`);
  return mode === 'reflect';
}
