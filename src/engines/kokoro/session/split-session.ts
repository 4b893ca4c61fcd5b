import { loadOrt, type Ort } from '../../../compute/runtime/ort-model.ts';
import type {
  KokoroSession,
  SessionInput,
  SessionOptions,
  SessionOutput,
  SpeechCurves,
  SplitUse,
} from './session.ts';
import { toFrameCounts } from './to-frame-counts.ts';
import { splitModel, type SplitModel, type Unsplit } from '../graph/split-model.ts';
import { toExcitation } from '../source/harmonic-source.ts';
import type { SourceWeights } from '../source/source-weights.ts';
import { Scope } from '../../../std/scope.ts';
import { hurryCollection } from '../../../std/memory.ts';
import type { FileBytes } from '../../../compute/file-bytes.ts';
import { openFile } from './open-file.ts';
import { checkSource } from './check-source.ts';
import type { KernelOptions } from '../../../compute/kernels/open-kernels.ts';
import type { KernelThreads } from '../../../compute/kernels/kernel-threads.ts';
import type { Front, FrontOutput } from './front.ts';
import { createKernelFront } from './kernel-front.ts';
import { createKernelTail } from './kernel-tail.ts';
import { OrtFront } from './ort-front.ts';
import { createOrtTail } from './ort-tail.ts';
import { startPart } from './start-part.ts';
import type { SplitTail } from './split-tail.ts';

/** The options of a session that is taken apart. */
export type SplitSessionOptions = SessionOptions & { readonly split: SplitUse };

/** What depends on the thread: how the kernels get their memory and their workers. */
export interface SplitSessionParts {
  /** Opens the kernels on up to so many threads, which end with the scope; null where WebAssembly has no SIMD. */
  readonly openThreads: (
    options: Omit<KernelOptions, 'createWorker'>,
    signal: AbortSignal,
  ) => Promise<KernelThreads | null>;
}

/**
 * Starts Kokoro in parts, as `options.split` says; the harmonic source is computed here. Gives the reason where the
 * model or the browser is not fit for that.
 */
export async function createSplitSession(
  options: SplitSessionOptions,
  parts: SplitSessionParts,
  signal: AbortSignal,
): Promise<KokoroSession | Unsplit> {
  signal.throwIfAborted();
  const scope = new Scope();
  try {
    const opening = openEarly(options, { ...parts, scope }, signal);
    const taken = await takeApart(options, signal);
    const session = 'reason' in taken ? taken : await start(taken, { options, opening, scope }, signal);
    if ('reason' in session) scope.dispose();
    return session;
  } catch (error) {
    scope.dispose();
    throw error;
  }
}

interface StartParts {
  readonly options: SplitSessionOptions;
  readonly opening: Promise<KernelThreads | null>;
  /** Ends with the session. */
  readonly scope: Scope;
}

async function start(
  taken: Taken,
  { options, opening, scope }: StartParts,
  signal: AbortSignal,
): Promise<KokoroSession | Unsplit> {
  const { split, file } = taken;
  const { device, threads } = options;
  try {
    const tail = await createTail({ ...taken, options, opening }, signal);
    if (tail === null) return { reason: 'this browser has no WebAssembly SIMD' };
    options.onStep?.();
    const front = await startFront(taken, tail, signal);
    options.onStep?.();
    const stateChannels = split.prosody?.channels ?? 0;
    const running = { front, tail, source: split.source, start: split.start, stateChannels };
    const prepare = front.prepare?.bind(front);
    let hasRun = false;
    return {
      ...{ device, threads, generator: tail.generator, isSplit: true },
      run: async (input, runSignal) => {
        const output = await run(running, input, runSignal);
        // The search left half of its memory behind; nobody waits any more now.
        if (!hasRun) scope.timeout(() => hurryCollection(options.model.size), 0);
        hasRun = true;
        return output;
      },
      ...(tail.leavesRoom && prepare !== undefined ? { prepare } : {}),
      release: async () => {
        scope.dispose();
        await Promise.all([front.release(), tail.release()]);
      },
    };
  } finally {
    file.close();
  }
}

/** A model that was taken apart, whose weights are read out of its file. */
interface Taken {
  /** Loads ONNX Runtime, at most once. */
  readonly loadRuntime: () => Promise<Ort>;
  readonly split: SplitModel;
  readonly file: FileBytes;
}

/** Takes the model apart, provided that its source is the one that is computed here. */
async function takeApart(options: SplitSessionOptions, signal: AbortSignal): Promise<Taken | Unsplit> {
  const file = await openFile(options, signal);
  options.onStep?.();
  const split = splitModel(file);
  if ('reason' in split) {
    file.close();
    return split;
  }
  options.onStep?.();
  let loading: Promise<Ort> | null = null;
  const loadRuntime = (): Promise<Ort> => (loading ??= loadOrt({ ...options, device: 'wasm' }));
  const reason = isSourceKnown(options.split) ? null : await checkSource(await loadRuntime(), split, signal);
  options.onStep?.();
  if (reason === null) return { loadRuntime, split, file };
  file.close();
  return { reason };
}

function isSourceKnown(use: SplitUse): boolean {
  return use.tail === 'kernels' && use.sourceIsKnown === true;
}

/** Starts the kernels' threads, where they are wanted: they come while the model is taken apart. */
function openEarly(
  { split: use, threads }: SplitSessionOptions,
  { openThreads, scope }: SplitSessionParts & { readonly scope: Scope },
  signal: AbortSignal,
): Promise<KernelThreads | null> {
  if (use.tail === 'onnxruntime') return Promise.resolve(null);
  const opening = openThreads({ kernelsUrl: use.kernelsUrl, threads, scope }, signal);
  // Who waits for it hears of it; nobody does where the model cannot be taken apart.
  opening.catch(() => undefined);
  return opening;
}

type TailParts = Pick<Taken, 'split' | 'file'> & Pick<StartParts, 'options' | 'opening'>;

/** Gives null where the kernels cannot run in this browser. */
async function createTail(
  { split, file, options, opening }: TailParts,
  signal: AbortSignal,
): Promise<SplitTail | null> {
  if (options.split.tail === 'onnxruntime') return createOrtTail({ split, file }, options, signal);
  const threads = await opening;
  return threads === null ? null : createKernelTail(split, threads);
}

/** Starts the front in ONNX Runtime, unless the kernels have it. */
async function startFront(
  { loadRuntime, split, file }: Taken,
  { encode, computeCurves }: SplitTail,
  signal: AbortSignal,
): Promise<Front> {
  const { encoder, generator } = split;
  if (encode !== null && encoder !== null) return createKernelFront(encode, encoder, generator);
  const part = split.writeFront({ hasCurves: computeCurves === null });
  const ort = await loadRuntime();
  return new OrtFront(ort, await startPart(ort, { part, file, device: 'wasm' }, signal));
}

interface Running {
  readonly front: Front;
  readonly source: SourceWeights;
  readonly tail: SplitTail;
  /** What the first samples are multiplied by. */
  readonly start: Float32Array;
  /** Of what the curves are made from. */
  readonly stateChannels: number;
}

async function run(
  { front, source, tail, start, stateChannels }: Running,
  input: SessionInput,
  signal = new AbortController().signal,
): Promise<SessionOutput> {
  const { features, style, melody, durations } = await front.run(input, signal);
  signal.throwIfAborted();
  const curves = await toCurves({ tail, stateChannels, signal }, melody);
  const { f0, energy } = input.curves ?? curves;
  const known = { features, source: toExcitation(source, f0, toSeed(input.tokenIds)), style };
  const tailInput = energy === null ? known : { ...known, curves: { f0, energy } };
  const samples = await tail.generate(tailInput, signal);
  start.forEach((factor, index) => {
    samples[index] = (samples[index] ?? 0) * factor;
  });
  return { samples, durations: durations === null ? null : toFrameCounts(durations), curves };
}

/** Computes the curves, or takes them from the front where that has done so. */
async function toCurves(
  { tail, stateChannels, signal }: Pick<Running, 'tail' | 'stateChannels'> & { signal: AbortSignal },
  melody: FrontOutput['melody'],
): Promise<SpeechCurves> {
  if ('f0' in melody) return melody;
  if (tail.computeCurves === null) throw new TypeError('Nothing computes pitch and energy.');
  const frames = melody.states.length / stateChannels;
  return tail.computeCurves({ ...melody, frames }, signal);
}

/** The same text gets the same noise. */
function toSeed(tokenIds: readonly number[]): number {
  return tokenIds.reduce((seed, id) => (Math.imul(seed, 31) + id) >>> 0, tokenIds.length);
}
