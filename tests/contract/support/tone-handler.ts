import { expect } from 'vitest';
import { createSpeak } from '../../../src/speech/speak.ts';
import type { SynthesisJob } from '../../../src/contract/synthesis.ts';
import { toVoiceName } from '../../../src/contract/voices.ts';
import type { Handler } from '../../../src/api/handle.ts';
import { toFloat32 } from '../../../src/audio/pcm.ts';
import { createFakePhonemizer } from '../../fixtures/fake-phonemizer.ts';
import { createFakeSynthesizer } from '../../fixtures/fake-synthesizer.ts';
import { createTestHandler } from './test-handler.ts';

/** The whole path but for the engine, which sounds each phoneme as a tone of its own. */
export function openToneHandler(): {
  post: (path: string, body: unknown) => Promise<Response>;
  handler: Handler;
  jobs: readonly SynthesisJob[];
} {
  const synthesizer = createFakeSynthesizer();
  const speak = createSpeak({ phonemizer: createFakePhonemizer(), synthesizer, joins: null });
  const { handler } = createTestHandler({ deps: { speak } });
  const post = (path: string, body: unknown): Promise<Response> =>
    handler(
      new Request(`https://sotto.test${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    );
  return { post, handler, jobs: synthesizer.jobs };
}

/** Reads an answer of PCM. */
export async function toSamples(response: Response): Promise<Float32Array> {
  expect(response.status).toBe(200);
  const bytes = new Uint8Array(await response.arrayBuffer());
  return toFloat32(new Int16Array(bytes.buffer));
}

/** What was spoken by whom: `voice language speed: text`. */
export const tellJobs = (jobs: readonly SynthesisJob[]): string[] =>
  jobs.map(({ voice, language, speed, text }) => `${toVoiceName(voice)} ${language} ${speed}: ${text}`);
