import type { Device, Dtype, GeneratorReport } from './engine-status.ts';

/** How one way of computing a model did. */
export interface ComparedRuns {
  /** Until it could run, the model's bytes being there. */
  readonly startMs: number;
  /** From the same tokens to samples; the first run, which is slower, is left out. */
  readonly runsMs: readonly number[];
}

/** One text with ONNX Runtime alone and with the kernels, on the processor. */
export interface KernelComparison {
  readonly device: Device;
  readonly dtype: Dtype;
  readonly threads: number;
  readonly tokens: number;
  readonly audioSeconds: number;
  /** Whether the two took turns; else there was not the memory for both, and one came after the other. */
  readonly isInterleaved: boolean;
  readonly stock: ComparedRuns;
  /** Meant to be with the kernels; `generator` says whether it was. */
  readonly kernels: ComparedRuns;
  readonly generator: GeneratorReport;
}
