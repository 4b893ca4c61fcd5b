import { createOrtModel, loadOrt, toFeeds, type Ort, type OrtModel } from '../kokoro/ort-model.ts';
import type {
  KernelUse,
  KokoroSession,
  SessionInput,
  SessionOptions,
  SessionOutput,
} from '../kokoro/session.ts';
import { toFrameCounts } from '../kokoro/to-frame-counts.ts';
import { FRONT, splitModel, type SplitModel, type Unsplit } from '../onnx/split-model.ts';
import { createHarmonicSource, type HarmonicSource } from '../source/harmonic-source.ts';
import { Scope } from '../../std/scope.ts';
import { checkSource } from './check-source.ts';
import { CheckedGenerator } from './checked-generator.ts';
import { createGenerator } from './generator.ts';
import type { KernelThreads } from './kernel-threads.ts';
import { createStockGenerator } from './stock-generator.ts';

/**
 * How far the kernels, in fp32, may be from ONNX Runtime. Where that computes with fewer bits, the difference is its
 * own: about 2e-4 for half floats, 3e-2 for dynamic quantisation.
 */
const LIMITS = { fp32: 1e-3, fp16: 1e-2, quantised: 0.1 } as const;

export type KernelSessionOptions = SessionOptions & Pick<KernelUse, 'isTrusted'>;

export interface KernelSessionParts {
  /** Opens the kernels on up to so many threads, which end with the scope; null where WebAssembly has no SIMD. */
  readonly openThreads: (threads: number, scope: Scope, signal: AbortSignal) => Promise<KernelThreads | null>;
}

/**
 * Starts Kokoro with its generator on the kernels, its harmonic source computed here, and all before in ONNX Runtime.
 * Gives the reason where the model or the browser is not fit for that, and leaves the model's bytes alone; once it has
 * begun, those are used up, and failures reject.
 */
export async function createKernelSession(
  options: KernelSessionOptions,
  parts: KernelSessionParts,
  signal: AbortSignal,
): Promise<KokoroSession | Unsplit> {
  signal.throwIfAborted();
  const split = splitModel(options.model);
  if ('reason' in split) return split;
  const ort = await loadOrt(options);
  const fault = options.isTrusted ? null : await checkSource(ort, split, signal);
  if (fault !== null) return { reason: fault };
  const scope = new Scope();
  try {
    const threads = await parts.openThreads(options.threads, scope, signal);
    if (threads === null) {
      scope.dispose();
      return { reason: 'this browser has no WebAssembly SIMD' };
    }
    const generator = await createBoth({ ort, split, threads, isTrusted: options.isTrusted }, signal);
    const front = await createOrtModel(ort, { model: split.cutFront(), device: 'wasm' }, signal);
    const source = createHarmonicSource(split.source);
    return {
      device: 'wasm',
      threads: options.threads,
      run: (input) => run({ ort, front, source, generator }, input),
      release: async () => {
        scope.dispose();
        await Promise.all([front.release(), generator.release()]);
      },
    };
  } catch (error) {
    scope.dispose();
    throw error;
  }
}

async function createBoth(
  parts: { ort: Ort; split: SplitModel; threads: KernelThreads; isTrusted: boolean },
  signal: AbortSignal,
): Promise<CheckedGenerator> {
  const { ort, split, threads, isTrusted } = parts;
  const stock = isTrusted ? null : await createStockGenerator(ort, split.copyTail(), signal);
  const kernels = createGenerator(split.generator, threads);
  return new CheckedGenerator({ kernels, stock, limit: LIMITS[split.precision] });
}

interface Running {
  readonly ort: Ort;
  readonly front: OrtModel;
  readonly source: HarmonicSource;
  readonly generator: CheckedGenerator;
}

async function run({ ort, front, source, generator }: Running, input: SessionInput): Promise<SessionOutput> {
  const outputs = await front.run(toFeeds(ort, input));
  const { [FRONT.features]: features, [FRONT.f0]: f0, [FRONT.style]: style } = outputs;
  const durations = outputs[FRONT.durations];
  if (features === undefined || f0 === undefined || style === undefined) {
    throw new TypeError('The front of the model gives too little.');
  }
  const spectrum = source.excite(f0, toSeed(input.tokenIds));
  const samples = await generator.generate({ features, source: spectrum, style });
  return {
    samples,
    durations: durations === undefined ? null : toFrameCounts(durations),
    generator: generator.report,
  };
}

/** The same text gets the same noise. */
function toSeed(tokenIds: readonly number[]): number {
  return tokenIds.reduce((seed, id) => (Math.imul(seed, 31) + id) >>> 0, tokenIds.length);
}
