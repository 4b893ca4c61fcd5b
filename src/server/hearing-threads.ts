import { isAbortError, orAbort } from '../std/abort.ts';
import { Scope } from '../std/scope.ts';
import type { HearingJob, HeardWindow, VoiceActivity, VoiceDetector } from '../contract/hearing.ts';
import { SpeechError } from '../contract/errors.ts';
import type { SpeakerModels, SpeakerWindow } from '../contract/speakers.ts';
import type { SpeakerOptions } from '../engines/speakers/speaker-session.ts';
import type { CreateWhisperSession, WhisperOptions } from '../engines/whisper/session/ort-session.ts';
import { createRpcClient, type RpcClient } from '../wire/rpc.ts';
import type { VoiceCall } from '../wire/hearing.protocol.ts';

/**
 * What a hearing worker does for the engine worker that started it, with the one model that it holds. Every call may be
 * aborted.
 */
export interface HearingThreadCalls {
  start(options: WhisperOptions): Promise<void>;
  recognise(job: HearingJob): Promise<HeardWindow>;
  detect(call: VoiceCall & { readonly baseUrl: string }): Promise<VoiceActivity>;
  startSpeakers(options: SpeakerOptions): Promise<void>;
  hearSpeakers(samples: Float32Array<ArrayBuffer>): Promise<SpeakerWindow>;
}

/** What distinguishes speakers, in memory from its first use until it has rested for a while. */
export interface KeptSpeakers extends SpeakerModels {
  /** Takes the models out of memory; calls that wait reject. */
  leave(): void;
}

type HearingClient = RpcClient<HearingThreadCalls, object>;

interface OpenThread {
  readonly client: HearingClient;
  /** Terminates the worker; calls that wait reject. */
  readonly end: () => void;
  /** Fires when the worker has ended. */
  readonly signal: AbortSignal;
}

/** A thread that is shared by all who use its model. */
interface SharedThread extends OpenThread {
  /** Resolves when it can work. */
  readonly prepared: Promise<void>;
}

const IDLE_MS = 120_000;
/** A run blocks its thread, and a window of half a minute takes long on a slow, busy machine. */
const patient = { silenceMs: 600_000 };

/**
 * Runs the models that hear, each in a worker of its own, which is started on first use. So the engine worker can answer
 * while they compute, no model is answered for by another, and the end of a thread gives all of its memory back.
 */
export class HearingThreads {
  readonly detector: VoiceDetector;
  readonly #createWorker: () => Worker;

  /** `baseUrl` is where the app's files lie, absolute, with a slash at the end. */
  constructor(createWorker: () => Worker, baseUrl: string) {
    this.#createWorker = createWorker;
    const thread = new KeptThread('The voice detector', createWorker);
    this.detector = {
      detect: (samples, memory, signal) =>
        thread.run(
          (client) => client.call('detect', { samples, memory, baseUrl }, { signal, ...patient }),
          signal,
        ),
    };
  }

  /** Starts a Whisper in a thread that ends with the session. */
  readonly createWhisper: CreateWhisperSession = async (options, signal) => {
    const { client, end } = openThread(this.#createWorker);
    try {
      await client.call('start', options, { signal, ...patient });
    } catch (error) {
      // Gives back the memory of what was loaded so far.
      end();
      throw error;
    }
    return {
      recognise: (job, jobSignal) => client.call('recognise', job, { signal: jobSignal, ...patient }),
      release: () => {
        end();
        return Promise.resolve();
      },
    };
  };

  /** Creates what distinguishes speakers. `open` opens the files of its models. */
  createSpeakers(open: (signal: AbortSignal) => Promise<SpeakerOptions>): KeptSpeakers {
    const thread = new KeptThread('What tells speakers apart', this.#createWorker, async (client, signal) => {
      await client.call('startSpeakers', await open(signal), { signal, ...patient });
    });
    return {
      hear: (samples, signal) =>
        thread.run((client) => client.call('hearSpeakers', samples, { signal, ...patient }), signal),
      leave: () => thread.end(),
    };
  }
}

/** Keeps a thread from its first use until it has rested for a while. */
class KeptThread {
  readonly #name: string;
  readonly #createWorker: () => Worker;
  readonly #prepare: (client: HearingClient, signal: AbortSignal) => Promise<void>;
  #open: SharedThread | null = null;
  #jobCount = 0;
  #idle = new Scope();

  /** `name` begins the warnings; `prepare` does what a new thread needs before it can work. */
  constructor(
    name: string,
    createWorker: () => Worker,
    prepare: (client: HearingClient, signal: AbortSignal) => Promise<void> = () => Promise.resolve(),
  ) {
    this.#name = name;
    this.#createWorker = createWorker;
    this.#prepare = prepare;
  }

  /** Does work in the thread; what fails there is done again in a new one, once. */
  async run<Result>(work: (client: HearingClient) => Promise<Result>, signal: AbortSignal): Promise<Result> {
    this.#idle.dispose();
    this.#jobCount += 1;
    try {
      return await this.#run(work, signal);
    } catch (error) {
      if (isAbortError(error) || error instanceof SpeechError) throw error;
      console.warn(`${this.#name} failed and is started again`, error);
      signal.throwIfAborted();
      return await this.#run(work, signal);
    } finally {
      this.#jobCount -= 1;
      this.#rest();
    }
  }

  /** Ends the thread; the next work starts another. */
  end(): void {
    this.#open?.end();
  }

  async #run<Result>(work: (client: HearingClient) => Promise<Result>, signal: AbortSignal): Promise<Result> {
    const thread = this.#thread();
    try {
      await orAbort(thread.prepared, signal);
      return await work(thread.client);
    } catch (error) {
      if (!isAbortError(error) && !(error instanceof SpeechError)) thread.end();
      throw error;
    }
  }

  /** What a thread needs before it can work is done once, for all who wait, and goes on where one of them gives up. */
  #thread(): SharedThread {
    if (this.#open?.signal.aborted === false) return this.#open;
    const thread = openThread(this.#createWorker);
    const prepared = this.#prepare(thread.client, thread.signal);
    prepared.catch(thread.end);
    this.#open = { ...thread, prepared };
    return this.#open;
  }

  /** Ends the thread once nothing has been asked of it for a while. */
  #rest(): void {
    this.#idle.dispose();
    if (this.#jobCount > 0) return;
    this.#idle = new Scope();
    this.#idle.timeout(() => this.end(), IDLE_MS);
  }
}

function openThread(createWorker: () => Worker): OpenThread {
  const scope = new Scope();
  const worker = scope.worker(createWorker);
  const client: HearingClient = createRpcClient(worker);
  const end = (): void => {
    scope.dispose();
    client.dispose();
  };
  scope.listen(worker, 'error', (event: ErrorEvent) => {
    // Else it counts as an error of this thread, too, which the page would end for it.
    event.preventDefault();
    console.warn(`A thread that hears crashed: ${event.message}`);
    end();
  });
  void client.closed.then(end);
  return { client, end, signal: scope.signal };
}
