import {
  OPERATION_CONVOLVE,
  OPERATION_EXPAND,
  OPERATION_MULTIPLY,
  OPERATION_OVERLAP,
  OPERATION_SPECTRUM,
  MULTIPLY_COLUMNS,
  STEP_ARGUMENTS,
  STEP_BYTES,
  STEP_OPERATION,
} from '../../../src/compute/kernels/assembly/layout.ts';
import type { KernelRun, KernelThreads } from '../../../src/compute/kernels/kernel-threads.ts';
import { TILINGS } from '../../../src/compute/kernels/tilings.ts';

/** What one kind of step took, and the arithmetic that it did. */
export interface KindProfile {
  ms: number;
  /** Operations, multiplications and additions apart, of a direct computation. */
  directOperations: number;
  /** The same of the products that are really computed. */
  productOperations: number;
}

/** Threads that run programs step by step and take down what each kind of step costs. */
export interface ProfiledThreads {
  readonly threads: KernelThreads;
  readonly kinds: ReadonlyMap<string, KindProfile>;
  /** Forgets what was taken down. */
  clear(): void;
}

const INVERSE = 'inverse transform';
/** The generator's convolutions have no more, and as many outputs as inputs. */
const GENERATOR_CHANNELS = 256;
const DECODER_KERNEL = 3;
const OTHERS = 'upsampling and other products';

/** Wraps threads for profiling; steps run one by one, which costs some time of its own. */
export function profileThreads(threads: KernelThreads): ProfiledThreads {
  const kinds = new Map<string, KindProfile>();
  const run = async ({ address, stepCount, scratches }: KernelRun): Promise<void> => {
    let isInverse = false;
    for (let index = 0; index < stepCount; index += 1) {
      const step = address + index * STEP_BYTES;
      const { kind, ...operations } = describeStep(threads.memory, step);
      isInverse ||= kind === INVERSE;
      const startedMs = performance.now();
      await threads.run({ address: step, stepCount: 1, scratches });
      add(kinds, isInverse ? INVERSE : kind, { ms: performance.now() - startedMs, ...operations });
    }
  };
  return { threads: { ...threads, run }, kinds, clear: () => kinds.clear() };
}

function add(kinds: Map<string, KindProfile>, kind: string, step: KindProfile): void {
  const sum = kinds.get(kind) ?? { ms: 0, directOperations: 0, productOperations: 0 };
  sum.ms += step.ms;
  sum.directOperations += step.directOperations;
  sum.productOperations += step.productOperations;
  kinds.set(kind, sum);
}

interface StepFacts extends Omit<KindProfile, 'ms'> {
  readonly kind: string;
}

const NO_OPERATIONS = { directOperations: 0, productOperations: 0 };

/** Reads a step as `ProgramBuilder` writes it. */
function describeStep(memory: WebAssembly.Memory, step: number): StepFacts {
  const view = new DataView(memory.buffer);
  const argument = (index: number): number => view.getInt32(step + STEP_ARGUMENTS + 4 * index, true);
  switch (view.getInt32(step + STEP_OPERATION, true)) {
    case OPERATION_CONVOLVE:
      return describeConvolution(argument);
    case OPERATION_MULTIPLY: {
      const operations = 2 * argument(7) * argument(2) * argument(8) * MULTIPLY_COLUMNS;
      return { kind: OTHERS, directOperations: operations, productOperations: operations };
    }
    case OPERATION_EXPAND:
      return { kind: 'transforming weights', ...NO_OPERATIONS };
    case OPERATION_SPECTRUM:
    case OPERATION_OVERLAP:
      return { kind: INVERSE, ...NO_OPERATIONS };
    default:
      return { kind: 'statistics, moving, bending', ...NO_OPERATIONS };
  }
}

function describeConvolution(argument: (index: number) => number): StepFacts {
  const [rows, channels, dilation] = [argument(1), argument(2), argument(3)];
  const [tiling, outputs] = [TILINGS[argument(4)], argument(18)];
  if (tiling === undefined) throw new RangeError('A convolution has no tiling.');
  const tiles = dilation * Math.ceil(Math.ceil(rows / dilation) / tiling.tile);
  const isGenerator = channels === outputs && channels <= GENERATOR_CHANNELS;
  const others = tiling.kernel === DECODER_KERNEL ? 'decoder’s convolutions' : OTHERS;
  return {
    kind: isGenerator ? `generator’s convolutions, ${channels} channels, kernel ${tiling.kernel}` : others,
    directOperations: 2 * rows * channels * outputs * tiling.kernel,
    productOperations: 2 * tiles * tiling.planes * channels * outputs,
  };
}
