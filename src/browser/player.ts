import workletUrl from '../threads/player/player.worklet.ts?worker&url';
import { Scope } from '../std/scope.ts';
import type { PageToPlayer, PlayerToPage } from '../wire/player.protocol.ts';

/** The rate of everything Sotto makes, so that the browser resamples at most once, on its way out. */
const SAMPLE_RATE = 24_000;

/** Long enough for the last quantum to leave the device before the context sleeps. */
const SLEEP_AFTER_MS = 1_000;

/** What the player tells the page. */
export type PlayerEvent =
  | {
      readonly type: 'position';
      /** What is being heard now, in seconds of the source. */
      readonly positionSeconds: number;
      readonly queuedSeconds: number;
      readonly underruns: number;
    }
  | { readonly type: 'ended'; readonly durationSeconds: number; readonly underruns: number };

/** Plays PCM that comes over a port, in an audio thread of its own. */
export interface Player {
  /**
   * Begins a new take, dropping an earlier one, and gives the port for its samples: hand it to `speak`.
   * Call it first thing in a click, or the browser may keep the sound off.
   */
  play(): Promise<MessagePort>;
  pause(): void;
  resume(): void;
  /** Falls silent and cancels the source. */
  stop(): void;
  /** Calls `listener` on every event until the returned function is called. */
  subscribe(listener: (event: PlayerEvent) => void): () => void;
  /** Closes the audio context. */
  dispose(): void;
}

/** Creates a player; its one audio context is made on the first `play`. */
export function createPlayer(createContext: () => AudioContext = createAudioContext): Player {
  return new AudioPlayer(createContext);
}

class AudioPlayer implements Player {
  readonly #scope = new Scope();
  readonly #listeners = new Set<(event: PlayerEvent) => void>();
  readonly #createContext: () => AudioContext;
  #output: Promise<Output> | null = null;
  #stayAwake: () => void = () => undefined;

  constructor(createContext: () => AudioContext) {
    this.#createContext = createContext;
  }

  async play(): Promise<MessagePort> {
    this.#stayAwake();
    this.#output ??= this.#open();
    const { context, node } = await this.#output;
    await context.resume();
    const { port1, port2 } = new MessageChannel();
    post(node, { type: 'play', port: port1 }, [port1]);
    return port2;
  }

  pause(): void {
    void this.#output?.then(({ node }) => post(node, { type: 'pause' }));
  }

  resume(): void {
    this.#stayAwake();
    void this.#output?.then(async ({ context, node }) => {
      await context.resume();
      post(node, { type: 'resume' });
    });
  }

  stop(): void {
    void this.#output?.then(({ context, node }) => {
      post(node, { type: 'stop' });
      this.#sleepSoon(context);
    });
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
    const context = this.#createContext();
    this.#scope.add(() => context.close());
    try {
      return await openOutput(context, (message) => this.#hear(context, message));
    } catch (error) {
      this.#output = null;
      throw error;
    }
  }

  #hear(context: AudioContext, message: PlayerToPage): void {
    if (message.type === 'failed') return;
    if (message.type === 'ended') this.#sleepSoon(context);
    const event = toPlayerEvent(message, context);
    for (const listener of [...this.#listeners]) listener(event);
  }

  #sleepSoon(context: AudioContext): void {
    this.#stayAwake();
    this.#stayAwake = this.#scope.timeout(() => void context.suspend(), SLEEP_AFTER_MS);
  }
}

function post(node: AudioWorkletNode, message: PageToPlayer, transfer: Transferable[] = []): void {
  node.port.postMessage(message, transfer);
}

interface Output {
  readonly context: AudioContext;
  readonly node: AudioWorkletNode;
}

function createAudioContext(): AudioContext {
  return new AudioContext({ sampleRate: SAMPLE_RATE, latencyHint: 'balanced' });
}

async function openOutput(context: AudioContext, hear: (message: PlayerToPage) => void): Promise<Output> {
  // Asked for while the click still counts as one; Safari forgets it across an await.
  const resumed = context.resume();
  await context.audioWorklet.addModule(workletUrl);
  const node = new AudioWorkletNode(context, 'sotto-player', {
    numberOfInputs: 0,
    numberOfOutputs: 1,
    outputChannelCount: [1],
  });
  node.port.onmessage = (event: MessageEvent<PlayerToPage>) => {
    hear(event.data);
  };
  node.connect(context.destination);
  await resumed;
  return { context, node };
}

function toPlayerEvent(
  message: Exclude<PlayerToPage, { type: 'failed' }>,
  context: AudioContext,
): PlayerEvent {
  const { underruns } = message;
  if (message.type === 'ended') {
    return { type: 'ended', durationSeconds: message.playedFrames / SAMPLE_RATE, underruns };
  }
  // What the worklet has played is heard one output latency later.
  const latencySeconds = Number.isFinite(context.outputLatency) ? context.outputLatency : 0;
  return {
    type: 'position',
    positionSeconds: Math.max(0, message.playedFrames / SAMPLE_RATE - latencySeconds),
    queuedSeconds: message.queuedFrames / SAMPLE_RATE,
    underruns,
  };
}
