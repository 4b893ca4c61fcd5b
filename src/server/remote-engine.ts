import { SpeechError } from '../contract/errors.ts';
import type { ModelSummary } from '../contract/engine-status.ts';
import type { Recogniser, VoiceDetector } from '../contract/hearing.ts';
import type { SpeakerModels } from '../contract/speakers.ts';
import type { SynthesisJob, SynthesisResult } from '../contract/synthesis.ts';
import type { Synthesizer } from '../speech/ports.ts';
import { isAbortError } from '../std/abort.ts';
import { ENGINE_SILENCE_MS, type EngineLink } from './engine-link.ts';

const BASE_LIMIT_MS = 120_000;
const TOKEN_LIMIT_MS = 2_000;

/**
 * Creates a synthesizer that has the engine worker speak with one model. A segment whose engine is lost is made again,
 * once, on a fresh engine: what came before it was handed out already, so no sample is lost or repeated. An abort that the
 * caller did not ask for, since somebody else ended the load say, rejects with `synthesis_failed`.
 */
export function createRemoteSynthesizer(link: EngineLink, model: string): Synthesizer {
  return {
    synthesize: async (job, signal): Promise<SynthesisResult> => {
      try {
        return await link.run(
          (client) =>
            client.call(
              'synthesize',
              { ...job, model },
              { signal, silenceMs: ENGINE_SILENCE_MS, timeoutMs: toLimitMs(link, job, model) },
            ),
          signal,
        );
      } catch (error) {
        if (!isAbortError(error) || signal.aborted) throw error;
        throw new SpeechError(
          'synthesis_failed',
          'The model was unloaded, or its settings changed, before it could speak. Try again.',
          { cause: error },
        );
      }
    },
    prepare: (job, signal) => {
      if (!isReady(link, model)) return;
      link
        .run(
          (client) => client.call('prepare', { ...job, model }, { signal, silenceMs: ENGINE_SILENCE_MS }),
          signal,
        )
        // Without preparation the segment is made as usual.
        .catch(() => undefined);
    },
  };
}

/** A run has a time limit. A load has none, since a download may take long; its progress is watched instead. */
function toLimitMs(link: EngineLink, job: SynthesisJob, model: string): number {
  return isReady(link, model) ? BASE_LIMIT_MS + TOKEN_LIMIT_MS * job.tokenIds.length : Infinity;
}

function isReady({ status }: EngineLink, model: string): boolean {
  return status?.state === 'ready' && status.model === model;
}

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
