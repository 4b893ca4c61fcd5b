import { OnnxFormatError, type OnnxModel } from './onnx-graph.ts';

/**
 * Throws `OnnxFormatError` unless each value is made once, and before it is read, as ONNX demands. Code that follows
 * values back through a graph then always comes to an end.
 */
export function checkOrder({
  nodes,
  initializers,
  inputs,
}: Pick<OnnxModel, 'nodes' | 'initializers' | 'inputs'>): void {
  const made = new Set([...inputs.keys(), ...initializers.keys()]);
  for (const node of nodes) {
    for (const input of node.inputs) {
      if (input !== '' && !made.has(input))
        throw new OnnxFormatError(`${node.name} reads ${input}, which is not made before`);
    }
    for (const output of node.outputs) {
      if (output === '') continue;
      if (made.has(output)) throw new OnnxFormatError(`${output} is made twice`);
      made.add(output);
    }
  }
}
