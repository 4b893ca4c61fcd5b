import { encodeIntAttribute, encodeTensorAttribute } from '../encode-node.ts';
import { toFloats } from '../float-tensor.ts';
import { ELEMENT_TYPES, type OnnxAttribute, type OnnxNode, type OnnxTensor } from '../onnx-graph.ts';
import { isFloatType } from './float-values.ts';

/** Shorter constants are converted at once: sizes and axes are compared by their bytes. */
const LEAST_BYTES = 4096;
/** What half precision makes of π, 2π and the constants of GELU's approximation. */
const HALVED_CONSTANTS: ReadonlyMap<number, number> = new Map([
  [3.140625, Math.PI],
  [6.28125, 2 * Math.PI],
  [0.7978515625, Math.sqrt(2 / Math.PI)],
  [0.044708251953125, 0.044715],
]);
/** Attributes that say of which type a node's output is. */
const TYPE_ATTRIBUTES = ['to', 'dtype', 'stash_type'];

/** Converts a constant of half or double precision to single precision; long ones each time they are read. */
export function toSingleTensor(tensor: OnnxTensor): OnnxTensor {
  const { name, dims, elementType, raw, place } = tensor;
  if (!isFloatType(elementType) || elementType === ELEMENT_TYPES.float32) return tensor;
  const single = { name, dims, elementType: ELEMENT_TYPES.float32, values: [] };
  if (((raw ?? place)?.byteLength ?? 0) > LEAST_BYTES) {
    return { ...single, raw: null, compute: () => toFloats(tensor).data };
  }
  const { data } = toFloats(tensor);
  const values = elementType === ELEMENT_TYPES.float16 ? data.map(restoreConstant) : data;
  return { ...single, raw: new Uint8Array(values.buffer) };
}

/** Undoes the rounding of known constants to half precision: that of 2π shifts a phase by whole turns in a few seconds. */
function restoreConstant(value: number): number {
  return HALVED_CONSTANTS.get(value) ?? value;
}

/** Has a node that names another precision of floats work with single precision. */
export function toSingleNode(node: OnnxNode): OnnxNode {
  const attributes = new Map<string, OnnxAttribute>();
  let isChanged = false;
  for (const [name, attribute] of node.attributes) {
    const single = toSingleAttribute(name, attribute);
    isChanged ||= single !== attribute;
    attributes.set(name, single);
  }
  return isChanged ? { ...node, attributes } : node;
}

function toSingleAttribute(name: string, attribute: OnnxAttribute): OnnxAttribute {
  const { int, tensor } = attribute;
  if (tensor !== null) {
    const single = toSingleTensor(tensor);
    return single === tensor ? attribute : encodeTensorAttribute(name, single);
  }
  const isOther = TYPE_ATTRIBUTES.includes(name) && isFloatType(int) && int !== ELEMENT_TYPES.float32;
  return isOther ? encodeIntAttribute(name, ELEMENT_TYPES.float32) : attribute;
}
