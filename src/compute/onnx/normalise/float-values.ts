import { ELEMENT_TYPES, type OnnxModel, type OnnxNode, type OnnxTensor } from '../onnx-graph.ts';
import { ProtobufReader } from '../protobuf-reader.ts';

/** `ValueInfoProto`, `TypeProto` and `TypeProto.Tensor`. */
const VALUE_TYPE = 2;
const TENSOR_TYPE = 1;
const ELEMENT_TYPE = 1;

const FLOAT_TYPES: readonly number[] = [ELEMENT_TYPES.float32, ELEMENT_TYPES.float16, ELEMENT_TYPES.float64];
/** Operators that give whole numbers or truth values, whatever goes in. */
const WHOLE_OPS = [
  ...['Shape', 'Size', 'NonZero', 'ArgMax', 'ArgMin', 'ConvInteger', 'MatMulInteger', 'QuantizeLinear'],
  ...[
    'Greater',
    'GreaterOrEqual',
    'Less',
    'LessOrEqual',
    'Equal',
    'Not',
    'And',
    'Or',
    'Xor',
    'IsNaN',
    'IsInf',
  ],
];
/** The input whose type the output has, where that is not the first. */
const TYPED_INPUT: Readonly<Record<string, number>> = { Where: 1, OneHot: 2 };

/** Whether a number of `TensorProto.DataType` is one of the floats that a model computes with. */
export function isFloatType(elementType: number): boolean {
  return FLOAT_TYPES.includes(elementType);
}

/** Knows which values of a graph are floats, of whatever precision. */
export class FloatValues {
  readonly #wholes = new Set<string>();

  constructor({ inputs, initializers }: OnnxModel) {
    for (const [name, info] of inputs) if (!isFloatType(readElementType(info))) this.#wholes.add(name);
    for (const tensor of initializers.values()) this.addConstant(tensor);
  }

  /** Returns whether a value holds floats, as far as is known. */
  has(value: string): boolean {
    return !this.#wholes.has(value);
  }

  addConstant({ name, elementType }: OnnxTensor): void {
    if (!isFloatType(elementType)) this.#wholes.add(name);
  }

  /** Notes what a node gives; those that it depends on come first. */
  addNode(node: OnnxNode): void {
    const { opType, outputs } = node;
    outputs.forEach((output, place) => {
      const isScale = opType === 'DynamicQuantizeLinear' && place === 1;
      if (!isScale && !this.#givesFloats(node)) this.#wholes.add(output);
    });
  }

  #givesFloats({ opType, inputs, attributes }: OnnxNode): boolean {
    if (WHOLE_OPS.includes(opType) || opType === 'DynamicQuantizeLinear') return false;
    if (opType === 'DequantizeLinear') return true;
    if (opType === 'Cast') return isFloatType(attributes.get('to')?.int ?? 0);
    if (opType === 'ConstantOfShape') {
      return isFloatType(attributes.get('value')?.tensor?.elementType ?? ELEMENT_TYPES.float32);
    }
    return this.has(inputs[TYPED_INPUT[opType] ?? 0] ?? '');
  }
}

function readElementType(valueInfo: Uint8Array): number {
  const info = new ProtobufReader(valueInfo);
  while (info.next()) {
    if (info.field !== VALUE_TYPE) continue;
    const type = info.message();
    while (type.next()) {
      if (type.field !== TENSOR_TYPE) continue;
      const tensor = type.message();
      while (tensor.next()) if (tensor.field === ELEMENT_TYPE) return tensor.int();
    }
  }
  return ELEMENT_TYPES.float32;
}
