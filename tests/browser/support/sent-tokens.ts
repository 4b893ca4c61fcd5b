import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createEspeakPhonemizer } from '../../../src/engine/espeak-ng/espeak-phonemizer.ts';
import type { Language } from '../../../src/speech/language.ts';
import { plan } from '../../../src/speech/plan.ts';
import { trimEspeak } from '../../../tools/espeak/trim.ts';

const cache = join(import.meta.dirname, '../../../.cache');

/** Runs the pipeline's own text half in Node, and returns the ids of each segment it would send to the model. */
export async function sentSegments(text: string, language: Language): Promise<(readonly number[])[]> {
  await trimEspeak(join(cache, 'espeak'));
  const phonemizer = createEspeakPhonemizer({ baseUrl: `${pathToFileURL(cache).href}/` });
  const request = {
    text,
    language,
    model: 'kokoro-82m',
    voice: [{ id: 'af_heart', weight: 1 }],
    speed: 1,
  } as const;
  const segments: (readonly number[])[] = [];
  for await (const segment of plan(request, phonemizer, { signal: new AbortController().signal })) {
    segments.push(segment.tokenIds);
  }
  return segments;
}

/** Returns all ids that the pipeline would send for a text, padding included. */
export async function sentTokenIds(text: string, language: Language): Promise<number[]> {
  return (await sentSegments(text, language)).flat();
}
