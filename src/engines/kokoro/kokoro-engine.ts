import type { SynthesisJob, SynthesisResult } from '../../contract/synthesis.ts';
import { orAbort } from '../../std/abort.ts';
import { SpeechError } from '../../contract/errors.ts';
import { SerialQueue } from '../../std/serial-queue.ts';
import { toLoadMark, type EngineConfig, type EngineStatus } from '../../contract/engine-status.ts';
import { isOutOfMemory } from '../../std/memory.ts';
import { isDeviceFault } from './trust/device-fault.ts';
import { DeviceTrust } from './trust/device-trust.ts';
import { createForgetfulMemory } from './trust/verdict-memory.ts';
import type { KokoroEngineParts } from './kokoro-engine-parts.ts';
import { checkConfig } from './loading/backend-choice.ts';
import { GpuSwitch } from './loading/gpu-switch.ts';
import {
  findStoredDtypes,
  loadAnywhere,
  loadWarm,
  type LoadedModel,
  type ReportLoad,
} from './loading/load-model.ts';
import type { LoadPlan } from './loading/load-parts.ts';
import { createGpuQuery, isAsPlanned, planLoad, type Planned } from './loading/plan-load.ts';
import { checkTokens, SegmentMaker } from './segment-maker.ts';
import { SessionRecycling } from './loading/session-recycling.ts';
import { RestingModel } from './loading/resting-model.ts';
import { SessionSlot } from './loading/session-slot.ts';
import type { IdleTask } from './loading/idle-task.ts';
import { createLateWarmUp } from './loading/late-warm-up.ts';
import { SharedTask } from './loading/shared-task.ts';
import { StatusReport } from './status-report.ts';
import { createWeightsOffer } from './loading/weights-offer.ts';
import { warnOfReason } from './session/with-reason.ts';

/** What the engine is when nobody has said anything. */
export const defaultConfig: EngineConfig = { model: 'kokoro-82m', device: 'auto', dtype: 'auto', threads: 0 };

/** Kokoro: loads on first use, makes one segment at a time, in the order in which they were asked for. */
export class KokoroEngine {
  readonly #parts: KokoroEngineParts;
  readonly #queue = new SerialQueue();
  readonly #configuring = new SerialQueue();
  readonly #loading: SharedTask<LoadedModel>;
  readonly #status: StatusReport;
  readonly #trust: DeviceTrust;
  readonly #slot: SessionSlot;
  readonly #maker: SegmentMaker;
  readonly #gpu: GpuSwitch;
  readonly #recycling: SessionRecycling;
  readonly #warming: IdleTask;
  readonly #resting: RestingModel;
  readonly #plan: (signal: AbortSignal) => Promise<Planned>;
  #config = defaultConfig;
  /** Holds until the model is unloaded. */
  #kernelFault: Pick<LoadPlan, 'kernelFault'> = {};

  constructor(parts: KokoroEngineParts) {
    this.#parts = parts;
    this.#status = new StatusReport(defaultConfig, parts.onStatus);
    this.#loading = new SharedTask({
      start: (signal) => this.#load(signal),
      progress: () => toLoadMark(this.#status.current),
      stallMs: parts.loadStallMs,
      createStallError: () =>
        new SpeechError('model_loading', 'The model got no further. The next request loads it again.'),
      onEnded: () => void this.#status.reset(this.#config.model),
    });
    this.#trust = new DeviceTrust(parts.verdicts ?? createForgetfulMemory(), (checks) => {
      this.#status.set({ checks });
    });
    this.#slot = new SessionSlot(this.#queue, ({ session: { device, threads, generator } }) => {
      this.#status.set({ device, threads, generator });
    });
    const askGpu = createGpuQuery(parts.findGpu);
    this.#plan = (signal) => planLoad(this.#config, { parts, trust: this.#trust, askGpu }, signal);
    const start = (plan: LoadPlan, signal: AbortSignal): Promise<LoadedModel> =>
      loadWarm(plan, parts, { report: () => undefined, mayFetch: false, signal });
    const ready = (signal: AbortSignal): Promise<LoadedModel> => this.#ready(signal);
    const shared = { parts, slot: this.#slot, trust: this.#trust, start, ready };
    const plan = (): Promise<Planned> =>
      this.#configuring.run(() => this.#plan(new AbortController().signal));
    this.#gpu = new GpuSwitch({ ...shared, plan });
    this.#recycling = new SessionRecycling(shared);
    this.#warming = createLateWarmUp({ queue: this.#queue, slot: this.#slot, voices: parts.voices });
    this.#resting = new RestingModel({
      ...{ slot: this.#slot, store: parts.store, restMs: parts.restMs },
      isChecking: () => this.#status.current.checks?.some(({ state }) => state === 'checking') === true,
      makeRoom: () => this.makeRoom(),
    });
    this.#maker = new SegmentMaker({
      ...shared,
      lose: (loaded, failure) => this.#lose(loaded, failure),
    });
  }

  status(): EngineStatus {
    return this.#status.current;
  }

  /**
   * Takes a new configuration; what no longer fits it is unloaded. Of several the one that came last stays. Rejects with
   * `invalid_value`, `model_not_found`.
   */
  configure(config: EngineConfig, signal: AbortSignal): Promise<EngineStatus> {
    return this.#configuring.run(() => this.#configure(config, signal), signal);
  }

  /** Looks again whether the model is stored, after something else changed the store. */
  async refreshStored(signal: AbortSignal): Promise<EngineStatus> {
    const { model: id, dtype } = this.#config;
    const model = await this.#parts.catalog.find(id, signal);
    const { store } = this.#parts;
    const stored = await findStoredDtypes(store, model);
    const isStored = dtype === 'auto' ? stored.length > 0 : stored.includes(dtype);
    const known = this.#status.current.weights;
    const weights = await createWeightsOffer(this.#config, { model, stored, store, known });
    return this.#status.set({ stored: isStored, weights });
  }

  /** Resolves when the model is ready. The load goes on after its callers gave up, until it is unloaded or stands still. */
  async load(signal: AbortSignal): Promise<EngineStatus> {
    this.#resting.enter();
    try {
      await this.#ready(signal);
      return this.#status.current;
    } finally {
      this.#resting.leave();
    }
  }

  /** Frees the model's memory, after the run in progress; its files stay stored. */
  async unload(): Promise<EngineStatus> {
    await this.#loading.cancel();
    await this.makeRoom();
    this.#kernelFault = {};
    return this.#status.current;
  }

  /** Frees the model's memory after the runs that wait now, for another model; what comes later loads it again. */
  async makeRoom(): Promise<void> {
    await Promise.all([this.#gpu.cancel(), this.#recycling.cancel(), this.#warming.cancel()]);
    await this.#queue.run(async () => {
      const { seat } = this.#parts;
      // A load that has no seat yet takes no memory, and may have to wait for one.
      if (seat?.isTaken === false && this.#loading.isRunning) return;
      // A run that lost its session may have others wait for a load.
      await this.#loading.settle();
      await this.#slot.clear(() => {
        seat?.free();
        this.#status.reset(this.#config.model);
      });
    });
  }

  /** Makes one segment's sound. Rejects with a `SpeechError`, or `AbortError` at once; a run in progress ends first. */
  async synthesize(job: SynthesisJob, signal: AbortSignal): Promise<SynthesisResult> {
    checkTokens(job.tokenIds);
    const tasks = [this.#gpu, this.#warming, this.#resting];
    for (const task of tasks) task.enter();
    try {
      // Voices come while the engine is still busy with the segment before.
      const styling = this.#parts.voices.style(job.voice, job.tokenIds.length, signal);
      styling.catch(() => undefined);
      await this.#ready(signal);
      const input = { tokenIds: job.tokenIds, style: await styling, speed: job.speed };
      const making = this.#queue.run(() => this.#maker.make(input, job.voice, signal), signal);
      const { output, seconds } = await orAbort(making, signal);
      const { samples, durations } = output;
      return { samples, durations, engine: 'kokoro', runSeconds: seconds };
    } finally {
      for (const task of tasks) task.leave();
      // The run that has just ended may still be counted.
      this.#recycling.consider({ isBusy: this.#queue.pending > 1 });
    }
  }

  /** Learns which segment is likely to come next, so that the session can begin with it. */
  async prepare(job: SynthesisJob, signal: AbortSignal): Promise<void> {
    const { loaded } = this.#slot;
    if (loaded?.session.prepare === undefined) return;
    const { tokenIds, speed } = job;
    const style = await this.#parts.voices.style(job.voice, tokenIds.length, signal);
    if (this.#slot.loaded === loaded) loaded.session.prepare({ tokenIds, style, speed });
  }

  async #configure(config: EngineConfig, signal: AbortSignal): Promise<EngineStatus> {
    checkConfig(config, this.#parts.environment);
    const model = await this.#parts.catalog.find(config.model, signal);
    const next = { ...config, model: model.id };
    const isSame = (Object.keys(next) as (keyof EngineConfig)[]).every(
      (key) => next[key] === this.#config[key],
    );
    if (!isSame) {
      await this.#loading.cancel();
      this.#config = next;
      if (this.#slot.loaded === null) this.#status.reset(next.model);
      else await this.#fit(signal);
    }
    return this.refreshStored(signal);
  }

  async #ready(signal: AbortSignal): Promise<LoadedModel> {
    signal.throwIfAborted();
    return this.#slot.loaded ?? this.#loading.join(signal);
  }

  async #load(signal: AbortSignal): Promise<LoadedModel> {
    const report: ReportLoad = (patch) => {
      if (patch.state === 'loading') this.#resting.watchStart();
      if (!signal.aborted) this.#status.set({ ...patch, error: null });
    };
    try {
      // What leaves memory frees the seat, too: this load has to take it anew.
      await this.#slot.untilGone();
      const planned = await this.#plan(signal);
      const options = { report, mayBeCold: true, mayFetch: true, signal };
      const means = { parts: this.#parts, trust: this.#trust };
      const loaded = await loadAnywhere({ ...planned.plan, ...this.#kernelFault }, means, options);
      this.#slot.fill(loaded);
      this.#resting.considerStart();
      this.#status.set({ state: 'ready', stored: true });
      warnOfReason(loaded.session);
      if (!loaded.isWarm) this.#warming.request({ isUrgent: false });
      this.#gpu.consider(this.#config, planned);
      return loaded;
    } catch (error) {
      if (!signal.aborted) this.#status.fail(error);
      throw error;
    }
  }

  /** Drops a session that was lost, so that the next run starts another; too little memory is no fault of the kernels. */
  async #lose(lost: LoadedModel, failure: unknown): Promise<void> {
    const reason = failure instanceof Error ? failure.message : String(failure);
    if (lost.plan.device !== 'wasm') {
      if (isDeviceFault(failure)) this.#trust.bar(reason);
    } else if (lost.session.generator?.by === 'kernels' && !isOutOfMemory(failure)) {
      this.#kernelFault = { kernelFault: `they failed: ${reason}` };
    }
    await this.#slot.drop(lost, () => void this.#status.reset(this.#config.model));
  }

  /** Unloads what is not what the configuration asks for, or has the GPU looked at if that is asked for now. */
  async #fit(signal: AbortSignal): Promise<void> {
    // The next load reports what cannot be planned.
    const planned = await this.#plan(signal).catch(() => null);
    const { loaded } = this.#slot;
    if (loaded === null) return;
    if (planned !== null && isAsPlanned(loaded.plan, planned)) this.#gpu.consider(this.#config, planned);
    else await this.unload();
  }
}
