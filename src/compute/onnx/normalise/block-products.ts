import { countElements, readBytes, toFloats, toNibble, type FloatTensor } from '../float-tensor.ts';
import { ELEMENT_TYPES, type OnnxNode, type OnnxTensor } from '../onnx-graph.ts';
import type { CanonicalGraph } from './canonical-graph.ts';
import { addDerived } from './derived-weight.ts';

/** Weights of so many bits each, `columns` rows of `depth` each, in blocks of a row that share a scale and a zero point. */
interface BlockWeight {
  readonly bits: 4 | 8;
  readonly depth: number;
  readonly columns: number;
  readonly blockSize: number;
  readonly values: OnnxTensor;
  readonly scales: OnnxTensor;
  readonly zeroPoints: OnnxTensor | null;
}

/** Replaces ONNX Runtime's `MatMulNBits` by a product with floats. */
export function replaceBlockProduct(graph: CanonicalGraph, node: OnnxNode): boolean {
  if (node.opType !== 'MatMulNBits') return false;
  const [input = '', weight = '', scale = '', zeroPoint = '', order = '', bias = ''] = node.inputs;
  const int = (name: string): number => node.attributes.get(name)?.int ?? 0;
  const bits = int('bits') === 8 ? 8 : 4;
  const values = graph.constant(weight);
  const scales = graph.constant(scale);
  if (scales === null || values === null || order !== '' || (int('bits') || 4) !== bits) return false;
  const size = { depth: int('K'), columns: int('N'), blockSize: int('block_size') };
  if (!isWhole(values, { ...size, bits })) return false;
  const block: BlockWeight = { bits, ...size, values, scales, zeroPoints: graph.constant(zeroPoint) };
  const name = `${values.name}/${scales.name}/dequantised`;
  const plain = addDerived(
    graph,
    { name, dims: [size.depth, size.columns] },
    {
      compute: () => dequantize(block),
    },
  );
  const product = { ...node, opType: 'MatMul', domain: '', attributes: new Map(), inputs: [input, plain] };
  if (bias === '') graph.addNode(product);
  else {
    const sum = graph.addNode({ ...product, outputs: [`${node.outputs[0] ?? ''}/product`] });
    graph.addNode({
      ...product,
      opType: 'Add',
      name: `${node.name}_bias`,
      inputs: [sum, bias],
      outputs: node.outputs,
    });
  }
  return true;
}

/** Whether a weight has as many bytes as its sizes say. */
function isWhole(
  { raw, place }: OnnxTensor,
  { bits, depth, columns, blockSize }: Pick<BlockWeight, 'bits' | 'depth' | 'columns' | 'blockSize'>,
): boolean {
  if (depth <= 0 || columns <= 0 || blockSize <= 0) return false;
  const blockBytes = Math.ceil((blockSize * bits) / 8);
  return (raw ?? place)?.byteLength === columns * Math.ceil(depth / blockSize) * blockBytes;
}

function dequantize(weight: BlockWeight): FloatTensor {
  const { bits, depth, columns, blockSize, values } = weight;
  const raw = readBytes(values) ?? new Uint8Array();
  const blocks = Math.ceil(depth / blockSize);
  const scales = toFloats(weight.scales).data;
  const zeroPointOf = toZeroPoints(weight, blocks);
  const data = new Float32Array(depth * columns);
  for (let column = 0; column < columns; column += 1) {
    for (let row = 0; row < depth; row += 1) {
      const block = Math.floor(row / blockSize);
      const index = (column * blocks + block) * blockSize + (row % blockSize);
      const value = bits === 8 ? (raw[index] ?? 0) : toNibble(raw, index);
      data[row * columns + column] =
        (value - zeroPointOf(column, block)) * (scales[column * blocks + block] ?? 0);
    }
  }
  return { dims: [depth, columns], data };
}

/** Zero points are the middle where they are left out; packed ones begin a byte with each row. */
function toZeroPoints(
  { bits, zeroPoints, columns }: BlockWeight,
  blocks: number,
): (column: number, block: number) => number {
  if (zeroPoints === null) return () => 2 ** (bits - 1);
  const raw = readBytes(zeroPoints);
  if (zeroPoints.elementType !== ELEMENT_TYPES.uint8 || raw === null) {
    const floats = toFloats(zeroPoints).data;
    return (column, block) => floats[column * blocks + block] ?? 0;
  }
  const rowBytes = countElements(zeroPoints.dims) / columns;
  return bits === 8
    ? (column, block) => raw[column * rowBytes + block] ?? 0
    : (column, block) => toNibble(raw, column * rowBytes * 2 + block);
}
