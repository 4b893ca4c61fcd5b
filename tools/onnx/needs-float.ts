import type { Node } from './model.ts';

/** Operators that ONNX Runtime's converter to float16 leaves in fp32. */
const OPERATORS: readonly string[] = ['CumSum', 'Max', 'Min', 'Range', 'Resize'];

/** Returns whether a converter to half precision leaves the node in fp32. */
export function needsFloat({ opType }: Node): boolean {
  return OPERATORS.includes(opType);
}
