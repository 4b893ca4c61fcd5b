import { pathToFileURL } from 'node:url';
import { writeModelMirror } from './model-mirror.ts';
import { encodeModel } from './onnx/encode-model.ts';
import type { Model } from './onnx/model.ts';
import { quantizeDynamic } from './onnx/quantize-dynamic.ts';
import { quantizeInteger } from './onnx/quantize-integer.ts';
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

export type Dtype = keyof (typeof CONVERSIONS)['official'];

/** Layers that the official q8 files leave in fp32. */
const UNQUANTIZED = [
  '/decoder/decoder/generator/conv_post/Conv',
  '/decoder/decoder/generator/m_source/l_linear/MatMul',
];

const CONVERSIONS = {
  official: {
    fp32: (model: Model) => model,
    fp16: toHalf,
    q8: (model: Model) => quantizeInteger(model, UNQUANTIZED),
  },
  exported: { fp32: (model: Model) => model, fp16: toHalf, q8: quantizeDynamic },
} as const;

/**
 * Builds the shape model: Kokoro's whole graph, node paths included, with made-up weights from a fixed seed, scaled so
 * that activations stay of order one and a token lasts about 3 frames. Gives the ONNX bytes in pieces, 325 MB at full width.
 */
export function buildShapeModel(options: ShapeModelOptions): readonly Uint8Array[] {
  return encodeModel(createShapeModel(options)).chunks;
}

/** Builds the same as a graph that can be changed before it is encoded. */
export function createShapeModel(options: ShapeModelOptions): Model {
  const { width, spelling = 'exported', noise = 'random', dtype = 'fp32', durations = true } = options;
  const graph =
    spelling === 'official'
      ? createOfficialGraph(SIZES[width], { durations })
      : createShapeGraph({ width, noise });
  return CONVERSIONS[spelling][dtype](graph);
}

/** Writes a mirror folder whose `kokoro-82m` is the shape model; files that are already right are left alone. */
export async function writeShapeMirror(dir: string, options: ShapeModelOptions): Promise<void> {
  await writeModelMirror(dir, { fp32: buildShapeModel(options) });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const width = process.argv[2] === 'small' ? 'small' : 'full';
  await writeShapeMirror(process.argv[3] ?? `.cache/models/shape-${width}`, { width });
}
