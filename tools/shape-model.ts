import { pathToFileURL } from 'node:url';
import { writeModelMirror } from './model-mirror.ts';
import { encodeModel } from './onnx/encode-model.ts';
import type { Model } from './onnx/model.ts';
import { quantizeDynamic } from './onnx/quantize-dynamic.ts';
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
  /** Defaults to `fp32`; `q8` is what ONNX Runtime's dynamic quantisation makes of it. */
  readonly dtype?: 'fp32' | 'fp16' | 'q8';
}

const CONVERSIONS = { fp32: (model: Model) => model, fp16: toHalf, q8: quantizeDynamic } as const;

/**
 * Builds the shape model: Kokoro's whole graph, node paths included, with made-up weights from a fixed seed, scaled so
 * that activations stay of order one and a token lasts about 3 frames. Gives the ONNX bytes in pieces, 325 MB at full width.
 */
export function buildShapeModel(options: ShapeModelOptions): readonly Uint8Array[] {
  const { dtype = 'fp32' } = options;
  return encodeModel(CONVERSIONS[dtype](createGraph(options))).chunks;
}

function createGraph({ width, spelling = 'exported', noise = 'random' }: ShapeModelOptions): Model {
  if (spelling === 'official') return createOfficialGraph(SIZES[width], { durations: true });
  return createShapeGraph({ width, noise });
}

/** Writes a mirror folder whose `kokoro-82m` is the shape model; files that are already right are left alone. */
export async function writeShapeMirror(dir: string, options: ShapeModelOptions): Promise<void> {
  await writeModelMirror(dir, { fp32: buildShapeModel(options) });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const width = process.argv[2] === 'small' ? 'small' : 'full';
  await writeShapeMirror(process.argv[3] ?? `.cache/models/shape-${width}`, { width });
}
