import { GraphMismatch, type OnnxNode, type OnnxTensor } from '../onnx-graph.ts';
import { toTensorKey, toNodeKey } from './value-keys.ts';

/**
 * A graph that is built node by node, in order. Nodes that compute the same from the same values become one, as do
 * small constants with the same elements, so that it makes no difference which of them an export repeats.
 */
export class CanonicalGraph {
  readonly nodes: OnnxNode[] = [];
  readonly initializers = new Map<string, OnnxTensor>();
  /** Values that keep their names: others than the graph's own nodes refer to them. */
  readonly #pinned: ReadonlySet<string>;
  readonly #producers = new Map<string, OnnxNode>();
  readonly #aliases = new Map<string, string>();
  readonly #nodesByKey = new Map<string, OnnxNode>();
  readonly #constantsByKey = new Map<string, string>();

  constructor(pinned: ReadonlySet<string>) {
    this.#pinned = pinned;
  }

  /** What stands for a value here. */
  resolve(value: string): string {
    return this.#aliases.get(value) ?? value;
  }

  /** The node that makes a value; null for inputs and constants. */
  producer(value: string): OnnxNode | null {
    return this.#producers.get(value) ?? null;
  }

  /** A constant; null where the value is computed. */
  constant(value: string): OnnxTensor | null {
    return this.initializers.get(value) ?? null;
  }

  /** Has one value stand for another. */
  replace(value: string, by: string): void {
    if (this.#pinned.has(value)) this.#append({ ...IDENTITY, name: value, inputs: [by], outputs: [value] });
    else this.#aliases.set(value, by);
  }

  /** Adds a constant, and gives the name of the one that stands for it. */
  addConstant(tensor: OnnxTensor): string {
    const key = this.#pinned.has(tensor.name) ? null : toTensorKey(tensor);
    const known = key === null ? undefined : this.#constantsByKey.get(key);
    if (known === undefined) {
      this.initializers.set(tensor.name, tensor);
      if (key !== null) this.#constantsByKey.set(key, tensor.name);
      return tensor.name;
    }
    if (known !== tensor.name) this.#aliases.set(tensor.name, known);
    return known;
  }

  /** Adds a node, whose inputs must be resolved, and gives its first output or what stands for that. */
  addNode(node: OnnxNode): string {
    const [output] = node.outputs;
    if (output === undefined) throw new GraphMismatch(`${node.name} has no output`);
    const key = toNodeKey(node);
    const known = key === null ? undefined : this.#nodesByKey.get(key);
    if (known?.outputs.length !== node.outputs.length) {
      if (key !== null) this.#nodesByKey.set(key, node);
      this.#append(node);
      return output;
    }
    node.outputs.forEach((value, place) => this.replace(value, known.outputs[place] ?? value));
    return this.resolve(output);
  }

  #append(node: OnnxNode): void {
    this.nodes.push(node);
    for (const output of node.outputs) this.#producers.set(output, node);
  }
}

const IDENTITY = { opType: 'Identity', domain: '', attributes: new Map(), captured: [] } as const;
