import { orAbort } from '../../std/abort.ts';
import { createDeferred, type Deferred } from '../../std/deferred.ts';
import type { Scope } from '../../std/scope.ts';

/** The right to make speech. It passes to the next job while its owner wants nothing, and comes back on demand. */
export interface Turn {
  /** Says that nothing is wanted for the moment. */
  rest(): void;
  /** Waits until the turn is this job's again; at once unless another took it meanwhile. */
  resume(): Promise<void>;
  release(): void;
}

interface Ticket {
  readonly clientId: string;
  readonly signal: AbortSignal;
  /** `resting` for a moment, `idle` from then on; `parked` once the turn went to another. */
  state: 'waiting' | 'running' | 'resting' | 'idle' | 'parked' | 'ended';
  /** A job that gave its turn away is not counted against the limit when it comes back. */
  isNew: boolean;
  granted: Deferred<void>;
  stopRest: () => void;
}

/** How long a turn may rest before somebody else gets it; longer than a chunk takes to be fetched over a port. */
const PARK_AFTER_MS = 500;

/**
 * Serves jobs one after another, clients in rotation. A reader that pauses (a player with enough in hand, a page that
 * reads a later answer first) gives its turn away, so that no answer can block another for ever.
 */
export class JobLane {
  readonly #scope: Scope;
  #current: Ticket | null = null;
  /** By client; the client at the front is served next and then goes to the back. */
  readonly #waiting = new Map<string, Ticket[]>();

  /** The scope bounds the lane's timers. */
  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /** Jobs that wait for their first turn. */
  get waitingCount(): number {
    return [...this.#waiting.values()].flat().filter((ticket) => ticket.isNew).length;
  }

  /** Whether a newcomer would have to wait. */
  get isBusy(): boolean {
    return this.#current !== null && this.#current.state !== 'idle';
  }

  /** Whether no job runs or waits; a parked one may still come back. */
  get isEmpty(): boolean {
    return this.#current === null && this.#waiting.size === 0;
  }

  /** Resolves with the turn, or rejects with the signal's reason. */
  async acquire(clientId: string, signal: AbortSignal): Promise<Turn> {
    const ticket: Ticket = {
      clientId,
      signal,
      state: 'waiting',
      isNew: true,
      granted: createDeferred(),
      stopRest: () => undefined,
    };
    await this.#wait(ticket);
    return {
      rest: () => {
        this.#rest(ticket);
      },
      resume: () => this.#resume(ticket),
      release: () => {
        this.#end(ticket);
      },
    };
  }

  async #wait(ticket: Ticket): Promise<void> {
    const line = this.#waiting.get(ticket.clientId) ?? [];
    if (ticket.isNew) line.push(ticket);
    else line.unshift(ticket);
    this.#waiting.set(ticket.clientId, line);
    this.#advance();
    try {
      await orAbort(ticket.granted.promise, ticket.signal);
    } catch (error) {
      this.#end(ticket);
      throw error;
    }
  }

  #rest(ticket: Ticket): void {
    if (ticket.state !== 'running') return;
    ticket.state = 'resting';
    ticket.stopRest = this.#scope.timeout(() => {
      ticket.stopRest();
      ticket.state = 'idle';
      this.#advance();
    }, PARK_AFTER_MS);
  }

  async #resume(ticket: Ticket): Promise<void> {
    ticket.signal.throwIfAborted();
    if (ticket.state === 'resting' || ticket.state === 'idle') {
      ticket.stopRest();
      ticket.state = 'running';
    }
    if (ticket.state !== 'parked') return;
    ticket.state = 'waiting';
    ticket.granted = createDeferred();
    await this.#wait(ticket);
  }

  #end(ticket: Ticket): void {
    ticket.stopRest();
    ticket.state = 'ended';
    const line = this.#waiting.get(ticket.clientId)?.filter((other) => other !== ticket) ?? [];
    if (line.length > 0) this.#waiting.set(ticket.clientId, line);
    else this.#waiting.delete(ticket.clientId);
    if (this.#current === ticket) this.#current = null;
    this.#advance();
  }

  #advance(): void {
    const [front] = this.#waiting;
    if (front === undefined || this.isBusy) return;
    if (this.#current !== null) this.#current.state = 'parked';
    const [clientId, [ticket, ...rest]] = front;
    this.#waiting.delete(clientId);
    if (rest.length > 0) this.#waiting.set(clientId, rest);
    if (ticket === undefined) return;
    this.#current = ticket;
    ticket.state = 'running';
    ticket.isNew = false;
    ticket.granted.resolve();
  }
}
