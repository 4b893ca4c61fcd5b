import type { Dtype } from '../../contract/engine-status.ts';
import type { HearingJob, HeardWindow, Recogniser } from '../../contract/hearing.ts';
import type { ModelSelection } from '../../contract/model-storage.ts';
import type { MachineArbiter, Seat } from './machine-arbiter.ts';
import { type DeleteFiles, ModelUse } from './model-use.ts';

/** A job, and the id of the model that is to hear it. */
export type RecogniserJob = HearingJob & { readonly model: string };

/** The engine of one model that hears: loads it on first use, once its seat allows. */
export interface RecogniserEngine extends Recogniser {
  /** Of the weights that are in memory, or on their way there; null where it is not known. */
  readonly dtype: Dtype | null;
  /** Frees the model's memory and its seat after the run in progress; what comes later loads the model again. */
  makeRoom(): Promise<void>;
}

interface Entry {
  readonly engine: RecogniserEngine;
  readonly seat: Seat;
  readonly use: ModelUse;
}

/** Knows the recogniser of every model. */
export class RecogniserRegistry {
  readonly #arbiter: MachineArbiter;
  readonly #createEngine: (model: string, seat: Seat) => RecogniserEngine;
  readonly #engines = new Map<string, Entry>();

  /** `createEngine` creates the engine of a model, which asks the seat before it loads. */
  constructor(arbiter: MachineArbiter, createEngine: (model: string, seat: Seat) => RecogniserEngine) {
    this.#arbiter = arbiter;
    this.#createEngine = createEngine;
  }

  /** Writes down one stretch of sound with the job's model. Rejects with a `SpeechError`, or `AbortError`. */
  async recognise({ model, ...job }: RecogniserJob, signal: AbortSignal): Promise<HeardWindow> {
    const { engine, seat, use } = this.#entry(model);
    const using = await use.begin(signal);
    return seat.withRoom(() => engine.recognise(job, using));
  }

  /**
   * Has files of a model deleted, which then leaves memory, and what it hears ends; what is asked of it meanwhile waits. A
   * model that uses weights of another data type than those that are to go stays.
   */
  async withoutModel({ model, dtype }: ModelSelection, deleteFiles: DeleteFiles): Promise<void> {
    const entry = this.#engines.get(model);
    const used = entry?.engine.dtype ?? dtype;
    if (entry === undefined || (dtype !== undefined && used !== dtype))
      return deleteFiles(() => Promise.resolve());
    await entry.use.delete(deleteFiles, { leave: () => entry.engine.makeRoom() });
  }

  /** Frees the memory of every model. */
  async unload(): Promise<void> {
    await Promise.all([...this.#engines.values()].map(({ engine }) => engine.makeRoom()));
  }

  #entry(model: string): Entry {
    const known = this.#engines.get(model);
    if (known !== undefined) return known;
    const seat = this.#arbiter.createSeat({
      model,
      onSeated: () => undefined,
      makeRoom: () => engine.makeRoom(),
    });
    const engine = this.#createEngine(model, seat);
    const entry = { engine, seat, use: new ModelUse() };
    this.#engines.set(model, entry);
    return entry;
  }
}
