import type { KernelThreads } from '../../../../src/compute/kernels/kernel-threads.ts';
import { recordBytes } from '../../../../src/compute/kernels/plan-jobs.ts';
import { ProgramBuilder } from '../../../../src/compute/kernels/program-builder.ts';
import { ProgramRunner } from '../../../../src/compute/kernels/program-runner.ts';
import { placeColumns, storeMatrix } from '../../../../src/compute/kernels/store-matrix.ts';
import { findTiling, type KernelSize } from '../../../../src/compute/kernels/tilings.ts';
import type { StoredWeights } from '../../../../src/compute/stored-weights.ts';

interface Shape {
  readonly kernel: KernelSize;
  readonly dilation: number;
  readonly rows: number;
  readonly channels: number;
  /** As many as channels where they are not said. */
  readonly outputs?: number;
  /** Takes the finest tiling. */
  readonly isFine?: boolean;
  /** [rows][channels]. */
  readonly x: Float32Array;
  readonly weight: StoredWeights;
  readonly bias: Float32Array;
  readonly scale: Float32Array;
  readonly shift: Float32Array;
  readonly residual?: Float32Array;
  /** What the output holds before, to be added to. */
  readonly before?: Float32Array;
  readonly factor?: number;
  /** Rows in which each row of the residual is used. */
  readonly repeat?: 1 | 2;
}

/** A convolution with a Snake or a leaky slope in front. */
export type ConvolutionCase = Shape & ({ readonly alpha: Float32Array } | { readonly slope: number });

export interface ConvolutionResult {
  readonly out: Float32Array;
  /** 1 / √(variance + 1e-5) of each output channel, and -mean times that. */
  readonly scale: Float32Array;
  readonly shift: Float32Array;
}

/** Runs one convolution on the kernels, and from its statistics the normalisation of its output. */
export async function runConvolution(
  threads: KernelThreads,
  given: ConvolutionCase,
): Promise<ConvolutionResult> {
  const { kernel, dilation, rows, channels, residual, before, factor = 1, repeat = 1 } = given;
  const { outputs = channels } = given;
  const tiling = findTiling(kernel, given);
  const runner = new ProgramRunner(threads);
  const { memory } = runner;
  const builder = new ProgramBuilder(threads.count);
  // What no one may write over.
  const guards = [memory.store(new Float32Array(64).fill(42))];
  const out = memory.store(before ?? new Float32Array(rows * outputs).fill(Number.NaN));
  guards.push(memory.store(new Float32Array(64).fill(42)));
  const records = memory.allocate(recordBytes(outputs) * 4096);
  const result = { scale: memory.allocateFloats(outputs), shift: memory.allocateFloats(outputs) };
  const written = builder.convolve({
    x: memory.store(given.x),
    rows,
    channels,
    outputs,
    dilation,
    tiling,
    scale: memory.store(given.scale),
    shift: memory.store(given.shift),
    bend:
      'slope' in given
        ? { slope: given.slope }
        : {
            frequency: memory.store(given.alpha.map((value) => value / Math.PI)),
            amplitude: memory.store(given.alpha.map((value) => 1 / value)),
          },
    ...storeMatrix(memory, [{ weights: given.weight, ...placeColumns(outputs, channels * kernel) }]),
    bias: memory.store(given.bias),
    residual: residual === undefined ? null : { address: memory.store(residual), stride: outputs, repeat },
    out,
    outStride: outputs,
    factor,
    accumulate: before !== undefined,
    records,
  });
  const style = memory.store(new Float32Array(2 * outputs));
  builder.normalise(written, { channels: outputs, style, ...result });
  await runner.run(builder, undefined);
  for (const guard of guards) {
    if (memory.floats(guard, 64).some((value) => value !== 42))
      throw new Error('A kernel wrote past its output');
  }
  return {
    out: memory.floats(out, rows * outputs).slice(),
    scale: memory.floats(result.scale, outputs).slice(),
    shift: memory.floats(result.shift, outputs).slice(),
  };
}
