import { orAbort } from '../std/abort.ts';
import { createDeferred, type Deferred } from '../std/deferred.ts';
import { Scope } from '../std/scope.ts';
import { withinLimit } from '../std/within-limit.ts';
import type { EngineConfig, EngineControl, EngineStatus } from '../contract/engine-status.ts';
import type { ModelDownload } from '../contract/model-storage.ts';
import { SpeechError } from '../contract/errors.ts';
import type { EngineCalls, EngineEvents, ModelStorageCalls } from '../wire/engine.protocol.ts';
import type { HearingCalls } from '../wire/hearing.protocol.ts';
import { createRpcClient, PeerLostError, type RpcClient } from '../wire/rpc.ts';
import { PackWatch } from './pack-watch.ts';

/** The calling end of an engine worker's port. */
export type EngineClient = RpcClient<EngineCalls & HearingCalls & ModelStorageCalls, EngineEvents>;

/** How the engine is configured at first, how a worker for it is got, and what receives its reports. */
export interface EngineLinkOptions {
  readonly config: EngineConfig;
  /** Asks the page for a fresh engine worker, whose port comes by `attach`. */
  readonly requestEngine: (reason: string) => void;
  readonly onStatus: (status: EngineStatus) => void;
  /** How far the data of languages have come; part of every status. */
  readonly packs?: PackWatch | undefined;
  readonly onDownload?: (download: ModelDownload) => void;
}

/**
 * How long the engine may be silent before another takes its place. Models run in threads of their own, and the
 * built-in voice needs less than a second for a segment, so only a lack of processor time delays its answers, or a
 * browser that holds it: Firefox may do so for ever where a worker starts a worker while a debugger watches.
 */
export const ENGINE_SILENCE_MS = 60_000;

/** A busy engine cannot answer; callers then get its last status. */
const ANSWER_WITHIN_MS = 300;

const START_WITHIN_MS = 30_000;

/** Connects the server worker to the present engine worker. */
export class EngineLink {
  readonly #scope = new Scope();
  readonly #options: EngineLinkOptions;
  #config: EngineConfig;
  /** What an engine did not refuse. */
  #takenConfig: EngineConfig;
  #client: EngineClient | undefined;
  #arrival: Deferred<EngineClient> | undefined;
  #lostReason: string | undefined;
  #status: EngineStatus | undefined;
  readonly #packs: PackWatch;
  /** Runs of the engines before this one. */
  #earlierRuns = 0;

  constructor(options: EngineLinkOptions) {
    this.#options = options;
    this.#config = options.config;
    this.#takenConfig = options.config;
    this.#packs = options.packs ?? new PackWatch();
    this.#packs.listen(() => this.#tell());
    // The page sends the first engine without being asked.
    void this.#arrive();
  }

  /** What the engine last said of itself. */
  get status(): EngineStatus | undefined {
    return this.#status === undefined ? undefined : this.#packs.addTo(this.#status);
  }

  /** Switches to a new engine worker, which repeats what the earlier one was doing. */
  attach(port: MessagePort): void {
    if (this.#client !== undefined) this.#lose(this.#client, new PeerLostError('The engine was replaced.'));
    const client: EngineClient = createRpcClient(port);
    this.#client = client;
    client.on('status', (status) => this.#report(client, status));
    client.on('download', (download) => this.#options.onDownload?.(download));
    void client.closed.then((reason) => this.#lose(client, reason));
    client
      .call('configure', this.#config, { silenceMs: ENGINE_SILENCE_MS })
      .then((status) => this.#report(client, status))
      .catch((error: unknown) => {
        if (!isLoss(error)) console.warn('The engine refused its configuration', error);
      });
    this.#arrival?.resolve(client);
    this.#arrival = undefined;
  }

  /** Changes the configuration, of this engine and of those after it; where the engine refuses it, the earlier one stays. */
  async configure(patch: Partial<EngineConfig>, signal: AbortSignal): Promise<EngineStatus> {
    const config = { ...this.#config, ...patch };
    this.#config = config;
    try {
      const status = await this.ask(
        (client) => client.call('configure', config, { signal, silenceMs: ENGINE_SILENCE_MS }),
        signal,
      );
      this.#takenConfig = config;
      return status;
    } catch (error) {
      // A refusal names the field. One that came later may hold what is refused as well, and is refused itself.
      const isRefused = error instanceof SpeechError && error.param !== null;
      if (isRefused && this.#config === config) this.#config = this.#takenConfig;
      throw error;
    }
  }

  /** Like `run`, for calls that answer with the engine's status. */
  async ask(
    work: (client: EngineClient) => Promise<EngineStatus>,
    signal: AbortSignal,
  ): Promise<EngineStatus> {
    return this.run(async (client) => this.#report(client, await work(client)), signal);
  }

  /**
   * Runs `work` on the engine, and once more on a fresh one if the engine is lost meanwhile.
   * Rejects with `engine_unavailable` where no engine starts, and with `synthesis_failed` where two were lost.
   */
  async run<T>(work: (client: EngineClient) => Promise<T>, signal: AbortSignal): Promise<T> {
    try {
      return await this.#attempt(work, signal);
    } catch (error) {
      if (!isLoss(error)) throw error;
    }
    signal.throwIfAborted();
    try {
      return await this.#attempt(work, signal);
    } catch (error) {
      if (!isLoss(error)) throw error;
      throw new SpeechError('synthesis_failed', 'The engine stopped twice in a row.', { cause: error });
    }
  }

  async #attempt<T>(work: (client: EngineClient) => Promise<T>, signal: AbortSignal): Promise<T> {
    const client = this.#client ?? (await orAbort(this.#arrive(), signal));
    try {
      return await work(client);
    } catch (error) {
      if (isLoss(error)) this.#lose(client, error);
      throw error;
    }
  }

  /** Resolves to the next engine; asks for one unless that was done. */
  #arrive(): Promise<EngineClient> {
    // Only on demand: an engine that dies while starting must not be restarted for ever.
    if (this.#arrival !== undefined) return this.#arrival.promise;
    const arrival = createDeferred<EngineClient>();
    this.#arrival = arrival;
    arrival.promise.catch(() => undefined);
    const stop = this.#scope.timeout(() => {
      if (this.#arrival === arrival) this.#arrival = undefined;
      arrival.reject(new SpeechError('engine_unavailable', 'The engine does not start. Try again.'));
    }, START_WITHIN_MS);
    void arrival.promise.then(stop, () => undefined);
    if (this.#lostReason !== undefined) this.#options.requestEngine(this.#lostReason);
    return arrival.promise;
  }

  #lose(client: EngineClient, reason: Error): void {
    if (this.#client !== client) return;
    this.#client = undefined;
    this.#lostReason = reason.message;
    client.dispose(reason);
    this.#earlierRuns = this.#status?.runs ?? 0;
    if (this.#status !== undefined) {
      this.#status = { ...this.#status, state: 'idle', loadedBytes: 0, error: null };
      this.#tell();
    }
  }

  #report(client: EngineClient, status: EngineStatus): EngineStatus {
    const total = { ...status, runs: status.runs + this.#earlierRuns };
    if (this.#client !== client) return this.#packs.addTo(total);
    this.#status = total;
    return this.#tell() ?? total;
  }

  #tell(): EngineStatus | undefined {
    const { status } = this;
    if (status !== undefined) this.#options.onStatus(status);
    return status;
  }
}

function isLoss(error: unknown): error is Error {
  return error instanceof PeerLostError || (error instanceof Error && error.name === 'TimeoutError');
}

/** Creates the control of the engine at the other end of `link`; unloading or reconfiguring waits for a run to end. */
export function createEngineControl(link: EngineLink): EngineControl {
  const never = new AbortController().signal;
  const silenceMs = ENGINE_SILENCE_MS;
  const ask = (signal: AbortSignal): Promise<EngineStatus> =>
    link.ask((client) => client.call('status', undefined, { signal, silenceMs }), signal);
  return {
    async status() {
      const known = link.status;
      if (known === undefined) return ask(never);
      const scope = new Scope();
      try {
        return await withinLimit(ask(scope.signal), ANSWER_WITHIN_MS, () => link.status ?? known);
      } finally {
        scope.dispose();
      }
    },
    configure: (patch) => link.configure(patch, never),
    // A download may take long; callers watch its progress instead of a clock.
    load: (signal) =>
      link.ask(
        (client) => client.call('load', undefined, { signal, silenceMs, timeoutMs: Infinity }),
        signal,
      ),
    unload: () => link.ask((client) => client.call('unload', undefined, { silenceMs }), never),
  };
}
