import type { Attributes, Model, Node, Tensor, ValueInfo } from './model.ts';

/** What every module of one graph adds to. */
interface Graph {
  readonly nodes: Node[];
  readonly initializers: Map<string, Tensor>;
  readonly inputs: ValueInfo[];
  readonly outputs: ValueInfo[];
  readonly opCounts: Map<string, number>;
  /** Parameter name → the name that its initializer bears. */
  readonly weightNames: Map<string, string>;
}

/**
 * Builds a graph node by node, naming each after its module as PyTorch's exporter does: a Conv in the module
 * `/decoder/F0_conv` is `/decoder/F0_conv/Conv`, the next one there `/decoder/F0_conv/Conv_1`.
 */
export class GraphBuilder {
  readonly #graph: Graph;
  readonly #path: string;

  constructor(path = '', graph?: Graph) {
    this.#path = path;
    this.#graph = graph ?? {
      nodes: [],
      initializers: new Map(),
      inputs: [],
      outputs: [],
      opCounts: new Map(),
      weightNames: new Map(),
    };
  }

  /** A builder for a module inside this one; `name` may be a path of several modules. */
  module(name: string): GraphBuilder {
    return new GraphBuilder(`${this.#path}/${name}`, this.#graph);
  }

  /** Declares a graph input and returns its name. */
  input(name: string, type: ValueInfo['type'], dims: ValueInfo['dims']): string {
    this.#graph.inputs.push({ name, type, dims });
    return name;
  }

  /** Makes the value `source` a graph output called `name`. */
  output(source: string, info: ValueInfo): void {
    const { nodes, outputs } = this.#graph;
    const name = `${this.#path}/${info.name}`;
    nodes.push({ name, opType: 'Identity', inputs: [source], outputs: [info.name], attributes: {} });
    outputs.push(info);
  }

  /**
   * Adds a weight, or finds the one with the same parameter name (`decoder.F0_conv.weight`), and returns the name of
   * its initializer. With a `label` that is an anonymous one (`onnx::Conv_12`), as it is where an exporter folds weights.
   */
  weight(name: string, create: (parameter: string) => Tensor, label?: string): string {
    const { weightNames, initializers } = this.#graph;
    const parameter = `${this.#path}/${name}`.slice(1).replaceAll('/', '.');
    const known = weightNames.get(parameter);
    if (known !== undefined) return known;
    const full = label === undefined ? parameter : `onnx::${label}_${initializers.size}`;
    weightNames.set(parameter, full);
    initializers.set(full, create(parameter));
    return full;
  }

  /** Adds a constant and returns its name. */
  constant(tensor: Tensor): string {
    const name = this.#unique('Constant');
    this.#graph.initializers.set(`${name}_output_0`, tensor);
    return `${name}_output_0`;
  }

  /** Adds a node with one output and returns that output's name. */
  node(opType: string, inputs: readonly string[], attributes: Attributes = {}): string {
    const [output] = this.nodes(opType, inputs, { attributes, outputCount: 1 });
    if (output === undefined) throw new RangeError(`${opType} has no output`);
    return output;
  }

  /** Adds a node with any number of outputs and returns their names. */
  nodes(
    opType: string,
    inputs: readonly string[],
    options: { readonly attributes?: Attributes; readonly outputCount: number },
  ): string[] {
    const name = this.#unique(opType);
    const outputs = Array.from({ length: options.outputCount }, (_, index) => `${name}_output_${index}`);
    this.#graph.nodes.push({ name, opType, inputs, outputs, attributes: options.attributes ?? {} });
    return outputs;
  }

  /** The graph so far, as a model. */
  toModel(name: string, opset: number): Model {
    const { inputs, outputs, nodes, initializers } = this.#graph;
    return { name, opset, inputs, outputs, nodes, initializers };
  }

  #unique(opType: string): string {
    const base = `${this.#path}/${opType}`;
    const count = this.#graph.opCounts.get(base) ?? 0;
    this.#graph.opCounts.set(base, count + 1);
    return count === 0 ? base : `${base}_${count}`;
  }
}
