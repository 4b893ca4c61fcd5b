import type { StoredWeights } from '../stored-weights.ts';
import { checkDims } from './check-layer.ts';
import { GraphMismatch, type OnnxNode } from './onnx-graph.ts';
import { inputOf, outputOf, type KnownGraph } from './known-graph.ts';

/** A bidirectional LSTM; the weights keep ONNX's order and are read each time they are asked for. */
export interface FoundLstm {
  /** [steps, 1, inputs] */
  readonly input: string;
  /** [steps, 2, 1, units] */
  readonly output: string;
  readonly weights: {
    readonly directions: 2;
    readonly inputs: number;
    readonly units: number;
    /** [2][4 · units][inputs] */
    readonly input: StoredWeights;
    /** [2][4 · units][units] */
    readonly recurrence: StoredWeights;
    /** [2][8 · units] */
    readonly bias: Float32Array;
  };
}

const DIRECTIONS = 2;
/** Places of an LSTM's inputs. */
const PLACES = { weight: 1, recurrence: 2, bias: 3, lengths: 4, firstStates: [5, 6], peepholes: 7 } as const;

/** Finds the one LSTM in a module; throws `GraphMismatch` unless it is plain, bidirectional and starts from zeros. */
export function findLstm(graph: KnownGraph, module: string): FoundLstm {
  const node = graph.index.nodeIn(module, ['LSTM']);
  checkPlain(graph, node);
  const { constants } = graph;
  const weight = constants.refer(inputOf(node, PLACES.weight));
  const recurrence = constants.refer(inputOf(node, PLACES.recurrence));
  const bias = constants.refer(inputOf(node, PLACES.bias));
  const units = recurrence.dims[2] ?? 0;
  const inputs = weight.dims[2] ?? 0;
  checkDims(node.name, weight.dims, [DIRECTIONS, 4 * units, inputs]);
  checkDims(node.name, recurrence.dims, [DIRECTIONS, 4 * units, units]);
  checkDims(`The bias of ${node.name}`, bias.dims, [DIRECTIONS, 8 * units]);
  return {
    input: inputOf(node, 0),
    output: outputOf(node),
    weights: {
      ...{ directions: DIRECTIONS, inputs, units },
      get input() {
        return weight.stored;
      },
      get recurrence() {
        return recurrence.stored;
      },
      get bias() {
        return bias.data;
      },
    },
  };
}

function checkPlain(graph: KnownGraph, node: OnnxNode): void {
  const { attributes, inputs } = node;
  const isPlain =
    attributes.get('direction')?.text === 'bidirectional' &&
    !attributes.has('activations') &&
    !attributes.has('clip') &&
    (attributes.get('input_forget')?.int ?? 0) === 0 &&
    (attributes.get('layout')?.int ?? 0) === 0 &&
    (inputs[PLACES.lengths] ?? '') === '' &&
    (inputs[PLACES.peepholes] ?? '') === '' &&
    PLACES.firstStates.every((place) => isZero(graph, inputs[place] ?? ''));
  if (!isPlain) throw new GraphMismatch(`${node.name} is no plain LSTM of both directions`);
}

function isZero({ index, constants }: KnownGraph, value: string): boolean {
  if (value === '') return true;
  if (constants.has(value)) return constants.read(value).data.every((element) => element === 0);
  const node = index.producer(value);
  if (node?.opType !== 'ConstantOfShape') return false;
  const { raw, values } = node.attributes.get('value')?.tensor ?? { raw: null, values: [] };
  return (raw ?? []).every((byte) => byte === 0) && values.every((element) => element === 0);
}
