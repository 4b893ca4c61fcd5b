import { pathToFileURL } from 'node:url';
import { writeModelMirror } from './model-mirror.ts';
import { encodeModel } from './onnx/encode-model.ts';
import type { Model, Node } from './onnx/model.ts';
import { quantizeBlocks } from './onnx/quantize-blocks.ts';
import { quantizeDynamic } from './onnx/quantize-dynamic.ts';
import { quantizeInteger } from './onnx/quantize-integer.ts';
import { needsFloat } from './onnx/needs-float.ts';
import { toHalf } from './onnx/to-half.ts';
import { createShapeGraph } from './shape-model/create-shape-graph.ts';
import { createOfficialGraph } from './shape-model/official/create-official-graph.ts';
import { SIZES, type Width } from './shape-model/sizes.ts';
import type { Noise } from './shape-model/source.ts';

/** `official` is spelled node for node as Kokoro's official files are; `exported` as another exporter might write it. */
export type Spelling = 'official' | 'exported';

export interface ShapeModelOptions {
  readonly width: Width;
  /** Defaults to `exported`. */
  readonly spelling?: Spelling;
  /** Defaults to `random`; the official spelling draws none. */
  readonly noise?: Noise;
  /** Defaults to `fp32`. */
  readonly dtype?: Dtype;
  /** Whether the graph gives its durations out as well, as the timestamped files do; the official spelling can do without. */
  readonly durations?: boolean;
}

/** The names that Kokoro's repositories give to their files. */
export const DTYPES = ['fp32', 'fp16', 'q8', 'q8f16', 'q4', 'q4f16'] as const;

export type Dtype = (typeof DTYPES)[number];

/** Layers that the official q8 files leave in fp32. */
const UNQUANTIZED = [
  '/decoder/decoder/generator/conv_post/Conv',
  '/decoder/decoder/generator/m_source/l_linear/MatMul',
];

const QUANTIZED = ['Conv', 'MatMul', 'Gemm', 'LSTM', 'Gather'];

/** Whether a quantiser will take the node, whose numbers it reads in fp32. */
function isQuantized({ name, opType, inputs }: Node, { initializers }: Model): boolean {
  if (!QUANTIZED.includes(opType) || UNQUANTIZED.includes(name)) return false;
  const weight = inputs[opType === 'Gather' ? 0 : 1] ?? '';
  return initializers.get(weight)?.type === 'float32';
}

const toQ8 = (model: Model): Model => quantizeInteger(model, UNQUANTIZED);
const toFp16 = (model: Model): Model => toHalf(model, needsFloat);

const CONVERSIONS: Readonly<Record<Spelling, Readonly<Record<Dtype, (model: Model) => Model>>>> = {
  official: {
    fp32: (model) => model,
    fp16: toFp16,
    q8: toQ8,
    q8f16: (model) => toQ8(toHalf(model, (node) => needsFloat(node) || isQuantized(node, model))),
    q4: quantizeBlocks,
    q4f16: (model) => toFp16(quantizeBlocks(model)),
  },
  exported: {
    fp32: (model) => model,
    fp16: toHalf,
    q8: quantizeDynamic,
    q8f16: (model) => quantizeDynamic(toHalf(model, (node) => isQuantized(node, model))),
    q4: quantizeBlocks,
    q4f16: (model) => toHalf(quantizeBlocks(model)),
  },
};

/**
 * Builds the shape model: Kokoro's whole graph, node paths included, with made-up weights from a fixed seed, scaled so
 * that activations stay of order one and a token lasts about 3 frames. Gives the ONNX bytes in pieces, 325 MB at full width.
 */
export function buildShapeModel(options: ShapeModelOptions): readonly Uint8Array[] {
  return encodeModel(createVariant(options)).chunks;
}

/** Builds the same as a graph that can be changed before it is encoded. */
export function createVariant(options: ShapeModelOptions): Model {
  const { width, spelling = 'exported', noise = 'random', dtype = 'fp32', durations = true } = options;
  const graph =
    spelling === 'official'
      ? createOfficialGraph(SIZES[width], { durations })
      : createShapeGraph({ width, noise });
  return convertVariant(graph, { spelling, dtype });
}

/** Converts an fp32 graph as the converters did that wrote the files of this name. */
export function convertVariant(
  graph: Model,
  { spelling, dtype }: Required<Pick<ShapeModelOptions, 'spelling' | 'dtype'>>,
): Model {
  return CONVERSIONS[spelling][dtype](graph);
}

/** Writes a mirror folder whose `kokoro-82m` is the shape model; files that are already right are left alone. */
export async function writeShapeMirror(dir: string, options: ShapeModelOptions): Promise<void> {
  await writeModelMirror(dir, { [options.dtype ?? 'fp32']: buildShapeModel(options) });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [size, folder, spelling, dtype] = process.argv.slice(2);
  const width = size === 'small' ? 'small' : 'full';
  await writeShapeMirror(folder ?? `.cache/models/shape-${width}`, {
    width,
    spelling: spelling === 'official' ? 'official' : 'exported',
    dtype: DTYPES.find((each) => each === dtype) ?? 'fp32',
  });
}
