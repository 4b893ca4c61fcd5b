import { MULTIPLY_ROWS } from '../../../compute/kernels/assembly/layout.ts';
import { SPECTRUM_CHANNELS } from './generator-weights.ts';
import { SOURCE_MARGIN } from './source-program.ts';
import type { KernelMemory } from '../../../compute/kernels/kernel-memory.ts';
import { HALF_COLUMNS, type PackedGenerator, type PackedStage } from './pack-generator.ts';
import { planConvolution, planRows, recordBytes } from '../../../compute/kernels/plan-jobs.ts';

/** Kernels may write and read a few rows too far. */
const SPARE_ROWS = 2 * MULTIPLY_ROWS;

/** Addresses of what a program computes on its way. */
export interface Buffers {
  readonly styles: number;
  readonly scale: number;
  readonly shift: number;
  /** Statistics of a stage's input, which several blocks share, and of what was computed last. */
  readonly sharedRecords: number;
  readonly records: number;
  /** Magnitudes and phases of the source with zero rows around them, [time][22]. */
  readonly spectrum: number;
  readonly x: number;
  readonly bent: number;
  readonly block: number;
  readonly sum: number;
}

/** Makes room for an utterance of `steps` decoder steps; the four large buffers serve all stages in turn. */
export function allocateBuffers(
  generator: PackedGenerator,
  memory: KernelMemory,
  options: { readonly steps: number; readonly threads: number; readonly styleColumns: number },
): Buffers {
  const { stages } = generator;
  let rows = options.steps;
  let floats = (rows + 2 + SPARE_ROWS) * generator.channels;
  let records = 0;
  for (const stage of stages) {
    rows = rows * stage.stride;
    floats = Math.max(floats, (rows + 2 * stage.stride + SPARE_ROWS) * stage.channels);
    records = Math.max(records, countRecords(stage, rows + 1, options.threads) * recordBytes(stage.channels));
  }
  floats = Math.max(floats, (rows + 1 + SPARE_ROWS) * 2 * HALF_COLUMNS);
  const channels = Math.max(...stages.map((stage) => stage.channels));
  return {
    styles: memory.allocateFloats(options.styleColumns),
    scale: memory.allocateFloats(channels),
    shift: memory.allocateFloats(channels),
    sharedRecords: memory.allocate(records),
    records: memory.allocate(records),
    spectrum: memory.allocateFloats((rows + 1 + 2 * SOURCE_MARGIN + SPARE_ROWS * 6) * SPECTRUM_CHANNELS),
    x: memory.allocateFloats(floats),
    bent: memory.allocateFloats(floats),
    block: memory.allocateFloats(floats),
    sum: memory.allocateFloats(floats),
  };
}

/** The most records that any step of a stage leaves. */
function countRecords({ channels, ...stage }: PackedStage, rows: number, threads: number): number {
  const shape = { rows, channels, outputs: channels };
  const convolutions = [stage.sourceBlock, ...stage.blocks].flatMap(({ tiling, layers }) =>
    layers.flatMap(({ dilation }) =>
      [1, dilation].map((each) => planConvolution({ ...shape, dilation: each, tiling }, threads).tileRuns),
    ),
  );
  return Math.max(planRows(rows, threads).jobs, ...convolutions) + 1;
}
