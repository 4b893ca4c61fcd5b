import type { SynthesisJob, SynthesisResult } from '../contract/synthesis.ts';
import type { EngineConfig, EngineStatus } from '../contract/engine-status.ts';
import type { Synthesizer } from '../speech/ports.ts';
import type { KokoroEngine } from './kokoro/kokoro-engine.ts';
import { builtInModel } from '../models/catalog/model-catalog.ts';

/** All engines behind one face: the job's model says which of them speaks. */
export interface Engine {
  synthesize(job: SynthesisJob & { readonly model: string }, signal: AbortSignal): Promise<SynthesisResult>;
  /** Hears which segment is likely to come next. */
  prepare(job: SynthesisJob & { readonly model: string }, signal: AbortSignal): Promise<void>;
  configure(config: EngineConfig, signal: AbortSignal): Promise<EngineStatus>;
  load(signal: AbortSignal): Promise<EngineStatus>;
  unload(): Promise<EngineStatus>;
  /** Looks again whether the model is stored. */
  refreshStored(signal: AbortSignal): Promise<EngineStatus>;
  status(): EngineStatus;
}

export interface EngineParts {
  /** Gets the function that is to hear of Kokoro's status. */
  readonly createKokoro: (onStatus: (status: EngineStatus) => void) => KokoroEngine;
  readonly builtIn: Synthesizer;
  readonly onStatus: (status: EngineStatus) => void;
}

/** Creates the face of both engines. The built-in voice is always ready; its status is told when it is configured. */
export function createEngine({ createKokoro, builtIn, onStatus }: EngineParts): Engine {
  let runs = 0;
  let usesBuiltIn = false;
  const kokoro = createKokoro(() => {
    onStatus(status());
  });
  const status = (): EngineStatus => ({ ...(usesBuiltIn ? builtInStatus : kokoro.status()), runs });
  const show = (builtInShows: boolean): void => {
    if (usesBuiltIn === builtInShows) return;
    usesBuiltIn = builtInShows;
    onStatus(status());
  };
  return {
    status,
    synthesize: async (job, signal) => {
      const usesKokoro = job.model !== builtInModel.id;
      // Whoever asks for the model wants to see how it comes along.
      if (usesKokoro) show(false);
      const result = await (usesKokoro ? kokoro : builtIn).synthesize(job, signal);
      runs += 1;
      return result;
    },
    prepare: async (job, signal) => {
      if (job.model !== builtInModel.id) await kokoro.prepare(job, signal);
    },
    configure: async (config, signal) => {
      const wantsBuiltIn = config.model === builtInModel.id;
      if (wantsBuiltIn) await kokoro.unload();
      else await kokoro.configure(config, signal);
      show(wantsBuiltIn);
      return status();
    },
    load: async (signal) => {
      if (!usesBuiltIn) await kokoro.load(signal);
      return status();
    },
    refreshStored: async (signal) => {
      await kokoro.refreshStored(signal);
      return status();
    },
    unload: async () => {
      await kokoro.unload();
      return status();
    },
  };
}

const builtInStatus: EngineStatus = {
  state: 'ready',
  model: builtInModel.id,
  engine: 'espeak-ng',
  stored: true,
  device: null,
  dtype: null,
  threads: 1,
  loadedBytes: 0,
  totalBytes: 0,
  runs: 0,
  error: null,
};
