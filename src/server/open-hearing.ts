import type { EngineEnvironment } from '../compute/runtime/engine-environment.ts';
import type { MachineArbiter } from '../engines/registry/machine-arbiter.ts';
import { type DeleteFiles, ModelUse } from '../engines/registry/model-use.ts';
import { RecogniserRegistry } from '../engines/registry/recogniser-registry.ts';
import { hasStoredSpeakers, openStoredSpeakers } from '../engines/speakers/stored-speakers.ts';
import { listStoredWhispers, type StoredModels } from '../engines/whisper/stored-whisper.ts';
import { WhisperEngine } from '../engines/whisper/whisper-engine.ts';
import type { SpeakerModels, SpeakerWindow } from '../contract/speakers.ts';
import { HearingThreads, type KeptSpeakers } from './hearing-threads.ts';
import type { OpenedHearing } from './serve-engine.ts';

/** Where the models lie, what machine they run on, and the arbiter that they share with the models that speak. */
export interface OpenHearingOptions extends StoredModels {
  /** Where the app's files lie, absolute, with a slash at the end. */
  readonly baseUrl: string;
  readonly environment: EngineEnvironment;
  readonly arbiter: MachineArbiter;
  /** Creates a hearing worker. */
  readonly createWorker: () => Worker;
}

/** More threads hardly make Whisper faster: it writes one token after another. */
const THREAD_LIMIT = 4;

/**
 * Returns how many threads hear on a machine: half of the cores, as ONNX Runtime itself takes. Its threads wait for each other
 * by spinning, so where they have no core to themselves, more of them take longer.
 */
export function toHearingThreads({
  isIsolated,
  coreCount,
}: Pick<EngineEnvironment, 'isIsolated' | 'coreCount'>): number {
  return isIsolated ? Math.min(THREAD_LIMIT, Math.ceil(coreCount / 2)) : 1;
}

/** Composes what hears in the engine worker. */
export function openHearing(options: OpenHearingOptions): OpenedHearing {
  const { baseUrl, catalog, store, environment, arbiter, createWorker } = options;
  const workers = new HearingThreads(createWorker, baseUrl);
  const threads = toHearingThreads(environment);
  const ortUrl = new URL('ort/', baseUrl).href;
  const stored = { catalog, store };
  const recognisers = new RecogniserRegistry(
    arbiter,
    (model, seat) =>
      new WhisperEngine({
        ...{ model, seat, threads, ortUrl, ...stored },
        createSession: workers.createWhisper,
      }),
  );
  const speakers = new StoredSpeakers(
    workers.createSpeakers(async (signal) => ({
      ...(await openStoredSpeakers(stored, signal)),
      ...{ threads, ortUrl },
    })),
  );
  return {
    ...{ recognisers, speakers },
    detector: workers.detector,
    listModels: (signal) => listStoredWhispers(stored, signal),
    hasSpeakers: (signal) => hasStoredSpeakers(stored, signal),
    withoutModel: async (selection, deleteFiles) => {
      const { models } = await catalog.readKnown(new AbortController().signal);
      const isOfSpeakers = models.some(({ id, kind }) => id === selection.model && kind === 'speakers');
      if (isOfSpeakers) await speakers.without(deleteFiles);
      else await recognisers.withoutModel(selection, deleteFiles);
    },
  };
}

/** What distinguishes speakers: a deletion of its files ends what it hears, and what is asked of it meanwhile waits. */
class StoredSpeakers implements SpeakerModels {
  readonly #speakers: KeptSpeakers;
  readonly #use = new ModelUse();

  constructor(speakers: KeptSpeakers) {
    this.#speakers = speakers;
  }

  async hear(samples: Float32Array<ArrayBuffer>, signal: AbortSignal): Promise<SpeakerWindow> {
    return this.#speakers.hear(samples, await this.#use.begin(signal));
  }

  /** Has the files deleted. */
  without(deleteFiles: DeleteFiles): Promise<void> {
    return this.#use.delete(deleteFiles, { leave: () => this.#speakers.leave() });
  }
}
