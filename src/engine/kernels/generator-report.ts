/** What computes the generator, the greater part of all work. */
export interface GeneratorReport {
  readonly by: 'kernels' | 'onnxruntime';
  /** In words, why the kernels do not; null where they do. */
  readonly reason: string | null;
  /** How far the kernels were from ONNX Runtime where they were compared: relative root mean square. */
  readonly difference: number | null;
}
