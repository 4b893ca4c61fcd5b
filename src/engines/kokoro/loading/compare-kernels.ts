import { SAMPLE_RATE } from '../../../contract/audio.ts';
import type { ComparedRuns, KernelComparison } from '../../../contract/kernel-comparison.ts';
import type { GeneratorReport } from '../../../contract/engine-status.ts';
import { compareWithReference, renderKernelReference, type KernelReference } from '../trust/check-kernels.ts';
import type { CreateSession, KokoroSession, SessionInput, SplitUse } from '../session/session.ts';

/** One model and one utterance, rendered `rounds` times by ONNX Runtime alone and as often by the kernels. */
export interface ComparisonOptions {
  readonly createSession: CreateSession;
  readonly model: Blob;
  readonly ortUrl: string;
  /** Where the kernels' builds lie. */
  readonly kernelsUrl: string;
  readonly threads: number;
  readonly input: SessionInput;
  readonly rounds: number;
  /** Whether both may be in memory at the same time, and so take turns. */
  readonly hasRoomForTwo: boolean;
  /** Called after each start and each run. */
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
/** Starting and running what the kernels' samples are compared with. */
const REFERENCE_STEPS = 2;

/** Runs a model on the same tokens with ONNX Runtime alone and with the kernels, compares both, and times them. */
export async function compareKernels(options: ComparisonOptions, signal: AbortSignal): Promise<Compared> {
  const comparison = new Comparison(options, signal);
  await comparison.render();
  if (options.hasRoomForTwo) await comparison.measure(['stock', 'kernels']);
  else for (const way of ['stock', 'kernels'] as const) await comparison.measure([way]);
  return comparison.toCompared();
}

class Comparison {
  readonly #options: ComparisonOptions;
  readonly #signal: AbortSignal;
  readonly #runs = new Map<Way, ComparedRuns>();
  #generator = UNTOLD;
  #reference: KernelReference | null = null;
  #sampleCount = 0;
  #sourceIsKnown = false;
  #done = 0;

  constructor(options: ComparisonOptions, signal: AbortSignal) {
    this.#options = options;
    this.#signal = signal;
  }

  /** Has ONNX Runtime speak with the harmonic source that the kernels will have. */
  async render(): Promise<void> {
    const { session } = await this.#start({ tail: 'onnxruntime' });
    this.#sourceIsKnown = session.isSplit;
    try {
      this.#reference = await renderKernelReference(session, this.#options.input, this.#signal);
      this.#step();
    } finally {
      await session.release();
    }
  }

  /** Has these take turns, and releases them. */
  async measure(ways: readonly Way[]): Promise<void> {
    const opened: Opened[] = [];
    try {
      for (const way of ways) opened.push(await this.#open(way));
      // The first run compiles.
      for (const each of opened) await this.#runFirst(each);
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
    const { kernelsUrl } = this.#options;
    const kernels = { tail: 'kernels', kernelsUrl, sourceIsKnown: this.#sourceIsKnown } as const;
    const started = await this.#start(way === 'stock' ? undefined : kernels);
    return { way, ...started, runsMs: [] };
  }

  async #start(split?: SplitUse): Promise<Pick<Opened, 'session' | 'startMs'>> {
    this.#signal.throwIfAborted();
    const { createSession, model, ortUrl, threads } = this.#options;
    const plain = { model, device: 'wasm', threads, ortUrl } as const;
    const startedMs = performance.now();
    const session = await createSession(split === undefined ? plain : { ...plain, split }, this.#signal);
    const startMs = performance.now() - startedMs;
    this.#step();
    return { session, startMs };
  }

  /** Has the kernels compared on the way. */
  async #runFirst(opened: Opened): Promise<void> {
    const { way, session } = opened;
    const reference = this.#reference;
    if (way === 'stock' || session.generator === null) return this.#run(opened);
    this.#signal.throwIfAborted();
    const { generator } = session;
    const isCut = session.isSplit && reference !== null;
    const difference = isCut ? await compareWithReference(session, reference, this.#signal) : null;
    this.#generator = { ...generator, difference };
    this.#step();
  }

  async #run({ session, runsMs }: Opened): Promise<void> {
    this.#signal.throwIfAborted();
    const startedMs = performance.now();
    const { samples } = await session.run(this.#options.input);
    runsMs.push(performance.now() - startedMs);
    this.#sampleCount = samples.length;
    this.#step();
  }

  #step(): void {
    this.#done += 1;
    this.#options.onStep({ done: this.#done, total: REFERENCE_STEPS + 2 * (2 + this.#options.rounds) });
  }
}
