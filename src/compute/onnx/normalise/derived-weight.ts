import type { QuantisedWeights } from '../../stored-weights.ts';
import { checkScales, dequantize, type Quantised } from '../dequantize.ts';
import { countElements, toFloats, type FloatTensor } from '../float-tensor.ts';
import { ELEMENT_TYPES, type OnnxTensor } from '../onnx-graph.ts';
import { readQuantised, reorderBytes } from '../quantised-bytes.ts';
import { rearrange } from '../tensor-arithmetic.ts';
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
  { compute, readQuantised = () => null }: DerivedReaders,
): string {
  const tensor = { name, dims, elementType: ELEMENT_TYPES.float32, raw: null, values: [] };
  return graph.addConstant({ ...tensor, compute: () => compute().data, readQuantised });
}

/** What reads a weight that is computed from others. */
export interface DerivedReaders {
  readonly compute: () => FloatTensor;
  readonly readQuantised?: () => QuantisedWeights | null;
}

/** Adds a weight that is dequantised along an axis; `order` says where its axes come from, if they are in another order then. */
export function addDequantised(
  graph: CanonicalGraph,
  constants: QuantisedConstants,
  { axis, order }: { readonly axis: number; readonly order?: readonly number[] },
): string {
  const { values, scales, zeroPoints } = constants;
  checkScales(values.dims, { scales: countElements(scales.dims), axis });
  if (zeroPoints !== null) checkScales(values.dims, { scales: countElements(zeroPoints.dims), axis });
  const name = [values.name, scales.name, zeroPoints?.name ?? '', 'dequantised'].join('/');
  const dims = order?.map((from) => values.dims[from] ?? 1) ?? values.dims;
  return addDerived(
    graph,
    { name, dims },
    {
      compute: () => {
        const weight = dequantize(toQuantised(constants), axis);
        return order === undefined ? weight : rearrange(weight, order);
      },
      readQuantised: () => {
        const weights = readQuantised(constants, axis);
        return order === undefined || weights === null
          ? weights
          : reorderBytes(weights, { dims: values.dims, order });
      },
    },
  );
}

/** Reads the constants of a quantised weight. */
export function toQuantised({ values, scales, zeroPoints }: QuantisedConstants): Quantised {
  return {
    values: toFloats(values),
    scales: toFloats(scales),
    zeroPoints: zeroPoints === null ? null : toFloats(zeroPoints),
  };
}
