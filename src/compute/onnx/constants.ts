import { computeConstant, isComputable } from './compute-constant.ts';
import { toFloats, type FloatTensor, type Weight } from './float-tensor.ts';
import { GraphMismatch } from './onnx-graph.ts';
import type { GraphIndex } from './graph-index.ts';

/** Exporters put fewer nodes between a weight and what uses it. */
const MOST_NODES = 100;

/**
 * Computes the values of a graph that do not depend on its inputs, so that weights are found in whatever form the
 * export keeps them: half floats, quantised, behind a weight norm, transposed.
 */
export class Constants {
  readonly #index: GraphIndex;
  /** How many nodes are computed for each value, again each time that it is read. */
  readonly #computed = new Map<string, number>();

  constructor(index: GraphIndex) {
    this.#index = index;
    for (const node of index.model.nodes) {
      if (isComputable(node) && node.inputs.every((input) => input === '' || this.has(input))) {
        const cost = node.inputs.reduce((sum, input) => sum + (this.#computed.get(input) ?? 0), 1);
        if (cost <= MOST_NODES) for (const output of node.outputs) this.#computed.set(output, cost);
      }
    }
  }

  /** Whether a value is constant. */
  has(value: string): boolean {
    return this.#index.model.initializers.has(value) || this.#computed.has(value);
  }

  /** The value of a constant in fp32; throws `GraphMismatch` where it is none or cannot be computed here. */
  read(value: string): FloatTensor {
    const initializer = this.#index.model.initializers.get(value);
    if (initializer !== undefined) return toFloats(initializer);
    const node = this.#index.producer(value);
    if (node === null || !this.#computed.has(value)) throw new GraphMismatch(`${value} is no constant`);
    return computeConstant(
      node,
      node.inputs.filter((input) => input !== '').map((input) => this.read(input)),
    );
  }

  /** The same, but its elements are read when, and each time that, they are asked for. */
  refer(value: string): Weight {
    const initializer = this.#index.model.initializers.get(value);
    if (initializer === undefined) return toWeight(this.read(value));
    return {
      dims: initializer.dims,
      get data() {
        return toFloats(initializer).data;
      },
      get stored() {
        return initializer.readQuantised?.() ?? this.data;
      },
    };
  }

  /** The value of a constant that has one element, or null. */
  readScalar(value: string): number | null {
    if (!this.has(value)) return null;
    const { data } = this.read(value);
    return data.length === 1 ? (data[0] ?? null) : null;
  }
}

function toWeight({ dims, data }: FloatTensor): Weight {
  return { dims, data, stored: data };
}
