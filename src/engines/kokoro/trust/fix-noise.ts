import { ProtobufReader, type ByteRange } from '../../../compute/onnx/protobuf-reader.ts';

/** Field numbers of onnx.proto. */
const GRAPH = 7;
const NODE = 1;
const nodeField = { name: 3, opType: 4, attribute: 5, doc: 6 } as const;

const randomOps = ['RandomNormalLike', 'RandomUniformLike', 'RandomNormal', 'RandomUniform'];
const longestOp = Math.max(...randomOps.map((op) => op.length));

/** A node that draws noise has a name and a shape. */
const LONGEST_NODE = 0x4000;

/** `AttributeProto { name: "seed", f: 1, type: FLOAT }` */
const seed = [0x0a, 4, 0x73, 0x65, 0x65, 0x64, 0x15, 0, 0, 0x80, 0x3f, 0xa0, 1, 1];

/**
 * Fixes the noise of a serialized ONNX model, in place: each node that draws random numbers gets a seed, so that the
 * n-th run of one session draws what the n-th run of another does, on whatever device. Returns whether every such
 * node could be changed: its name makes room for the seed, so that nothing else in the file moves.
 */
export function fixNoise(model: Uint8Array): boolean {
  let isFixed = true;
  for (const range of findRandomNodes(model)) isFixed = addSeed(model, range) && isFixed;
  return isFixed;
}

function findRandomNodes(model: Uint8Array): readonly ByteRange[] {
  const found: ByteRange[] = [];
  const file = new ProtobufReader(model);
  while (file.next()) {
    if (file.field !== GRAPH) continue;
    const graph = file.message();
    while (graph.next()) {
      if (graph.field === NODE && isRandom(graph.message())) found.push(graph.valueRange);
    }
  }
  return found;
}

function isRandom(node: ProtobufReader): boolean {
  while (node.next()) {
    if (node.field !== nodeField.opType) continue;
    return node.bytes().byteLength <= longestOp && randomOps.includes(node.text());
  }
  return false;
}

function addSeed(model: Uint8Array, range: ByteRange): boolean {
  if (range.end - range.start > LONGEST_NODE) return false;
  const bytes = [(nodeField.attribute << 3) | 2, seed.length, ...seed];
  const node = new ProtobufReader(model, range);
  while (node.next()) {
    if (node.field === nodeField.name || node.field === nodeField.doc) continue;
    bytes.push(...model.subarray(node.fieldRange.start, node.fieldRange.end));
  }
  // What the name took and the seed did not, documentation fills: a tag, a length of two bytes, and spaces.
  const padding = range.end - range.start - bytes.length - 3;
  if (padding < 0 || padding > 0x3fff) return false;
  bytes.push((nodeField.doc << 3) | 2, (padding & 0x7f) | 0x80, padding >> 7);
  model.set([...bytes, ...new Array<number>(padding).fill(0x20)], range.start);
  return true;
}
