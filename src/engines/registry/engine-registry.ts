import type { EngineConfig, EngineStatus } from '../../contract/engine-status.ts';
import type { ModelSelection } from '../../contract/model-storage.ts';
import type { SynthesisJob, SynthesisResult } from '../../contract/synthesis.ts';
import { createAbortError, orAbort } from '../../std/abort.ts';
import { SerialQueue } from '../../std/serial-queue.ts';
import type { MachineArbiter, Seat } from './machine-arbiter.ts';
import type { BuiltInVoice, EngineParts, ModelEngine } from './model-engine.ts';
import { type DeleteFiles, ModelUse } from './model-use.ts';

/** A job, and the id of the model that is to speak it. */
export type ModelJob = SynthesisJob & { readonly model: string };

/**
 * What the registry chooses from: voices that are always there, models that it creates engines for, and how they are
 * configured at first.
 */
export interface EngineRegistryParts {
  /** By model id. */
  readonly builtIn: ReadonlyMap<string, BuiltInVoice>;
  /** Finds the id of a model that speaks, by id or alias. Rejects with `model_not_found`. */
  readonly findId: (name: string, signal: AbortSignal) => Promise<string>;
  /** Creates the engine of a model, which reports its status and asks `seat` before it loads. */
  readonly createEngine: (parts: EngineParts) => ModelEngine;
  readonly arbiter: MachineArbiter;
  /** Holds until `configure` is called. */
  readonly config: EngineConfig;
  readonly onStatus: (status: EngineStatus) => void;
}

interface Entry {
  readonly model: string;
  readonly engine: ModelEngine;
  readonly seat: Seat;
  /** What the engine was last configured with. */
  config: EngineConfig | null;
  /** Segments that wait or are being made. */
  jobCount: number;
  readonly use: ModelUse;
}

/** Knows the synthesizer of every model, and shows the status of the one that matters to the user now. */
export class EngineRegistry {
  readonly #parts: EngineRegistryParts;
  readonly #entries = new Map<string, Entry>();
  readonly #queue = new SerialQueue();
  /** Resolves when the configuration that came last is taken or refused. */
  #configured: Promise<unknown> = Promise.resolve();
  /** Ends what waits for a configuration. */
  #waiting = new AbortController();
  #config: EngineConfig;
  #shown: string;
  #runs = 0;

  constructor(parts: EngineRegistryParts) {
    this.#parts = parts;
    this.#config = parts.config;
    this.#shown = parts.config.model;
    parts.arbiter.watchShortage(() => parts.onStatus(this.status()));
  }

  /** Shows the model that was chosen last or, where others are asked for, the one that speaks. */
  status(): EngineStatus {
    return this.#toStatus(this.#shown);
  }

  /** Makes one segment's sound with the job's model. Rejects with a `SpeechError`, or `AbortError` at once. */
  async synthesize(job: ModelJob, signal: AbortSignal): Promise<SynthesisResult> {
    const builtIn = this.#parts.builtIn.get(job.model);
    const result = await (builtIn === undefined
      ? this.#speak(this.#entry(job.model), job, signal)
      : builtIn.synthesizer.synthesize(job, signal));
    this.#runs += 1;
    return result;
  }

  /** Announces which segment is likely to come next. */
  async prepare(job: ModelJob, signal: AbortSignal): Promise<void> {
    await this.#entries.get(job.model)?.engine.prepare(job, signal);
  }

  /**
   * Takes a new configuration and shows its model; other models leave memory, unless somebody speaks with them. Segments
   * and loads that are asked for meanwhile wait for it. Where it is refused, the earlier one stays; of several the last.
   */
  configure(config: EngineConfig, signal: AbortSignal): Promise<EngineStatus> {
    const configuring = this.#queue.run(() => this.#take(config, signal), signal);
    this.#configured = configuring.catch(() => undefined);
    return configuring;
  }

  /** Loads the configured model. */
  async load(signal: AbortSignal): Promise<EngineStatus> {
    const wanted = this.#orUnloaded(signal);
    await this.#untilConfigured(wanted);
    const { model } = this.#config;
    if (!this.#parts.builtIn.has(model))
      await this.#use(this.#entry(model), { signal, wanted }, (engine, using) => engine.load(using));
    return this.#toStatus(model);
  }

  /** Frees the memory of every model, and ends what waits for one. */
  async unload(): Promise<EngineStatus> {
    this.#waiting.abort(createAbortError('The model was unloaded.'));
    this.#waiting = new AbortController();
    await Promise.all([...this.#entries.values()].map(({ engine }) => engine.unload()));
    return this.status();
  }

  /**
   * Has files of a model deleted, which then leaves memory, and what it speaks ends; what is asked of it meanwhile waits. A
   * load ends first, since it may be what keeps the files from going. A model that uses weights of another data type than
   * those that are to go stays, and its load goes on.
   */
  async withoutModel({ model, dtype }: ModelSelection, deleteFiles: DeleteFiles): Promise<void> {
    const entry = this.#entries.get(model);
    const status = entry?.engine.status();
    // A load that has no plan yet takes those that the configuration chooses.
    const used = status?.dtype ?? status?.weights?.next ?? undefined;
    if (entry === undefined || (dtype !== undefined && used !== undefined && used !== dtype))
      return deleteFiles(() => Promise.resolve());
    const { engine, use } = entry;
    const isFirst = (): boolean => engine.status().state !== 'ready';
    await use.delete(deleteFiles, { leave: () => engine.unload(), isFirst });
  }

  /** Looks again which models are stored. */
  async refreshStored(signal: AbortSignal): Promise<EngineStatus> {
    // One that was taken off the mirror cannot be looked for.
    await Promise.allSettled([...this.#entries.values()].map(({ engine }) => engine.refreshStored(signal)));
    return this.status();
  }

  async #take(config: EngineConfig, signal: AbortSignal): Promise<EngineStatus> {
    const isBuiltIn = this.#parts.builtIn.has(config.model);
    const model = isBuiltIn ? config.model : await this.#parts.findId(config.model, signal);
    const next = { ...config, model };
    if (!isBuiltIn) await this.#configure(this.#entry(model), next, signal);
    this.#config = next;
    const unused = [...this.#entries.values()].filter((each) => each.model !== model && each.jobCount === 0);
    await Promise.all(unused.map(({ engine }) => engine.unload()));
    this.#show(model);
    return this.#toStatus(model);
  }

  /** What is loaded under a configuration that is about to go would be ended by the next one. */
  async #untilConfigured(wanted: AbortSignal): Promise<void> {
    for (let seen: Promise<unknown> | null = null; seen !== this.#configured;) {
      seen = this.#configured;
      await orAbort(seen, wanted);
    }
  }

  #orUnloaded(signal: AbortSignal): AbortSignal {
    return AbortSignal.any([signal, this.#waiting.signal]);
  }

  /** Does work with an engine that is configured as the others are; `wanted` ends only what comes before the work. */
  async #use<T>(
    entry: Entry,
    { signal, wanted }: { readonly signal: AbortSignal; readonly wanted: AbortSignal },
    work: (engine: ModelEngine, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const { engine, seat, model } = entry;
    seat.enter();
    if (!this.#isAnotherRunning(entry)) this.#show(model);
    try {
      const using = await entry.use.begin(signal, wanted);
      if (entry.config !== this.#config) await this.#configure(entry, this.#config, wanted);
      return await seat.withRoom(() => work(engine, using));
    } finally {
      seat.leave();
      const next = [...this.#entries.values()].find((other) => other.seat.isBusy);
      if (!seat.isBusy && next !== undefined && !this.#isAnotherRunning(next)) this.#show(next.model);
    }
  }

  async #speak(entry: Entry, job: ModelJob, signal: AbortSignal): Promise<SynthesisResult> {
    entry.jobCount += 1;
    try {
      const wanted = this.#orUnloaded(signal);
      await this.#untilConfigured(wanted);
      return await this.#use(entry, { signal, wanted }, (engine, using) => engine.synthesize(job, using));
    } finally {
      entry.jobCount -= 1;
    }
  }

  /** All models are configured alike: the chosen device, weights and threads count for each. */
  async #configure(entry: Entry, config: EngineConfig, signal: AbortSignal): Promise<void> {
    await entry.engine.configure({ ...config, model: entry.model }, signal);
    entry.config = config;
  }

  #isAnotherRunning(entry: Entry): boolean {
    return [...this.#entries.values()].some(
      (other) => other !== entry && other.seat.isBusy && other.seat.isTaken,
    );
  }

  #entry(model: string): Entry {
    const known = this.#entries.get(model);
    if (known !== undefined) return known;
    const seat = this.#parts.arbiter.createSeat({
      model,
      onSeated: () => this.#show(model),
      makeRoom: () => engine.makeRoom(),
    });
    const engine = this.#parts.createEngine({
      seat,
      onStatus: () => {
        if (this.#shown === model) this.#parts.onStatus(this.status());
      },
    });
    const entry: Entry = { model, engine, seat, config: null, jobCount: 0, use: new ModelUse() };
    this.#entries.set(model, entry);
    return entry;
  }

  #show(model: string): void {
    if (this.#shown === model) return;
    this.#shown = model;
    this.#parts.onStatus(this.status());
  }

  #toStatus(model: string): EngineStatus {
    const builtIn = this.#parts.builtIn.get(model);
    const status =
      builtIn === undefined
        ? this.#entry(model).engine.status()
        : { ...builtInStatus, model, engine: builtIn.engine };
    const { unloaded } = this.#parts.arbiter;
    return { ...status, runs: this.#runs, ...(unloaded.length > 0 && { unloadedForMemory: unloaded }) };
  }
}

const builtInStatus = {
  state: 'ready',
  stored: true,
  device: null,
  dtype: null,
  threads: 1,
  loadedBytes: 0,
  totalBytes: 0,
  error: null,
} as const;
