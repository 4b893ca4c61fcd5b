import { floats, ints, type Tensor } from '../../onnx/model.ts';
import type { ModuleBuilder } from './module-builder.ts';

const BERT = '/encoder/bert';
const GENERATOR = '/decoder/decoder/generator';
const STFT = `${GENERATOR}/istft/stft`;
const LAST_INT64 = 2n ** 63n - 1n;

/** An optimiser keeps one constant of each value for the whole graph, under the name of any of them. */
const SHARED = {
  index0: [`${BERT}/Constant_10_output_0`, () => ints([0], [])],
  index1: [`${BERT}/Constant_1_output_0`, () => ints([1], [])],
  index2: [`${GENERATOR}/Constant_14_output_0`, () => ints([2], [])],
  lastIndex: [`${BERT}/embeddings/token_type_embeddings/Constant_output_0`, () => ints([-1], [])],
  zero: [`${STFT}/Constant_25_output_0`, () => ints([0])],
  one: [`${BERT}/Unsqueeze_output_0`, () => ints([1])],
  two: ['/encoder/predictor/text_encoder/lstms.1/Constant_output_0', () => ints([2])],
  minusOne: ['/encoder/predictor/text_encoder/Constant_4_output_0', () => ints([-1])],
  end: [`${STFT}/Constant_22_output_0`, () => bigInts([LAST_INT64])],
  row: ['/encoder/Constant_20_output_0', () => ints([1, -1])],
  ones2: [`${BERT}/ConstantOfShape_1_output_0`, () => ints([1, 1])],
  minusOnes2: [`${BERT}/Mul_output_0`, () => ints([-1, -1])],
  minusOnes3: ['/encoder/predictor/text_encoder/Mul_output_0', () => ints([-1, -1, -1])],
  ones3: ['/encoder/predictor/text_encoder/ConstantOfShape_output_0', () => ints([1, 1, 1])],
  minusOnes4: [`${BERT}/Mul_1_output_0`, () => ints([-1, -1, -1, -1])],
  ones4: [`${BERT}/ConstantOfShape_2_output_0`, () => ints([1, 1, 1, 1])],
  keepTwoAxes: ['/encoder/text_encoder/lstm/Constant_3_output_0', () => ints([0, 0, -1])],
  float0: [`${GENERATOR}/Constant_20_output_0`, () => floats([], [0])],
  float1: [`${BERT}/Constant_20_output_0`, () => floats([], [1])],
  float2: [`${GENERATOR}/Constant_18_output_0`, () => floats([], [2])],
  float3: [`${GENERATOR}/Constant_25_output_0`, () => floats([], [3])],
  pi: [`${GENERATOR}/m_source/l_sin_gen/Constant_7_output_0`, () => floats([], [Math.PI])],
  epsilon: ['/encoder/F0.0/norm1/Constant_10_output_0', () => floats([], [1e-5])],
  sqrt2: ['/encoder/F0.0/Constant_2_output_0', () => floats([], [Math.SQRT2])],
  twice: ['/encoder/F0.1/upsample/Constant_output_0', () => floats([3], [1, 1, 2])],
  samplesPerStep: [`${GENERATOR}/f0_upsamp/Constant_output_0`, () => floats([3], [1, 1, 300])],
} as const satisfies Readonly<Record<string, readonly [string, () => Tensor]>>;

/** Adds one of the constants that modules share, or finds it, and returns its name. */
export function shared(graph: ModuleBuilder, key: keyof typeof SHARED): string {
  const [name, create] = SHARED[key];
  return graph.constant(name, create);
}

/** Adds a constant of this module under the exporter's label, and returns its name. */
export function labelled(graph: ModuleBuilder, label: string, tensor: Tensor): string {
  return graph.constant(graph.value(label), () => tensor);
}

/** Numbers that the optimiser gave to the halves it splits a vector of so many channels into. */
const SPLIT_TOKENS: Readonly<Record<number, string>> = {
  128: '',
  256: '_token_74',
  512: '_token_68',
  514: '_token_59',
  1024: '_token_66',
  1090: '_token_67',
};

/** Adds the lengths of two halves with so many channels each, and returns their constant's name. */
export function halves(graph: ModuleBuilder, channels: number): string {
  const token = SPLIT_TOKENS[channels] ?? `_${channels}`;
  return graph.constant(`splits${token}`, () => ints([channels, channels]));
}

function bigInts(values: readonly bigint[]): Tensor {
  return { type: 'int64', dims: [values.length], data: new Uint8Array(BigInt64Array.from(values).buffer) };
}
