import { GraphRewrite } from './graph-rewrite.ts';
import type { Model, Node, Tensor } from './model.ts';

const BITS = 4;
const BLOCK = 32;
const LEAST = -8;
const MIDDLE = 8;

/**
 * Quantises each MatMul with a constant float32 weight to four bits in blocks of 32 rows, as ONNX Runtime's
 * `MatMul4BitsQuantizer` does for `model_q4.onnx`: MatMulNBits, symmetric, a scale for each block of a column.
 */
export function quantizeBlocks(model: Model): Model {
  const rewrite = new GraphRewrite(model);
  for (const node of model.nodes) {
    const weight = node.opType === 'MatMul' ? rewrite.floats(node.inputs[1]) : undefined;
    if (weight === undefined) rewrite.nodes.push(node);
    else addProduct(rewrite, node, weight);
  }
  return rewrite.toModel();
}

function addProduct(rewrite: GraphRewrite, node: Node, weight: Tensor): void {
  const [input = '', name = ''] = node.inputs;
  const [rows = 0, columns = 0] = weight.dims;
  const values = `${name}_Q${BITS}`;
  const scales = `${name}_scales`;
  if (!rewrite.initializers.has(values)) {
    const packed = packBlocks(weight);
    rewrite.initializers.set(values, packed.values);
    rewrite.initializers.set(scales, packed.scales);
  }
  rewrite.add({
    name: `${node.name}_Q${BITS}`,
    opType: 'MatMulNBits',
    inputs: [input, values, scales],
    outputs: node.outputs,
    attributes: {
      K: { int: rows },
      N: { int: columns },
      bits: { int: BITS },
      block_size: { int: BLOCK },
      accuracy_level: { int: 0 },
    },
    domain: 'com.microsoft',
  });
}

/** `[K, N]` → values `[N, blocks, 16]`, two a byte, the lower half first, and scales `[N · blocks]`. */
function packBlocks({ dims, data }: Tensor): { readonly values: Tensor; readonly scales: Tensor } {
  const [rows = 0, columns = 0] = dims;
  const floatValues = new Float32Array(data.slice().buffer);
  const blockCount = Math.ceil(rows / BLOCK);
  const values = new Uint8Array((columns * blockCount * BLOCK) / 2);
  const scales = new Float32Array(columns * blockCount);
  const read = (row: number, column: number): number =>
    row < rows ? (floatValues[row * columns + column] ?? 0) : 0;
  for (let block = 0; block < columns * blockCount; block += 1) {
    const column = Math.floor(block / blockCount);
    const start = (block % blockCount) * BLOCK;
    let peak = 0;
    for (let row = start; row < start + BLOCK; row += 1) {
      const value = read(row, column);
      if (Math.abs(value) > Math.abs(peak)) peak = value;
    }
    // The largest value, with its sign, becomes the least number, which has no opposite.
    const scale = peak / LEAST || 1;
    scales[block] = scale;
    const toNibble = (row: number): number =>
      Math.min(15, Math.max(0, Math.round(read(row, column) / scale) + MIDDLE));
    for (let pair = 0; pair < BLOCK / 2; pair += 1) {
      const row = start + 2 * pair;
      values[block * (BLOCK / 2) + pair] = toNibble(row) | (toNibble(row + 1) << 4);
    }
  }
  return {
    values: { type: 'uint8', dims: [columns, blockCount, BLOCK / 2], data: values },
    scales: { type: 'float32', dims: [scales.length], data: new Uint8Array(scales.buffer) },
  };
}
