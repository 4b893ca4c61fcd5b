import { createDeferred, type Deferred } from '../std/deferred.ts';
import { ContextSleep } from './context-sleep.ts';
import { Scope } from '../std/scope.ts';
import { withinLimit } from '../std/within-limit.ts';
import { SAMPLE_RATE } from '../contract/audio.ts';
import type { PlayerToPage } from '../wire/player.protocol.ts';
import { createAudioContext, fetchStretcher, loadOwnWorklet, openOutput, post } from './player-output.ts';
import type { LoadWorklet, Output, OutputParts } from './player-output.ts';
import { toHeardSeconds, toPlayerEvent, type Hearing, type PlayerEvent } from './player-event.ts';

export type { PlayerEvent } from './player-event.ts';

/** A running worklet answers a stop within a few milliseconds. */
const HALT_WITHIN_MS = 1_000;

/** Plays PCM that comes over a port, in an audio thread of its own. */
export interface Player {
  /**
   * Begins a new take, dropping an earlier one, and gives the port for its samples: hand it to `speak` or `playTake`.
   * Positions count from `fromSeconds`. Call it first thing in a click, or the browser may keep the sound off.
   */
  play(fromSeconds?: number): Promise<MessagePort>;
  /** Moves to another place of the take, and stays playing or paused. */
  seek(seconds: number): void;
  pause(): void;
  resume(): void;
  /**
   * From now on, whenever nothing is heard, waits until so many seconds of sound are there, or all that there will be.
   * On a device that makes sound more slowly than it is heard, this avoids gaps. 0, as at first, waits for nothing.
   */
  waitFor(seconds: number): void;
  /** Falls silent and cancels the source. */
  stop(): void;
  /** Stops, and resolves to what was heard last, in seconds of the take. */
  interrupt(): Promise<number>;
  /**
   * Plays faster or slower from now on, at the same pitch: 0.5 to 3. Positions stay those of the take, and no new sound
   * is asked for. Rejects, before the first `play` too, where the part of the app that does it cannot be fetched; then
   * the rate is 1.
   */
  setRate(rate: number): Promise<void>;
  /** Calls `listener` on every event until the returned function is called. */
  subscribe(listener: (event: PlayerEvent) => void): () => void;
  /** Closes the audio context. */
  dispose(): void;
}

/** Creates a player; its one audio context is made on the first `play`, and gets the worklet by `loadWorklet`. */
export function createPlayer(
  createContext: () => AudioContext = createAudioContext,
  loadWorklet: LoadWorklet = loadOwnWorklet,
): Player {
  return new AudioPlayer({ createContext, loadWorklet });
}

class AudioPlayer implements Player {
  readonly #scope = new Scope();
  readonly #listeners = new Set<(event: PlayerEvent) => void>();
  readonly #parts: OutputParts;
  #output: Promise<Output> | null = null;
  readonly #sleep = new ContextSleep(this.#scope, () => this.#isPlaying);
  #rate = 1;
  /** Whether the worklet has what rates other than 1 need. */
  #canStretch = false;
  /** Where the last report stood. */
  #heardSeconds = 0;
  readonly #halts = new Set<Deferred<number>>();
  /** Counts plays and seeks; reports of an earlier one are ignored. */
  #turn = 0;
  #fromSeconds = 0;
  #waitForFrames = 0;
  /** Whether something plays that was neither paused nor stopped. */
  #isPlaying = false;
  /** Whether the context has run since the last call that resumed it. */
  #isAwake = false;

  constructor(parts: OutputParts) {
    this.#parts = parts;
  }

  async play(fromSeconds = 0): Promise<MessagePort> {
    this.#sleep.cancel();
    this.#isPlaying = true;
    const turn = this.#begin(fromSeconds);
    const opening = (this.#output ??= this.#open());
    const { context, node } = await opening.catch((error: unknown) => {
      // The next attempt opens another.
      if (this.#output === opening) this.#output = null;
      throw error;
    });
    const { port1, port2 } = new MessageChannel();
    const startFrame = toFrame(fromSeconds);
    // Posted before the context runs, so that it stays ahead of a seek or stop that is called meanwhile.
    post(node, { type: 'wait-for', frames: this.#waitForFrames });
    post(node, { type: 'play', port: port1, startFrame, turn }, [port1]);
    await this.#wake(context);
    return port2;
  }

  seek(seconds: number): void {
    this.#sleep.cancel();
    const turn = this.#begin(seconds);
    this.#whenOpen(async ({ context, node }) => {
      post(node, { type: 'seek', frame: toFrame(seconds), turn });
      if (this.#isPlaying) return;
      // The worklet must run to ask for what lies there.
      await context.resume();
      this.#sleep.soon(context);
    });
  }

  waitFor(seconds: number): void {
    this.#waitForFrames = toFrame(seconds);
    this.#whenOpen(({ node }) => post(node, { type: 'wait-for', frames: this.#waitForFrames }));
  }

  pause(): void {
    this.#isPlaying = false;
    this.#whenOpen(({ context, node }) => {
      post(node, { type: 'pause' });
      this.#sleep.soon(context);
    });
  }

  resume(): void {
    this.#sleep.cancel();
    this.#isPlaying = true;
    this.#whenOpen(async ({ context, node }) => {
      await this.#wake(context);
      post(node, { type: 'resume' });
    });
  }

  stop(): void {
    this.#isPlaying = false;
    this.#whenOpen(({ context, node }) => {
      post(node, { type: 'stop' });
      this.#sleep.soon(context);
    });
  }

  async interrupt(): Promise<number> {
    if (this.#output === null) return this.#fromSeconds;
    const halt = createDeferred<number>();
    this.#halts.add(halt);
    this.stop();
    // A context that the system took away answers nothing.
    const seconds = await withinLimit(halt.promise, HALT_WITHIN_MS, () => this.#heardSeconds);
    this.#halts.delete(halt);
    return seconds;
  }

  async setRate(rate: number): Promise<void> {
    this.#rate = rate;
    if (rate !== 1)
      await fetchStretcher().catch((error: unknown) => {
        this.#rate = 1;
        throw error;
      });
    const output = await this.#output?.catch(() => undefined);
    if (output !== undefined) await this.#applyRate(output);
  }

  subscribe(listener: (event: PlayerEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  dispose(): void {
    this.#scope.dispose();
  }

  async #open(): Promise<Output> {
    const scope = this.#scope.child();
    try {
      const context = this.#parts.createContext();
      scope.add(() => context.close());
      scope.listen(context, 'statechange', () => this.#heedState(context));
      const { loadWorklet } = this.#parts;
      const hear = (message: PlayerToPage): void => this.#hear(context, message);
      const output = await openOutput(scope, { context, loadWorklet }, hear);
      // Sound at the usual rate is better than none; `setRate` rejects.
      await this.#applyRate(output).catch(() => undefined);
      return output;
    } catch (error) {
      scope.dispose();
      throw error;
    }
  }

  async #applyRate({ node }: Output): Promise<void> {
    if (this.#rate !== 1 && !this.#canStretch) {
      post(node, { type: 'stretcher', binary: await fetchStretcher() });
      this.#canStretch = true;
    }
    post(node, { type: 'rate', rate: this.#rate });
  }

  #hear(context: AudioContext, message: PlayerToPage): void {
    if (message.type === 'failed' || message.turn !== this.#turn) return;
    if (message.type === 'ended') {
      this.#isPlaying = false;
      this.#sleep.soon(context);
    }
    const hearing: Hearing = { context, fromSeconds: this.#fromSeconds, rate: this.#rate };
    if (message.type === 'stopped') {
      for (const halt of this.#halts) halt.resolve(toHeardSeconds(message.playedFrames, hearing));
      return;
    }
    const event = toPlayerEvent(message, hearing);
    if (event.type === 'position') this.#heardSeconds = event.positionSeconds;
    this.#tell(event);
  }

  #tell(event: PlayerEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }

  /** Pauses when the system, and not this player, stopped the context. */
  #heedState({ state }: AudioContext): void {
    if (state === 'running' || !this.#isPlaying || !this.#isAwake) return;
    this.#isAwake = false;
    this.pause();
    this.#tell({ type: 'interrupted' });
  }

  async #wake(context: AudioContext): Promise<void> {
    this.#isAwake = false;
    await context.resume();
    this.#isAwake = true;
  }

  #begin(fromSeconds: number): number {
    this.#fromSeconds = fromSeconds;
    this.#heardSeconds = fromSeconds;
    this.#turn += 1;
    return this.#turn;
  }

  /** One that cannot be opened is reported by `play`. */
  #whenOpen(act: (output: Output) => unknown): void {
    this.#output?.then(act).catch(() => undefined);
  }
}

function toFrame(seconds: number): number {
  return Math.round(seconds * SAMPLE_RATE);
}
