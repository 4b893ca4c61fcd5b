import { Scope } from '../../std/scope.ts';
import { SpeechError } from '../../contract/errors.ts';
import { JobLane, type Turn } from './job-lane.ts';

/** Who asks for a turn, and on what terms. */
export interface TurnRequest {
  /** Jobs of different lanes do not wait for each other; a lane is a model. */
  readonly lane: string;
  /** Clients are served in rotation, however many requests one of them sends. */
  readonly clientId: string;
  /** How many may wait, in all lanes together. */
  readonly limit: number;
  readonly signal: AbortSignal;
}

/** Bounds and orders the jobs of all models. */
export class JobQueue {
  readonly #scope = new Scope();
  readonly #lanes = new Map<string, JobLane>();

  /** Jobs that wait for their first turn. */
  get waitingCount(): number {
    return [...this.#lanes.values()].reduce((sum, lane) => sum + lane.waitingCount, 0);
  }

  /** Whether nothing runs or waits. */
  get isEmpty(): boolean {
    return [...this.#lanes.values()].every((lane) => lane.isEmpty);
  }

  /** Resolves with the turn; rejects with `queue_full`, or with the signal's reason. */
  async acquire({ lane: name, clientId, limit, signal }: TurnRequest): Promise<Turn> {
    signal.throwIfAborted();
    const lane = this.#lanes.get(name) ?? new JobLane(this.#scope);
    this.#lanes.set(name, lane);
    if (lane.isBusy && this.waitingCount >= limit) {
      throw new SpeechError(
        'queue_full',
        'Too many requests are waiting already. Try again in a few seconds.',
      );
    }
    return lane.acquire(clientId, signal);
  }
}
