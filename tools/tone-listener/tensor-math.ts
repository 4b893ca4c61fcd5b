import type { GraphBuilder } from '../onnx/graph-builder.ts';
import { floats, ints } from '../onnx/model.ts';

/** The data types of ONNX's Cast. */
const BOOL = 9;
const FLOAT = 1;
const INT64 = 7;

/** Writes arithmetic into a graph, one operator a call; values are named by what the calls return. */
export class TensorMath {
  readonly graph: GraphBuilder;

  constructor(graph: GraphBuilder) {
    this.graph = graph;
  }

  float(value: number): string {
    return this.graph.constant(floats([1], [value]));
  }

  int(...values: readonly number[]): string {
    return this.graph.constant(ints(values));
  }

  op(opType: string, ...inputs: readonly string[]): string {
    return this.graph.node(opType, inputs);
  }

  toFloat(value: string): string {
    return this.graph.node('Cast', [value], { to: { int: FLOAT } });
  }

  toInt(value: string): string {
    return this.graph.node('Cast', [value], { to: { int: INT64 } });
  }

  toBool(value: string): string {
    return this.graph.node('Cast', [value], { to: { int: BOOL } });
  }

  /** Adds up from the beginning on, along the first axis. */
  cumulate(value: string): string {
    return this.graph.node('CumSum', [value, this.graph.constant(ints([0], []))]);
  }

  all(...values: readonly [string, string, ...string[]]): string {
    const [first, ...rest] = values;
    return rest.reduce((joined, value) => this.op('And', joined, value), first);
  }

  any(...values: readonly [string, string, ...string[]]): string {
    const [first, ...rest] = values;
    return rest.reduce((joined, value) => this.op('Or', joined, value), first);
  }

  not(value: string): string {
    return this.op('Not', value);
  }

  slice(value: string, [start, end]: readonly [number, number], axis = 0): string {
    return this.op('Slice', value, this.int(start), this.int(end), this.int(axis));
  }

  /** Moves a line of at least `count` values on; `filler` has `count` values and comes in at the beginning. */
  delay(value: string, filler: string, count = 1): string {
    return this.graph.node('Concat', [filler, this.slice(value, [0, -count])], { axis: { int: 0 } });
  }

  /** Moves a line back; `filler` has `count` values and comes in at the end. */
  advance(value: string, filler: string, count = 1): string {
    const rest = this.slice(value, [count, Number.MAX_SAFE_INTEGER]);
    return this.graph.node('Concat', [rest, filler], { axis: { int: 0 } });
  }

  concat(values: readonly string[], axis: number): string {
    return this.graph.node('Concat', values, { axis: { int: axis } });
  }

  gather(table: string, indices: string, axis = 0): string {
    return this.graph.node('Gather', [table, indices], { axis: { int: axis } });
  }

  reshape(value: string, ...dims: readonly number[]): string {
    return this.op('Reshape', value, this.int(...dims));
  }

  sum(value: string, axis: number): string {
    return this.graph.node('ReduceSum', [value, this.int(axis)], { keepdims: { int: 1 } });
  }

  max(value: string, axis: number): string {
    return this.graph.node('ReduceMax', [value], { axes: { ints: [axis] }, keepdims: { int: 1 } });
  }
}
