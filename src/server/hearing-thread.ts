import { isAbortError } from '../std/abort.ts';
import { Scope } from '../std/scope.ts';
import type { HearingJob, HeardWindow, VoiceActivity, VoiceDetector } from '../contract/hearing.ts';
import { SpeechError } from '../contract/errors.ts';
import type { SpeakerModels, SpeakerWindow } from '../contract/speakers.ts';
import type { SpeakerOptions } from '../engines/speakers/speaker-session.ts';
import type { CreateWhisperSession, WhisperOptions } from '../engines/whisper/session/ort-session.ts';
import { createRpcClient, type RpcClient } from '../wire/rpc.ts';
import type { VoiceCall } from '../wire/hearing.protocol.ts';
import { ENGINE_SILENCE_MS } from './engine-link.ts';

/** What the hearing worker does for the engine worker that started it. Every call may be aborted. */
export interface HearingThreadCalls {
  start(options: WhisperOptions): Promise<void>;
  recognise(job: HearingJob): Promise<HeardWindow>;
  detect(call: VoiceCall & { readonly baseUrl: string }): Promise<VoiceActivity>;
  startSpeakers(options: SpeakerOptions): Promise<void>;
  hearSpeakers(samples: Float32Array<ArrayBuffer>): Promise<SpeakerWindow>;
}

type HearingClient = RpcClient<HearingThreadCalls, object>;

interface OpenThread {
  readonly scope: Scope;
  readonly client: HearingClient;
  /** Whether the models that tell speakers apart are in it. */
  hasSpeakers: boolean;
}

const IDLE_MS = 120_000;

/**
 * Runs the models that hear in a worker of their own, which is started on first use. So the engine worker can answer
 * while they compute, and the end of the thread gives all their memory back.
 */
export class HearingThread {
  readonly #createWorker: () => Worker;
  readonly #baseUrl: string;
  #open: OpenThread | null = null;
  #hasModel = false;
  #idle = new Scope();

  /** `baseUrl` is where the app's files lie, absolute, with a slash at the end. */
  constructor(createWorker: () => Worker, baseUrl: string) {
    this.#createWorker = createWorker;
    this.#baseUrl = baseUrl;
  }

  readonly createWhisper: CreateWhisperSession = async (options, signal) => {
    const thread = this.#thread();
    const { client } = thread;
    const patient = { silenceMs: ENGINE_SILENCE_MS };
    this.#hasModel = true;
    try {
      await client.call('start', options, { signal, ...patient });
    } catch (error) {
      // Gives back the memory of what was loaded so far.
      this.#end(thread);
      throw error;
    }
    return {
      recognise: (job, jobSignal) => client.call('recognise', job, { signal: jobSignal, ...patient }),
      release: () => {
        this.#end(thread);
        return Promise.resolve();
      },
    };
  };

  readonly detector: VoiceDetector = {
    detect: (samples, memory, signal) => {
      const call = { samples, memory, baseUrl: this.#baseUrl };
      return this.#runTwice(
        'The voice detector',
        ({ client }) => client.call('detect', call, { signal, silenceMs: ENGINE_SILENCE_MS }),
        signal,
      );
    },
  };

  /**
   * Creates what distinguishes speakers, with models that leave memory with the thread. `open` opens their files.
   */
  createSpeakers(open: (signal: AbortSignal) => Promise<SpeakerOptions>): SpeakerModels {
    const silenceMs = ENGINE_SILENCE_MS;
    const hear = async (thread: OpenThread, samples: Float32Array<ArrayBuffer>, signal: AbortSignal) => {
      if (!thread.hasSpeakers) {
        await thread.client.call('startSpeakers', await open(signal), { signal, silenceMs });
        thread.hasSpeakers = true;
      }
      return thread.client.call('hearSpeakers', samples, { signal, silenceMs });
    };
    return {
      hear: (samples, signal) =>
        this.#runTwice('What tells speakers apart', (thread) => hear(thread, samples, signal), signal),
    };
  }

  /** Does work in the thread; what fails there is done again in a new one, once. */
  async #runTwice<Result>(
    name: string,
    work: (thread: OpenThread) => Promise<Result>,
    signal: AbortSignal,
  ): Promise<Result> {
    this.#idle.dispose();
    try {
      return await this.#run(work);
    } catch (error) {
      if (isAbortError(error) || error instanceof SpeechError) throw error;
      console.warn(`${name} failed and is started again`, error);
      signal.throwIfAborted();
      return await this.#run(work);
    } finally {
      this.#rest();
    }
  }

  async #run<Result>(work: (thread: OpenThread) => Promise<Result>): Promise<Result> {
    const thread = this.#thread();
    try {
      return await work(thread);
    } catch (error) {
      if (!isAbortError(error) && !(error instanceof SpeechError)) this.#end(thread);
      throw error;
    }
  }

  /** A thread that only looked for voices ends after a while; one with a model ends with that. */
  #rest(): void {
    this.#idle.dispose();
    this.#idle = new Scope();
    this.#idle.timeout(() => {
      if (!this.#hasModel && this.#open !== null) this.#end(this.#open);
    }, IDLE_MS);
  }

  #thread(): OpenThread {
    if (this.#open !== null) return this.#open;
    const scope = new Scope();
    const worker = scope.worker(this.#createWorker);
    const thread: OpenThread = { scope, client: createRpcClient(worker), hasSpeakers: false };
    scope.listen(worker, 'error', (event: ErrorEvent) => {
      // Else it counts as an error of this thread, too, which the page would end for it.
      event.preventDefault();
      console.warn(`The thread that hears crashed: ${event.message}`);
      this.#end(thread);
    });
    void thread.client.closed.then(() => this.#end(thread));
    this.#open = thread;
    return thread;
  }

  #end(thread: OpenThread): void {
    if (this.#open === thread) {
      this.#open = null;
      this.#hasModel = false;
    }
    thread.client.dispose();
    thread.scope.dispose();
  }
}
