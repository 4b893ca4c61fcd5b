import { checkScales, dequantize, type Quantised } from '../dequantize.ts';
import { countElements, toFloats, type FloatTensor } from '../float-tensor.ts';
import { ELEMENT_TYPES, type OnnxTensor } from '../onnx-graph.ts';
import type { CanonicalGraph } from './canonical-graph.ts';

/** A quantised weight's constants: whole numbers, scales, and zero points where those are not all zero. */
export interface QuantisedConstants {
  readonly values: OnnxTensor;
  readonly scales: OnnxTensor;
  readonly zeroPoints: OnnxTensor | null;
}

/** Adds a weight in fp32 that is computed from others each time it is read, and gives its name. */
export function addDerived(
  graph: CanonicalGraph,
  { name, dims }: Pick<OnnxTensor, 'name' | 'dims'>,
  compute: () => FloatTensor,
): string {
  const tensor = { name, dims, elementType: ELEMENT_TYPES.float32, raw: null, values: [] };
  return graph.addConstant({ ...tensor, compute: () => compute().data });
}

/** Adds a weight that is dequantised along an axis, and changed after that where `turn` says how and to which sizes. */
export function addDequantised(
  graph: CanonicalGraph,
  constants: QuantisedConstants,
  {
    axis,
    turn,
  }: {
    readonly axis: number;
    readonly turn?: {
      readonly dims: readonly number[];
      readonly change: (weight: FloatTensor) => FloatTensor;
    };
  },
): string {
  const { values, scales, zeroPoints } = constants;
  checkScales(values.dims, { scales: countElements(scales.dims), axis });
  if (zeroPoints !== null) checkScales(values.dims, { scales: countElements(zeroPoints.dims), axis });
  const name = [values.name, scales.name, zeroPoints?.name ?? '', 'dequantised'].join('/');
  const dims = turn?.dims ?? values.dims;
  return addDerived(graph, { name, dims }, () => {
    const weight = dequantize(toQuantised(constants), axis);
    return turn === undefined ? weight : turn.change(weight);
  });
}

/** Reads the constants of a quantised weight. */
export function toQuantised({ values, scales, zeroPoints }: QuantisedConstants): Quantised {
  return {
    values: toFloats(values),
    scales: toFloats(scales),
    zeroPoints: zeroPoints === null ? null : toFloats(zeroPoints),
  };
}
