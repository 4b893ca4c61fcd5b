import type { ModelSummary } from '../contract/engine-status.ts';
import type { Recogniser, VoiceDetector } from '../contract/hearing.ts';
import type { SpeakerModels } from '../contract/speakers.ts';
import { ENGINE_SILENCE_MS, type EngineLink } from './engine-link.ts';

/** What the engine worker hears with. */
export interface RemoteHearing {
  readonly detector: VoiceDetector;
  readonly recogniser: (model: string) => Recogniser;
  readonly models: () => Promise<readonly ModelSummary[]>;
  readonly speakers: SpeakerModels;
  readonly hasSpeakers: () => Promise<boolean>;
}

/** Creates the hearing at the other end of `link`. A run whose engine is lost is made again, once. */
export function createRemoteHearing(link: EngineLink): RemoteHearing {
  const silenceMs = ENGINE_SILENCE_MS;
  return {
    detector: {
      detect: (samples, memory, signal) =>
        link.run((client) => client.call('detectVoice', { samples, memory }, { signal, silenceMs }), signal),
    },
    recogniser: (model) => ({
      recognise: (job, signal) =>
        link.run(
          // It may wait for its seat in memory for as long as others speak.
          (client) => client.call('recognise', { ...job, model }, { signal, silenceMs, timeoutMs: Infinity }),
          signal,
        ),
    }),
    models: () => {
      const { signal } = new AbortController();
      return link.run((client) => client.call('hearingModels', undefined, { signal, silenceMs }), signal);
    },
    hasSpeakers: () => {
      const { signal } = new AbortController();
      return link.run((client) => client.call('hasSpeakers', undefined, { signal, silenceMs }), signal);
    },
    speakers: {
      hear: (samples, signal) =>
        link.run((client) => client.call('hearSpeakers', samples, { signal, silenceMs }), signal),
    },
  };
}
