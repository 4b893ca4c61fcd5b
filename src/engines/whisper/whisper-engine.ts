import { isAbortError } from '../../std/abort.ts';
import { Scope } from '../../std/scope.ts';
import { SerialQueue } from '../../std/serial-queue.ts';
import type { Dtype } from '../../contract/engine-status.ts';
import type { HearingJob, HeardWindow } from '../../contract/hearing.ts';
import { SpeechError } from '../../contract/errors.ts';
import type { Seat } from '../registry/machine-arbiter.ts';
import type { RecogniserEngine } from '../registry/recogniser-registry.ts';
import type { CreateWhisperSession, WhisperSession } from './session/ort-session.ts';
import { openStoredWhisper, type StoredModels } from './stored-whisper.ts';

/** Which model is run, how its session is made, and what says when it may use the machine. */
export interface WhisperEngineParts extends StoredModels {
  /** The model's id. */
  readonly model: string;
  readonly seat: Seat;
  readonly createSession: CreateWhisperSession;
  readonly threads: number;
  /** Where ONNX Runtime's own files lie, absolute, with a slash at the end. */
  readonly ortUrl: string;
  /** How long the model stays in memory without a job; two minutes if left out. */
  readonly idleMs?: number;
}

const IDLE_MS = 120_000;

/** Keeps one Whisper model in memory while it is used, and hears with it, one run at a time. */
export class WhisperEngine implements RecogniserEngine {
  readonly #parts: WhisperEngineParts;
  readonly #queue = new SerialQueue();
  #session: WhisperSession | null = null;
  #dtype: Dtype | null = null;
  #idle = new Scope();

  constructor(parts: WhisperEngineParts) {
    this.#parts = parts;
  }

  get dtype(): Dtype | null {
    return this.#dtype;
  }

  async recognise(job: HearingJob, signal: AbortSignal): Promise<HeardWindow> {
    const { seat } = this.#parts;
    seat.enter();
    this.#idle.dispose();
    try {
      return await this.#queue.run(() => this.#runTwice(job, signal), signal);
    } finally {
      seat.leave();
      this.#rest();
    }
  }

  makeRoom(): Promise<void> {
    return this.#queue.run(() => this.#drop());
  }

  /** A session that was lost is started again, once for each job. */
  async #runTwice(job: HearingJob, signal: AbortSignal): Promise<HeardWindow> {
    try {
      return await this.#run(job, signal);
    } catch (error) {
      if (isAbortError(error) || error instanceof SpeechError) throw error;
      console.warn('The speech-to-text model failed and is started again', error);
      await this.#drop();
    }
    signal.throwIfAborted();
    try {
      return await this.#run(job, signal);
    } catch (error) {
      if (isAbortError(error) || error instanceof SpeechError) throw error;
      await this.#drop();
      throw new SpeechError('transcription_failed', 'The speech could not be written down.', {
        cause: error,
      });
    }
  }

  async #run(job: HearingJob, signal: AbortSignal): Promise<HeardWindow> {
    this.#session ??= await this.#start(signal);
    return this.#session.recognise(job, signal);
  }

  async #start(signal: AbortSignal): Promise<WhisperSession> {
    const { model, seat, createSession, threads, ortUrl } = this.#parts;
    const { dtype, ...files } = await openStoredWhisper(this.#parts, model, signal);
    this.#dtype = dtype;
    await seat.take(signal);
    return createSession({ ...files, threads, ortUrl }, signal);
  }

  async #drop(): Promise<void> {
    const session = this.#session;
    [this.#session, this.#dtype] = [null, null];
    // One that is lost already need not be released.
    await session?.release().catch(() => undefined);
    this.#parts.seat.free();
  }

  /** Frees the model once nothing has been heard for a while. */
  #rest(): void {
    this.#idle.dispose();
    this.#idle = new Scope();
    this.#idle.timeout(() => {
      if (this.#queue.pending === 0) void this.makeRoom();
    }, this.#parts.idleMs ?? IDLE_MS);
  }
}
