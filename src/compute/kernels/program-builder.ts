import {
  MULTIPLY_COLUMNS,
  OPERATION_ATTEND,
  OPERATION_CONVOLVE,
  OPERATION_COPY,
  OPERATION_DOUBLE,
  OPERATION_EXPAND,
  OPERATION_FILL,
  OPERATION_GELU,
  OPERATION_LAYER_NORM,
  OPERATION_LSTM,
  OPERATION_MULTIPLY,
  OPERATION_NORMALISE,
  OPERATION_OVERLAP,
  OPERATION_POLAR,
  OPERATION_SPECTRUM,
  OPERATION_STATISTICS,
  OPERATION_TRANSPOSE,
  STEP_ARGUMENTS,
  STEP_BYTES,
  STEP_JOB_COUNT,
  STEP_OPERATION,
} from './assembly/layout.ts';
import type {
  Attention,
  Convolution,
  Doubling,
  LayerNorm,
  Multiplication,
  PolarTransform,
  Records,
  Recurrence,
} from './kernel-steps.ts';
import {
  attentionScratchBytes,
  expandedBytes,
  expansionScratchBytes,
  lstmScratchBytes,
  planAttention,
  planConvolution,
  planProduct,
  planRows,
  productScratchBytes,
  scratchBytes,
} from './plan-jobs.ts';

/** A float among the arguments, which are whole numbers otherwise. */
interface Float {
  readonly float: number;
}

/** Stands for the address of the workspace, which is known when a program is written. */
const WORKSPACE = 'workspace';

type Argument = number | Float | typeof WORKSPACE;

/** Collects steps for the kernels and cuts each into jobs; addresses are in bytes, everything else in elements. */
export class ProgramBuilder {
  readonly #threads: number;
  readonly #steps: { operation: number; jobs: number; args: readonly Argument[] }[] = [];
  #scratchBytes = 64;
  #workspaceBytes = 0;

  constructor(threads: number) {
    this.#threads = threads;
  }

  get stepCount(): number {
    return this.#steps.length;
  }

  /** Bytes of scratch space that each thread needs. */
  get scratchBytes(): number {
    return this.#scratchBytes;
  }

  /** Bytes that all threads share while the program runs. */
  get workspaceBytes(): number {
    return this.#workspaceBytes;
  }

  /** [channel][time] → [time][stride]. */
  transpose(source: number, target: number, shape: { channels: number; rows: number; stride: number }): void {
    const { jobs, rowsPerJob } = planRows(shape.rows, this.#threads);
    const { channels, rows, stride } = shape;
    const args = [source, target, channels, rows, rowsPerJob, stride * 4];
    this.#add(OPERATION_TRANSPOSE, jobs, args);
  }

  /** Computes out = x · weights + bias, as `Multiplication` says. */
  multiply(product: Multiplication): void {
    const { jobs, rowsPerJob, blocksPerJob, blocks } = planProduct(product, this.#threads);
    const { x, stride, depth, weights, quantisation, bias, out, outStride, rows } = product;
    if (quantisation !== 0) this.#needScratch(productScratchBytes(depth));
    this.#add(OPERATION_MULTIPLY, jobs, [
      ...[x, stride * 4, depth, weights, bias, out, outStride * 4],
      ...[rows, blocks, rowsPerJob, blocksPerJob, quantisation],
    ]);
  }

  /** Applies GELU to `count` floats where they lie. */
  gelu(address: number, count: number): void {
    const { jobs, rowsPerJob } = planRows(count / 4, this.#threads);
    this.#add(OPERATION_GELU, jobs, [address, count, rowsPerJob * 4]);
  }

  layerNorm(norm: LayerNorm): void {
    const { x, stride, residual, channels, gain, base, shift, epsilon, slope, out, outStride, rows } = norm;
    const { jobs, rowsPerJob } = planRows(rows, this.#threads);
    this.#add(OPERATION_LAYER_NORM, jobs, [
      ...[x, stride * 4, residual?.address ?? 0, (residual?.stride ?? 0) * 4, channels],
      ...[gain, { float: base }, shift, { float: epsilon }, { float: slope }],
      ...[out, outStride * 4, rows, rowsPerJob],
    ]);
  }

  attend(attention: Attention): void {
    const { x, stride, rows, heads, headSize, scale, out, outStride } = attention;
    const { jobs, rowsPerJob } = planAttention({ rows, heads }, this.#threads);
    this.#needScratch(attentionScratchBytes({ rows, headSize }));
    this.#add(OPERATION_ATTEND, jobs, [
      ...[x, rows, stride * 4, heads * headSize, headSize, { float: scale }],
      ...[out, outStride * 4, rowsPerJob],
    ]);
  }

  /** Runs an LSTM over rows whose gates were computed from the inputs; each direction is one job. */
  lstm(recurrence: Recurrence): void {
    const { x, stride, weights, quantisation, units, directions, steps, table, out, outStride } = recurrence;
    this.#needScratch(lstmScratchBytes(units, quantisation !== 0));
    const args = [x, stride * 4, weights, units, steps, table, out, outStride * 4, quantisation];
    this.#add(OPERATION_LSTM, directions, args);
  }

  /** Returns where the records are. */
  statistics(x: number, shape: { rows: number; channels: number }, records: number): Records {
    const { jobs, rowsPerJob } = planRows(shape.rows, this.#threads);
    this.#add(OPERATION_STATISTICS, jobs, [x, shape.rows, shape.channels, records, rowsPerJob]);
    return { address: records, count: jobs };
  }

  /** `style` points at γ and β of the channels. */
  normalise(
    records: Records,
    target: { channels: number; style: number; scale: number; shift: number },
  ): void {
    const { channels, style, scale, shift } = target;
    this.#add(OPERATION_NORMALISE, 1, [records.address, records.count, channels, style, scale, shift]);
  }

  /** Returns where the records of the outputs are. */
  convolve(convolution: Convolution): Records {
    const plan = planConvolution(convolution, this.#threads);
    if (plan.isExpanded) this.#expand(convolution);
    this.#needScratch(scratchBytes(convolution, plan.isExpanded));
    const { x, rows, channels, outputs, dilation, tiling, scale, shift, bend } = convolution;
    const { weights, quantisation, bias, residual, out, outStride, factor, records, accumulate } =
      convolution;
    const bent = 'slope' in bend ? [0, { float: bend.slope }] : [bend.frequency, bend.amplitude];
    this.#add(OPERATION_CONVOLVE, plan.jobs, [
      ...[x, rows, channels, dilation, tiling.id, scale, shift, ...bent],
      ...[weights, bias, residual?.address ?? 0, out, { float: factor }, records],
      ...[plan.tilesPerJob, plan.jobsPerPhase, accumulate ? 1 : 0, outputs, plan.blocksPerJob],
      ...[outStride * 4, (residual?.stride ?? 0) * 4, (residual?.repeat ?? 1) - 1],
      quantisation,
      plan.isExpanded ? WORKSPACE : 0,
    ]);
    return { address: records, count: plan.tileRuns };
  }

  /** Transforms the weights of a convolution for all its jobs. */
  #expand(convolution: Convolution): void {
    const { weights, quantisation, tiling, channels, outputs } = convolution;
    this.#needScratch(expansionScratchBytes(tiling));
    this.#workspaceBytes = Math.max(this.#workspaceBytes, expandedBytes(convolution));
    const args = [weights, quantisation, tiling.id, channels, WORKSPACE] as const;
    this.#add(OPERATION_EXPAND, outputs / MULTIPLY_COLUMNS, args);
  }

  /** Makes two rows of each, as `Doubling` says. */
  double(doubling: Doubling): void {
    const { x, rows, channels, scale, shift, slope, weights, bias, out } = doubling;
    const { jobs, rowsPerJob } = planRows(rows, this.#threads);
    const args = [x, rows, channels, scale, shift, { float: slope }, weights, bias, out, rowsPerJob];
    this.#add(OPERATION_DOUBLE, jobs, args);
  }

  /** Fills so many floats with zeros. */
  fill(address: number, floats: number): void {
    this.#add(OPERATION_FILL, 1, [address, floats * 4]);
  }

  /** Copies so many floats from one address to another. */
  copy(source: number, target: number, floats: number): void {
    this.#add(OPERATION_COPY, 1, [source, target, floats * 4]);
  }

  /** Turns windows of samples into magnitudes and phases, as `PolarTransform` says. */
  polar({ samples, rows, waves, straightPhase, out }: PolarTransform): void {
    const { jobs, rowsPerJob } = planRows(rows, this.#threads);
    this.#add(OPERATION_POLAR, jobs, [samples, rows, rowsPerJob, waves, out, { float: straightPhase }]);
  }

  /** Turns rows of log magnitudes and phases into real and imaginary parts, where they lie. */
  spectrum(x: number, rows: number): void {
    const { jobs, rowsPerJob } = planRows(rows, this.#threads);
    this.#add(OPERATION_SPECTRUM, jobs, [x, rows, rowsPerJob]);
  }

  /** Adds windowed rows, 5 samples apart, to one waveform at `target`. */
  overlap(frames: number, frameCount: number, target: number): void {
    const { jobs, rowsPerJob } = planRows(frameCount - 1, this.#threads);
    this.#add(OPERATION_OVERLAP, jobs, [frames, frameCount, target, rowsPerJob]);
  }

  /** Bytes that `write` fills. */
  get byteLength(): number {
    return this.#steps.length * STEP_BYTES;
  }

  /** Writes the steps, none of their jobs taken yet; `workspace` is the address of `workspaceBytes`. */
  write(view: DataView, workspace: number): void {
    this.#steps.forEach(({ operation, jobs, args }, index) => {
      const step = index * STEP_BYTES;
      for (let offset = 0; offset < STEP_BYTES; offset += 4) view.setInt32(step + offset, 0, true);
      view.setInt32(step + STEP_OPERATION, operation, true);
      view.setInt32(step + STEP_JOB_COUNT, jobs, true);
      args.forEach((value, position) => {
        const offset = step + STEP_ARGUMENTS + position * 4;
        if (typeof value === 'object') view.setFloat32(offset, value.float, true);
        else view.setUint32(offset, value === WORKSPACE ? workspace : value, true);
      });
    });
  }

  #needScratch(bytes: number): void {
    this.#scratchBytes = Math.max(this.#scratchBytes, bytes);
  }

  #add(operation: number, jobs: number, args: readonly Argument[]): void {
    this.#steps.push({ operation, jobs, args });
  }
}
