import { orAbort } from '../../std/abort.ts';
import { createDeferred, type Deferred } from '../../std/deferred.ts';
import { isOutOfMemory } from '../../std/memory.ts';
import { Scope } from '../../std/scope.ts';

/** One model's claim to the machine's memory, held while the model is loaded. */
export interface Seat {
  /** Waits, one call at a time, until the model may load; returns at once while it may. Rejects with the signal's reason. */
  take(signal: AbortSignal): Promise<void>;
  /** Gives the seat back, once the model has left memory. */
  free(): void;
  /** Counts a job that begins; the model keeps its seat for it, within limits. */
  enter(): void;
  /** Counts a job that has ended. */
  leave(): void;
  /**
   * Does work for which memory may run out. Where it does, and other models are in memory without a job, those are
   * unloaded, and the work is done once more.
   */
  withRoom<T>(work: () => Promise<T>): Promise<T>;
  /** Whether a job has begun and not ended. */
  readonly isBusy: boolean;
  /** Whether the model may be in memory now. */
  readonly isTaken: boolean;
}

/** What the owner of a seat does when the arbiter calls. */
export interface SeatOwner {
  /** The id of the model. */
  readonly model: string;
  /** The model may load now. */
  readonly onSeated: () => void;
  /** Takes the model out of memory, frees the seat, and then resolves; what the model runs ends first. */
  readonly makeRoom: () => Promise<void>;
}

/** How many models share the memory, and how long each may keep the others waiting, in milliseconds. */
export interface ArbiterOptions {
  /** How many models may be in memory at the same time. */
  readonly seatCount: number;
  /** How long a model may go on with one job after another while another model waits; 10 s if left out. */
  readonly tenureMs?: number;
  /** How long a model must have been without a job before it makes room for another; half a second if left out. */
  readonly restMs?: number;
}

interface Claim {
  readonly owner: SeatOwner;
  state: 'out' | 'waiting' | 'seated' | 'leaving';
  admission: Deferred<void>;
  jobCount: number;
  /** Jobs that ended since the model got its seat. */
  doneCount: number;
  seatedAtMs: number;
  restsSinceMs: number;
}

/** Several times as long as a stored model takes to load, so that models do not load more than they speak. */
const TENURE_MS = 10_000;

/** Longer than a pipeline takes from one segment to the next. */
const REST_MS = 500;

/**
 * Decides which heavy models may be in memory, and so may run. Models that wait are seated in the order in which they
 * asked. Room is made by the model that has rested longest, or by one that has spoken for its whole tenure.
 */
export class MachineArbiter {
  readonly #options: Required<Omit<ArbiterOptions, 'seatCount'>>;
  readonly #claims = new Set<Claim>();
  readonly #waiting: Claim[] = [];
  #wait: Scope | null = null;
  #seatCount: number;
  #unloaded: readonly string[] = [];
  #onShortage: (() => void) | null = null;

  constructor({ seatCount, tenureMs = TENURE_MS, restMs = REST_MS }: ArbiterOptions) {
    this.#options = { tenureMs, restMs };
    this.#seatCount = seatCount;
  }

  /** Ids of the models that were unloaded because memory ran out; from then on one model at a time is in memory. */
  get unloaded(): readonly string[] {
    return this.#unloaded;
  }

  /** Calls `onShortage` when models were unloaded because memory ran out. */
  watchShortage(onShortage: () => void): void {
    this.#onShortage = onShortage;
  }

  /** Creates the claim of one model. */
  createSeat(owner: SeatOwner): Seat {
    const claim: Claim = {
      owner,
      state: 'out',
      admission: createDeferred(),
      jobCount: 0,
      doneCount: 0,
      seatedAtMs: 0,
      restsSinceMs: -Infinity,
    };
    this.#claims.add(claim);
    return {
      take: (signal) => this.#take(claim, signal),
      free: () => this.#free(claim),
      enter: () => {
        claim.jobCount += 1;
      },
      leave: () => this.#leave(claim),
      withRoom: (work) => this.#withRoom(claim, work),
      get isBusy() {
        return claim.jobCount > 0;
      },
      get isTaken() {
        return isSeated(claim);
      },
    };
  }

  async #take(claim: Claim, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    // A job that the model finishes before it leaves may need a fresh session.
    if (isSeated(claim)) return;
    if (claim.state === 'out') {
      claim.state = 'waiting';
      claim.admission = createDeferred();
      this.#waiting.push(claim);
      this.#advance();
    }
    try {
      await orAbort(claim.admission.promise, signal);
    } catch (error) {
      if (this.#remove(claim)) claim.state = 'out';
      throw error;
    }
  }

  #leave(claim: Claim): void {
    claim.jobCount -= 1;
    claim.doneCount += 1;
    claim.restsSinceMs = performance.now();
    this.#advance();
  }

  #free(claim: Claim): void {
    if (!isSeated(claim)) return;
    claim.state = 'out';
    this.#advance();
  }

  #advance(): void {
    this.#wait?.dispose();
    this.#wait = null;
    const freeCount = this.#seatCount - [...this.#claims].filter(isSeated).length;
    for (const claim of this.#waiting.splice(0, Math.max(0, freeCount))) this.#seat(claim);
    const seated = [...this.#claims].filter(isSeated);
    const leavingCount = seated.filter(({ state }) => state === 'leaving').length;
    if (this.#waiting.length > leavingCount) this.#makeRoom(seated);
  }

  #seat(claim: Claim): void {
    claim.state = 'seated';
    claim.doneCount = 0;
    claim.seatedAtMs = performance.now();
    claim.admission.resolve();
    claim.owner.onSeated();
  }

  /** Sends out the model whose time is up first, or waits until it is. */
  #makeRoom(seated: readonly Claim[]): void {
    const [first] = seated
      .filter(({ state }) => state === 'seated')
      .map((claim) => ({ claim, dueAtMs: this.#toDueAtMs(claim) }))
      .sort((a, b) => a.dueAtMs - b.dueAtMs);
    if (first === undefined || first.dueAtMs === Infinity) return;
    const leftMs = first.dueAtMs - performance.now();
    if (leftMs > 0) {
      this.#wait = new Scope();
      this.#wait.timeout(() => this.#advance(), leftMs);
      return;
    }
    void this.#sendOut(first.claim);
  }

  #sendOut(claim: Claim): Promise<void> {
    claim.state = 'leaving';
    return claim.owner
      .makeRoom()
      .catch((error: unknown) => console.warn('A model did not leave memory in order', error))
      .finally(() => {
        // It may wait for its next turn already.
        if (claim.state === 'leaving') this.#free(claim);
      });
  }

  async #withRoom<T>(claim: Claim, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!isOutOfMemory(error)) throw error;
      const idle = [...this.#claims].filter(
        (other) => other !== claim && other.state === 'seated' && other.jobCount === 0,
      );
      if (idle.length === 0) throw error;
      const models = idle.map(({ owner }) => owner.model);
      console.warn(`Memory ran out; ${models.join(' and ')} is unloaded, and it is tried once more`, error);
      // Both would run out of it again and again.
      this.#seatCount = 1;
      await Promise.all(idle.map((other) => this.#sendOut(other)));
      this.#unloaded = [...new Set([...this.#unloaded, ...models])];
      this.#onShortage?.();
    }
    return work();
  }

  /** A model that has not finished any job since it was loaded keeps its seat until it has. */
  #toDueAtMs({ jobCount, doneCount, seatedAtMs, restsSinceMs }: Claim): number {
    const { tenureMs, restMs } = this.#options;
    if (jobCount === 0) return restsSinceMs + restMs;
    return doneCount === 0 ? Infinity : seatedAtMs + tenureMs;
  }

  #remove(claim: Claim): boolean {
    const index = this.#waiting.indexOf(claim);
    if (index >= 0) this.#waiting.splice(index, 1);
    return index >= 0;
  }
}

function isSeated({ state }: Claim): boolean {
  return state === 'seated' || state === 'leaving';
}
