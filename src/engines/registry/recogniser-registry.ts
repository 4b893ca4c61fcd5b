import type { HearingJob, HeardWindow, Recogniser } from '../../contract/hearing.ts';
import type { MachineArbiter, Seat } from './machine-arbiter.ts';

/** A job, and the id of the model that is to hear it. */
export type RecogniserJob = HearingJob & { readonly model: string };

/** The engine of one model that hears: loads it on first use, once its seat allows. */
export interface RecogniserEngine extends Recogniser {
  /** Frees the model's memory and its seat after the run in progress; what comes later loads the model again. */
  makeRoom(): Promise<void>;
}

interface Entry {
  readonly engine: RecogniserEngine;
  readonly seat: Seat;
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
  recognise({ model, ...job }: RecogniserJob, signal: AbortSignal): Promise<HeardWindow> {
    const { engine, seat } = this.#entry(model);
    return seat.withRoom(() => engine.recognise(job, signal));
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
    const entry = { engine, seat };
    this.#engines.set(model, entry);
    return entry;
  }
}
