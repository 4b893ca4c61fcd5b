import type { ComparedRuns, KernelComparison } from '../../speech/kernel-comparison.ts';
import type { GeneratorReport } from '../../speech/engine-status.ts';
import { SAMPLE_RATE } from '../../speech/ports.ts';
import type { CreateSession, KernelUse, KokoroSession, SessionInput } from './session.ts';

export interface ComparisonOptions {
  readonly createSession: CreateSession;
  /** Gives the model's bytes anew each time, for a session may take them away. */
  readonly readModel: () => Promise<Uint8Array<ArrayBuffer>>;
  readonly ortUrl: string;
  /** Where the kernels' builds lie. */
  readonly kernelsUrl: string;
  readonly threads: number;
  readonly input: SessionInput;
  readonly rounds: number;
  /** Whether both may be in memory at the same time, and so take turns. */
  readonly hasRoomForTwo: boolean;
  /** Hears of each start and each run. */
  readonly onStep: (progress: { readonly done: number; readonly total: number }) => void;
}

type Way = 'stock' | 'kernels';

interface Opened {
  readonly way: Way;
  readonly session: KokoroSession;
  readonly startMs: number;
  readonly runsMs: number[];
}

/** What was found out, but for what the model is called. */
export type Compared = Omit<KernelComparison, 'dtype'>;

const UNTOLD: GeneratorReport = { by: 'onnxruntime', reason: 'the kernels were not tried', difference: null };

/** Runs a model on the same tokens with ONNX Runtime alone and with the kernels, and times both. */
export async function compareKernels(options: ComparisonOptions, signal: AbortSignal): Promise<Compared> {
  const comparison = new Comparison(options, signal);
  if (options.hasRoomForTwo) await comparison.measure(['stock', 'kernels']);
  else for (const way of ['stock', 'kernels'] as const) await comparison.measure([way]);
  return comparison.toCompared();
}

class Comparison {
  readonly #options: ComparisonOptions;
  readonly #signal: AbortSignal;
  readonly #runs = new Map<Way, ComparedRuns>();
  #generator = UNTOLD;
  #sampleCount = 0;
  #done = 0;

  constructor(options: ComparisonOptions, signal: AbortSignal) {
    this.#options = options;
    this.#signal = signal;
  }

  /** Has these take turns, and lets go of them. */
  async measure(ways: readonly Way[]): Promise<void> {
    const opened: Opened[] = [];
    try {
      for (const way of ways) opened.push(await this.#open(way));
      // The first run compiles, and compares the kernels.
      for (const each of opened) await this.#run(each);
      for (const { runsMs } of opened) runsMs.length = 0;
      for (let round = 0; round < this.#options.rounds; round += 1) {
        for (const each of round % 2 === 0 ? opened : opened.toReversed()) await this.#run(each);
      }
      for (const { way, startMs, runsMs } of opened) this.#runs.set(way, { startMs, runsMs });
    } finally {
      for (const { session } of opened) await session.release();
    }
  }

  toCompared(): Compared {
    const { threads, input, hasRoomForTwo } = this.#options;
    const none = { startMs: 0, runsMs: [] };
    return {
      device: 'wasm',
      threads,
      tokens: input.tokenIds.length,
      audioSeconds: this.#sampleCount / SAMPLE_RATE,
      isInterleaved: hasRoomForTwo,
      stock: this.#runs.get('stock') ?? none,
      kernels: this.#runs.get('kernels') ?? none,
      generator: this.#generator,
    };
  }

  async #open(way: Way): Promise<Opened> {
    this.#signal.throwIfAborted();
    const { createSession, readModel, ortUrl, kernelsUrl, threads } = this.#options;
    const plain = { model: await readModel(), device: 'wasm', threads, ortUrl } as const;
    const kernels: KernelUse = { url: kernelsUrl, isTrusted: false };
    const startedMs = performance.now();
    const session = await createSession(way === 'stock' ? plain : { ...plain, kernels }, this.#signal);
    const startMs = performance.now() - startedMs;
    this.#step();
    return { way, session, startMs, runsMs: [] };
  }

  async #run({ way, session, runsMs }: Opened): Promise<void> {
    this.#signal.throwIfAborted();
    const { input } = this.#options;
    const startedMs = performance.now();
    // The session may take the style away.
    const { samples, generator } = await session.run({ ...input, style: input.style.slice() });
    runsMs.push(performance.now() - startedMs);
    this.#sampleCount = samples.length;
    // Only the first run with the kernels is compared, and tells how far they were off.
    if (way === 'kernels' && generator !== undefined && this.#generator === UNTOLD)
      this.#generator = generator;
    this.#step();
  }

  #step(): void {
    this.#done += 1;
    this.#options.onStep({ done: this.#done, total: 2 * (2 + this.#options.rounds) });
  }
}
