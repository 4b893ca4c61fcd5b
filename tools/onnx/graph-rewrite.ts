import type { Attributes, Model, Node, Tensor } from './model.ts';

/** What a new node has; its attributes default to none. */
export interface NewNode {
  readonly name: string;
  readonly opType: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Attributes;
  readonly domain?: string;
}

/** A model that is being rewritten, node by node. */
export class GraphRewrite {
  readonly nodes: Node[] = [];
  readonly initializers: Map<string, Tensor>;
  readonly #model: Model;
  readonly #byContent = new Map<string, string>();

  constructor(model: Model) {
    this.#model = model;
    this.initializers = new Map(model.initializers);
  }

  /** Adds a node and returns its first output. */
  add({ attributes = {}, ...node }: NewNode): string {
    this.nodes.push({ ...node, attributes });
    return node.outputs[0] ?? '';
  }

  /** Returns the float32 constant of this name, or undefined where the value is computed. */
  floats(name: string | undefined): Tensor | undefined {
    const tensor = this.initializers.get(name ?? '');
    return tensor?.type === 'float32' ? tensor : undefined;
  }

  /** Sets a constant unless one of this name is there, and returns its name. */
  constant(name: string, create: () => Tensor): string {
    if (!this.initializers.has(name)) this.initializers.set(name, create());
    return name;
  }

  /** Adds a small constant, or finds one of equal content, as optimisers share them, and returns its name. */
  shared(name: string, tensor: Tensor): string {
    const content = `${tensor.type} ${tensor.dims.join()} ${tensor.data.join()}`;
    const known = this.#byContent.get(content);
    if (known !== undefined) return known;
    this.#byContent.set(content, name);
    this.initializers.set(name, tensor);
    return name;
  }

  /** The model with the nodes added so far, without the constants that none of them reads. */
  toModel(): Model {
    const read = new Set(this.nodes.flatMap(({ inputs }) => inputs));
    const initializers = new Map([...this.initializers].filter(([name]) => read.has(name)));
    return { ...this.#model, nodes: this.nodes, initializers };
  }
}
