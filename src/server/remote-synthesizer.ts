import type { SynthesisJob, SynthesisResult } from '../contract/synthesis.ts';
import type { Synthesizer } from '../speech/ports.ts';
import { ENGINE_SILENCE_MS, type EngineLink } from './engine-link.ts';

const BASE_LIMIT_MS = 120_000;
const TOKEN_LIMIT_MS = 2_000;

/**
 * Creates a synthesizer that has the engine worker speak with one model. A segment whose engine is lost is made again,
 * once, on a fresh engine: what came before it was handed out already, so no sample is lost or repeated.
 */
export function createRemoteSynthesizer(link: EngineLink, model: string): Synthesizer {
  return {
    synthesize: (job, signal): Promise<SynthesisResult> =>
      link.run(
        (client) =>
          client.call(
            'synthesize',
            { ...job, model },
            { signal, silenceMs: ENGINE_SILENCE_MS, timeoutMs: toLimitMs(link, job, model) },
          ),
        signal,
      ),
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
