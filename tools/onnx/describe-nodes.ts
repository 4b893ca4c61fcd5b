import type { OnnxModel, OnnxTensor } from '../../src/compute/onnx/onnx-graph.ts';
import { DATA_TYPES, type Model, type Tensor } from './model.ts';

/** A graph's nodes, and how it describes its constants. */
interface Graph {
  readonly nodes: readonly {
    readonly name: string;
    readonly opType: string;
    readonly inputs: readonly string[];
    readonly outputs: readonly string[];
  }[];
  readonly constants: ReadonlyMap<string, { readonly name: string; readonly tensor: Tensor }>;
}

/** A node by its path, its operator, and what it reads: other nodes by their paths, constants by type and shape. */
export interface NodeDescription {
  readonly path: string;
  readonly opType: string;
  readonly inputs: readonly string[];
}

/** Describes the nodes of a graph that is being built. */
export function describeNodes({ nodes, initializers }: Model): readonly NodeDescription[] {
  return describe({
    nodes,
    constants: new Map([...initializers].map(([name, tensor]) => [name, { name, tensor }])),
  });
}

/** Describes the nodes of a model file. */
export function describeFile({ nodes, initializers }: OnnxModel): readonly NodeDescription[] {
  const constants = [...initializers].map(
    ([name, tensor]) => [name, { name, tensor: toTensor(tensor) }] as const,
  );
  return describe({ nodes, constants: new Map(constants) });
}

const TYPE_NAMES = new Map<number, string>(
  Object.entries(DATA_TYPES).map(([name, number]) => [number, name]),
);

function toTensor({ elementType, dims, raw, values }: OnnxTensor): Tensor {
  const type = TYPE_NAMES.get(elementType) as Tensor['type'] | undefined;
  if (type === undefined) throw new TypeError(`Element type ${elementType} is not known`);
  return { type, dims, data: raw ?? toBytes(type, values) };
}

/** Elements that a file spells out one by one; of bytes and half floats only the shape is described. */
function toBytes(type: Tensor['type'], values: readonly number[]): Uint8Array {
  if (type === 'int64') return new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
  if (type === 'int32') return new Uint8Array(Int32Array.from(values).buffer);
  if (type === 'float32') return new Uint8Array(Float32Array.from(values).buffer);
  return Uint8Array.from(values);
}

function describe({ nodes, constants }: Graph): readonly NodeDescription[] {
  const producers = new Map<string, string>();
  for (const { name, outputs } of nodes) {
    const count = outputs.length;
    outputs.forEach((output, index) => producers.set(output, count === 1 ? name : `${name}#${index}`));
  }
  const describeInput = (input: string): string => {
    if (input === '') return '-';
    const constant = constants.get(input);
    if (constant !== undefined) return describeConstant(constant.name, constant.tensor);
    return producers.get(input) ?? input;
  };
  const described = nodes.map(({ name, opType, inputs }) => ({
    path: name,
    opType,
    inputs: inputs.map(describeInput),
  }));
  return described.sort((a, b) => (a.path < b.path ? -1 : 1));
}

const MOST_VALUES = 9;

/** Whole numbers and the exporter's own constants are part of the calculation; other floats are weights. */
function describeConstant(name: string, { type, dims, data }: Tensor): string {
  const shape = `${type}[${dims.join()}]`;
  if (dims.reduce((product, dim) => product * dim, 1) > MOST_VALUES) return shape;
  const buffer = data.slice().buffer;
  if (type === 'int64') return `${shape}=${new BigInt64Array(buffer).join()}`;
  if (type === 'int32') return `${shape}=${new Int32Array(buffer).join()}`;
  if (type === 'float32' && name.includes('/Constant_')) return `${shape}=${new Float32Array(buffer).join()}`;
  return shape;
}
