import {
  floats,
  type Attributes,
  type Model,
  type Node,
  type Tensor,
  type ValueInfo,
} from '../../onnx/model.ts';
import { createRandomTensor, type Spread } from '../random-tensor.ts';

/** Makes up a weight of this name. */
export type CreateWeight = typeof createRandomTensor;

/** What every module of one graph adds to. */
interface Graph {
  readonly createWeight: CreateWeight;
  readonly nodes: Node[];
  readonly initializers: Map<string, Tensor>;
}

/** What is unusual about a node; each has a default. */
export interface NodeOptions {
  readonly attributes?: Attributes;
  /** The node's whole name; by default the module's path and the label. */
  readonly name?: string;
  /** Names of the outputs; by default one, the node's name with `_output_0`. */
  readonly outputs?: readonly string[];
  readonly domain?: string;
}

export interface WeightOptions {
  readonly dims: readonly number[];
  readonly spread: Spread;
  /** The initializer's name where it is not the parameter's. */
  readonly name?: string;
}

/**
 * Builds a graph whose nodes bear the very names of an exported and optimised one. An exporter counts the operators of a
 * module, and an optimiser removes some of them, so each node is given its label: `Mul_2` is the operator `Mul`.
 */
export class ModuleBuilder {
  readonly path: string;
  readonly #parameters: string;
  readonly #graph: Graph;

  private constructor(graph: Graph, path = '', parameters = '') {
    this.#graph = graph;
    this.path = path;
    this.#parameters = parameters;
  }

  /** The builder of an empty graph's outermost module. */
  static create(createWeight: CreateWeight = createRandomTensor): ModuleBuilder {
    return new ModuleBuilder({ createWeight, nodes: [], initializers: new Map() });
  }

  /** A builder for a module inside this one; `parameters` is the module's name in parameter names where it differs. */
  module(name: string, parameters = name.replaceAll('/', '.')): ModuleBuilder {
    const prefix = this.#parameters === '' ? parameters : `${this.#parameters}.${parameters}`;
    return new ModuleBuilder(this.#graph, `${this.path}/${name}`, prefix);
  }

  /** The name of the value that the exporter calls `label` in this module. */
  value(label: string): string {
    return `${this.path}/${label}_output_0`;
  }

  /** Adds a node with one output and returns that output's name. */
  node(label: string, inputs: readonly string[], options: NodeOptions = {}): string {
    const [output = ''] = this.nodes(label, inputs, options);
    return output;
  }

  /** Adds a node and returns its outputs' names. */
  nodes(label: string, inputs: readonly string[], options: NodeOptions): readonly string[] {
    const {
      attributes = {},
      name = `${this.path}/${label}`,
      outputs = [`${name}_output_0`],
      domain,
    } = options;
    const opType = label.replace(/_\d+$/, '');
    this.#graph.nodes.push({
      ...{ name, opType, inputs, outputs, attributes },
      ...(domain === undefined ? {} : { domain }),
    });
    return outputs;
  }

  /** Adds a made-up weight, the same for the same parameter, or finds it, and returns its initializer's name. */
  weight(parameter: string, { dims, spread, name }: WeightOptions): string {
    const full = `${this.#parameters}.${parameter}`;
    return this.constant(name ?? full, () => this.#graph.createWeight(full, dims, spread));
  }

  /** Adds a constant, or finds the one of that name, and returns its name. */
  constant(name: string, create: () => Tensor): string {
    const { initializers } = this.#graph;
    if (!initializers.has(name)) initializers.set(name, create());
    return name;
  }

  /** Adds the inverses of a weight's elements, which an optimiser computed, and returns their name. */
  inverse(name: string, weight: string): string {
    return this.constant(name, () => {
      const { dims, data } = this.#graph.initializers.get(weight) ?? floats([0], []);
      return floats(
        dims,
        new Float32Array(data.slice().buffer).map((value) => 1 / value),
      );
    });
  }

  /** The graph so far, as a model. */
  toModel(ends: { readonly inputs: readonly ValueInfo[]; readonly outputs: readonly ValueInfo[] }): Model {
    const { nodes, initializers } = this.#graph;
    return { name: 'main_graph', opset: 20, ...ends, nodes, initializers };
  }
}
