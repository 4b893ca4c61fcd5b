import { loadOrt, toFeeds, type Ort, type OrtModel } from '../kokoro/ort-model.ts';
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
import { CheckedTail } from './checked-tail.ts';
import { createTail } from './generator.ts';
import type { KernelThreads } from './kernel-threads.ts';
import { createAndFree, shrink } from './model-memory.ts';
import { createStockTail } from './stock-tail.ts';

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
    const tail = await createBoth({ ort, split, threads, isTrusted: options.isTrusted }, signal);
    const front = await createAndFree(ort, shrink(split.cutFront()), signal);
    const source = createHarmonicSource(split.source);
    const stateChannels = split.prosody?.channels ?? 0;
    return {
      device: 'wasm',
      threads: options.threads,
      run: (input, runSignal) => run({ ort, front, source, tail, stateChannels }, input, runSignal),
      release: async () => {
        scope.dispose();
        await Promise.all([front.release(), tail.release()]);
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
): Promise<CheckedTail> {
  const { ort, split, threads, isTrusted } = parts;
  const stock = isTrusted ? null : await createStockTail(ort, split, signal);
  return new CheckedTail({ kernels: createTail(split, threads), stock, limit: LIMITS[split.precision] });
}

interface Running {
  readonly ort: Ort;
  readonly front: OrtModel;
  readonly source: HarmonicSource;
  readonly tail: CheckedTail;
  /** Of what the curves are made from. */
  readonly stateChannels: number;
}

async function run(
  { ort, front, source, tail, stateChannels }: Running,
  input: SessionInput,
  signal = new AbortController().signal,
): Promise<SessionOutput> {
  const outputs = await front.run(toFeeds(ort, input));
  const { [FRONT.features]: features, [FRONT.style]: style } = outputs;
  const durations = outputs[FRONT.durations];
  signal.throwIfAborted();
  const curves = await toCurves({ tail, stateChannels, signal }, outputs);
  if (features === undefined || style === undefined || curves === null) {
    throw new TypeError('The front of the model gives too little.');
  }
  const { f0, energy } = curves;
  const spectrum = source.excite(f0, toSeed(input.tokenIds));
  const known = { features, source: spectrum, style };
  const tailInput = energy === null ? known : { ...known, curves: { f0, energy } };
  const samples = await tail.generate(tailInput, signal);
  return {
    samples,
    durations: durations === undefined ? null : toFrameCounts(durations),
    generator: tail.report,
  };
}

/** Computes the curves, or takes them from the front where that has done so. */
async function toCurves(
  { tail, stateChannels, signal }: Pick<Running, 'tail' | 'stateChannels'> & { signal: AbortSignal },
  outputs: Awaited<ReturnType<OrtModel['run']>>,
): Promise<{ readonly f0: Float32Array; readonly energy: Float32Array | null } | null> {
  const { [FRONT.f0]: f0, [FRONT.energy]: energy = null } = outputs;
  if (f0 !== undefined) return { f0, energy };
  const { [FRONT.states]: states, [FRONT.prosodyStyle]: style } = outputs;
  if (states === undefined || style === undefined) return null;
  return tail.computeCurves({ states, style, frames: states.length / stateChannels }, signal);
}

/** The same text gets the same noise. */
function toSeed(tokenIds: readonly number[]): number {
  return tokenIds.reduce((seed, id) => (Math.imul(seed, 31) + id) >>> 0, tokenIds.length);
}
