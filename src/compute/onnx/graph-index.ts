import { GraphMismatch, type OnnxModel, type OnnxNode } from './onnx-graph.ts';

/** Finds nodes by what they make, by what they read, and by the module that they belong to. */
export class GraphIndex {
  readonly model: OnnxModel;
  readonly #producers = new Map<string, OnnxNode>();
  readonly #consumers = new Map<string, OnnxNode[]>();
  readonly #modules = new Map<string, OnnxNode[]>();

  constructor(model: OnnxModel) {
    this.model = model;
    for (const node of model.nodes) {
      for (const output of node.outputs) this.#producers.set(output, node);
      for (const input of node.inputs) add(this.#consumers, input, node);
      add(this.#modules, toModule(node.name), node);
    }
  }

  /** The node that makes a value; null for graph inputs and initializers. */
  producer(value: string): OnnxNode | null {
    return this.#producers.get(value) ?? null;
  }

  /** The nodes that read a value. */
  consumers(value: string): readonly OnnxNode[] {
    return this.#consumers.get(value) ?? [];
  }

  /** The full path of the one module whose path ends with `tail`: exports differ in what stands before. */
  findModule(tail: string): string {
    const paths = [...this.#modules.keys()].filter((path) => path.endsWith(tail));
    const [path] = paths;
    if (path === undefined || paths.length > 1) {
      throw new GraphMismatch(`${paths.length} modules are called …${tail}, not one`);
    }
    return path;
  }

  /** The nodes of one of these operators right in a module. */
  nodesIn(module: string, opTypes: readonly string[]): readonly OnnxNode[] {
    return (this.#modules.get(module) ?? []).filter(({ opType }) => opTypes.includes(opType));
  }

  /** The one node of these operators in a module; throws `GraphMismatch` where there is none or more than one. */
  nodeIn(module: string, opTypes: readonly string[]): OnnxNode {
    const nodes = this.nodesIn(module, opTypes);
    const [node] = nodes;
    if (node === undefined || nodes.length > 1) {
      throw new GraphMismatch(`${module} has ${nodes.length} nodes ${opTypes.join(' or ')}, not one`);
    }
    return node;
  }

  /** The nodes of a module and of all modules in it. */
  nodesBelow(module: string): readonly OnnxNode[] {
    return this.model.nodes.filter(({ name }) => isBelow(name, module));
  }
}

/** Whether a node's name lies in a module, at any depth. */
export function isBelow(name: string, module: string): boolean {
  return name.startsWith(`${module}/`);
}

function toModule(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf('/')));
}

function add(map: Map<string, OnnxNode[]>, key: string, node: OnnxNode): void {
  const nodes = map.get(key);
  if (nodes === undefined) map.set(key, [node]);
  else nodes.push(node);
}
