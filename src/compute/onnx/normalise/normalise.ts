import type { OnnxModel, OnnxNode } from '../onnx-graph.ts';
import { replaceBlockProduct } from './block-products.ts';
import { CanonicalGraph } from './canonical-graph.ts';
import { replaceDequantisation } from './dequantised-values.ts';
import { FloatValues } from './float-values.ts';
import { foldConstant } from './folded-constants.ts';
import { splitFusedSum } from './fused-sums.ts';
import { joinInverseTransforms } from './inverse-transforms.ts';
import { joinTransposes, liftTranspose } from './lifted-transposes.ts';
import { moveBiasIn } from './outer-bias.ts';
import { replaceQuantisedLstm } from './quantised-lstm.ts';
import { replaceQuantisedProduct } from './quantised-product.ts';
import { toSingleNode, toSingleTensor } from './single-precision.ts';

type Rule = (graph: CanonicalGraph, node: OnnxNode) => boolean;

/** Each puts something else in the place of a node, or gives false; the first that does so counts. */
const RULES: readonly Rule[] = [
  replaceDequantisation,
  replaceQuantisedProduct,
  replaceQuantisedLstm,
  replaceBlockProduct,
  splitFusedSum,
  moveBiasIn,
  joinInverseTransforms,
  joinTransposes,
];

/**
 * Brings a graph into the one spelling that is searched: in single precision, without quantisation, and with each value
 * computed once. It computes the same, but for what quantising values in between and half precision round. Weights that
 * were quantised are dequantised each time they are read, so that they take no memory of their own.
 */
export function normalise(model: OnnxModel): OnnxModel {
  const pinned = new Set([...model.outputs, ...model.nodes.flatMap(({ captured }) => captured)]);
  const floats = new FloatValues(model);
  const graph = new CanonicalGraph(pinned);
  for (const tensor of model.initializers.values()) graph.addConstant(toSingleTensor(tensor));
  for (const node of model.nodes) {
    const inputs = node.inputs.map((input) => graph.resolve(input));
    floats.addNode(node);
    placeNode({ graph, floats }, toSingleNode({ ...node, inputs }));
  }
  return withoutDead({ ...model, nodes: graph.nodes, initializers: graph.initializers });
}

interface Placing {
  readonly graph: CanonicalGraph;
  readonly floats: FloatValues;
}

function placeNode(placing: Placing, node: OnnxNode): void {
  const { graph } = placing;
  if (dropStorage(placing, node) || RULES.some((rule) => rule(graph, node))) return;
  if (placing.floats.has(node.outputs[0] ?? '') && foldConstant(graph, node)) return;
  const isLifted = liftTranspose(graph, node, (each) => placeNode(placing, each));
  if (!isLifted) graph.addNode(node);
}

/** Drops what only stores a value otherwise; a constant that is a node becomes an initializer. */
function dropStorage({ graph, floats }: Placing, { opType, inputs, outputs, attributes }: OnnxNode): boolean {
  const [input = ''] = inputs;
  const [output = ''] = outputs;
  const tensor = opType === 'Constant' ? (attributes.get('value')?.tensor ?? null) : null;
  if (tensor !== null) {
    graph.replace(output, graph.addConstant({ ...tensor, name: `${output}/constant` }));
    return true;
  }
  const isFloatCast = opType === 'Cast' && floats.has(input) && attributes.get('to')?.int === FLOAT;
  if (opType !== 'Identity' && !isFloatCast) return false;
  graph.replace(output, input);
  return true;
}

/** What all casts to floats cast to, once they are in single precision. */
const FLOAT = 1;

/** Leaves out what no output depends on. */
function withoutDead(model: OnnxModel): OnnxModel {
  const needed = new Set(model.outputs);
  const nodes = model.nodes.toReversed().filter(({ inputs, outputs, captured }) => {
    if (!outputs.some((output) => needed.has(output))) return false;
    for (const input of [...inputs, ...captured]) needed.add(input);
    return true;
  });
  const initializers = new Map([...model.initializers].filter(([name]) => needed.has(name)));
  return { ...model, nodes: nodes.reverse(), initializers };
}
