import { orAbort } from '../../std/abort.ts';
import { SerialQueue } from '../../std/serial-queue.ts';
import { SpeechError, toSpeechError } from '../../speech/errors.ts';
import type { EngineConfig, EngineStatus } from '../../speech/engine-status.ts';
import type { SynthesisJob, SynthesisResult } from '../../speech/ports.ts';
import { checkConfig, chooseDevice, chooseThreads } from './backend-choice.ts';
import { findStoredDtypes, loadModel, type LoadedModel, type LoadParts } from './load-model.ts';
import { SessionLostError } from './session.ts';
import { SharedTask } from './shared-task.ts';
import { StatusReport } from './status-report.ts';
import type { VoicePack } from './voice-pack.ts';
import { warmUp } from './warm-up.ts';

export interface KokoroEngineParts extends LoadParts {
  readonly voices: VoicePack;
  readonly onStatus: (status: EngineStatus) => void;
}

/** What the engine is when nobody has said anything. */
export const defaultConfig: EngineConfig = { model: 'kokoro-82m', device: 'auto', dtype: 'auto', threads: 0 };

/** How often a run is tried when what ran it is lost. */
const RUN_ATTEMPTS = 2;

/** Kokoro: loads on first use, makes one segment at a time, in the order in which they were asked for. */
export class KokoroEngine {
  readonly #parts: KokoroEngineParts;
  readonly #queue = new SerialQueue();
  readonly #loading: SharedTask<LoadedModel>;
  readonly #status: StatusReport;
  #config = defaultConfig;
  #loaded: LoadedModel | null = null;

  constructor(parts: KokoroEngineParts) {
    this.#parts = parts;
    this.#loading = new SharedTask((signal) => this.#load(signal));
    this.#status = new StatusReport(defaultConfig, parts.onStatus);
  }

  status(): EngineStatus {
    return this.#status.current;
  }

  /** Takes a new configuration; what no longer fits it is unloaded. Rejects with `invalid_value`, `model_not_found`. */
  async configure(config: EngineConfig, signal: AbortSignal): Promise<EngineStatus> {
    checkConfig(config, this.#parts.environment);
    const model = await this.#parts.catalog.find(config.model, signal);
    const next = { ...config, model: model.id };
    const isSame = (Object.keys(next) as (keyof EngineConfig)[]).every(
      (key) => next[key] === this.#config[key],
    );
    if (!isSame) {
      await this.#loading.cancel();
      this.#config = next;
      if (!this.#fits()) await this.unload();
      if (this.#loaded === null) this.#status.reset(next.model);
    }
    return this.refreshStored(signal);
  }

  /** Looks again whether the model is stored, after something else changed the store. */
  async refreshStored(signal: AbortSignal): Promise<EngineStatus> {
    const { model: id, dtype } = this.#config;
    const model = await this.#parts.catalog.find(id, signal);
    const stored = await findStoredDtypes(this.#parts.store, model);
    return this.#status.set({ stored: dtype === 'auto' ? stored.length > 0 : stored.includes(dtype) });
  }

  /** Resolves when the model is ready. The load ends when nobody waits for it any more. */
  async load(signal: AbortSignal): Promise<EngineStatus> {
    await this.#ready(signal);
    return this.#status.current;
  }

  /** Frees the model's memory, after the run in progress; its files stay stored. */
  async unload(): Promise<EngineStatus> {
    await this.#loading.cancel();
    await this.#queue.run(async () => {
      const loaded = this.#loaded;
      this.#loaded = null;
      await loaded?.session.release();
    });
    return this.#status.reset(this.#config.model);
  }

  /** Makes one segment's sound. Rejects with a `SpeechError`, or `AbortError` at once; a run in progress ends first. */
  async synthesize(
    job: SynthesisJob & { readonly model: string },
    signal: AbortSignal,
  ): Promise<SynthesisResult> {
    checkTokens(job.tokenIds);
    if (job.model !== this.#config.model) await this.configure({ ...this.#config, model: job.model }, signal);
    // Voices come while the engine is still busy with the segment before.
    const style = this.#parts.voices.style(job.voice, job.tokenIds.length, signal);
    style.catch(() => undefined);
    for (let attempt = 1; ; attempt += 1) {
      const loaded = await this.#ready(signal);
      const input = { tokenIds: job.tokenIds, style: await style, speed: job.speed };
      const run = this.#queue.run(() => loaded.session.run(input), signal);
      try {
        const { samples, durations } = await orAbort(run, signal);
        checkSamples(samples);
        return { samples, durations, engine: 'kokoro' };
      } catch (error) {
        const isLost = error instanceof SessionLostError;
        if (isLost) await this.#drop(loaded);
        if (!isLost || attempt === RUN_ATTEMPTS) {
          throw toSpeechError(error, 'synthesis_failed', 'The model failed on this text.');
        }
      }
    }
  }

  async #ready(signal: AbortSignal): Promise<LoadedModel> {
    signal.throwIfAborted();
    return this.#loaded ?? this.#loading.join(signal);
  }

  async #load(signal: AbortSignal): Promise<LoadedModel> {
    try {
      const report = (patch: Partial<EngineStatus>): unknown => this.#status.set({ ...patch, error: null });
      const loaded = await loadModel(this.#config, this.#parts, { report, signal });
      await warmUp(loaded.session, this.#parts.voices, signal);
      if (signal.aborted) await loaded.session.release();
      signal.throwIfAborted();
      this.#loaded = loaded;
      this.#status.set({ state: 'ready', stored: true });
      return loaded;
    } catch (error) {
      if (signal.aborted) this.#status.reset(this.#config.model);
      else
        this.#status.set({ state: 'failed', error: error instanceof Error ? error.message : String(error) });
      throw error;
    }
  }

  /** Lets go of a session that was lost, so that the next run starts another. */
  async #drop(lost: LoadedModel): Promise<void> {
    if (this.#loaded !== lost) return;
    this.#loaded = null;
    this.#status.reset(this.#config.model);
    await lost.session.release().catch(() => undefined);
  }

  /** Whether what is loaded is what the configuration asks for. */
  #fits(): boolean {
    if (this.#loaded === null) return true;
    const { id, dtype, session } = this.#loaded;
    return (
      id === this.#config.model &&
      (this.#config.dtype === 'auto' || dtype === this.#config.dtype) &&
      session.device === chooseDevice(this.#config) &&
      session.threads === chooseThreads(this.#config, this.#parts.environment)
    );
  }
}

function checkTokens(tokenIds: readonly number[]): void {
  if (tokenIds.length >= 2 && tokenIds.length <= 512) return;
  throw new SpeechError(
    'synthesis_failed',
    `A segment of ${tokenIds.length} tokens cannot be spoken: 2 to 512.`,
  );
}

function checkSamples(samples: Float32Array): void {
  if (samples.length > 0 && samples.every((sample) => Number.isFinite(sample))) return;
  throw new SpeechError('synthesis_failed', 'The model gave no usable sound for this text.');
}
