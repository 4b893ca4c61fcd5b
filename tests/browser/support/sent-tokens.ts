import type { Segment } from '../../../src/contract/segment.ts';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createEspeakPhonemizer } from '../../../src/server/espeak.ts';
import type { Language } from '../../../src/contract/language.ts';
import { createPhonemizer } from '../../../src/phonemes/registry.ts';
import { plan } from '../../../src/speech/plan.ts';
import { createScript } from '../../../src/text/formats/create-script.ts';
import { readPack } from '../../fixtures/read-pack.ts';
import { trimEspeak } from '../../../tools/espeak/trim.ts';

const cache = join(import.meta.dirname, '../../../.cache');

/** Returns the ids of each segment that the pipeline would send for a text. */
export async function sentSegments(text: string, language: Language): Promise<(readonly number[])[]> {
  return (await planSegments(text, language)).map(({ tokenIds }) => tokenIds);
}

/** Tells which of the ids speak which word, in order; `word` is null for those between words. */
export async function sentWords(
  text: string,
  language: Language,
): Promise<{ readonly word: string | null; readonly tokenIds: readonly number[] }[]> {
  return (await planSegments(text, language)).flatMap(({ tokenIds, words }) => {
    const parts: { word: string | null; tokenIds: readonly number[] }[] = [];
    // The phoneme at offset i is the token at i + 1, behind the padding.
    let from = 0;
    for (const { start, end, phonemeStart, phonemeEnd } of words) {
      parts.push({ word: null, tokenIds: tokenIds.slice(from, phonemeStart + 1) });
      parts.push({
        word: text.slice(start, end),
        tokenIds: tokenIds.slice(phonemeStart + 1, phonemeEnd + 1),
      });
      from = phonemeEnd + 1;
    }
    return [...parts, { word: null, tokenIds: tokenIds.slice(from) }];
  });
}

/** Runs the pipeline's own text half in Node, and returns the segments that it would send to the model. */
export async function planSegments(text: string, language: Language): Promise<Segment[]> {
  await trimEspeak(join(cache, 'espeak'));
  const espeak = createEspeakPhonemizer({ baseUrl: `${pathToFileURL(cache).href}/` });
  const phonemizer = createPhonemizer({ espeak, loadPack: readPack });
  const script = await createScript({
    text,
    language,
    voice: [{ id: 'af_heart', weight: 1 }],
    speed: 1,
  });
  const segments: Segment[] = [];
  for await (const segment of plan(script, phonemizer, { signal: new AbortController().signal })) {
    segments.push(segment);
  }
  return segments;
}

/** Returns all ids that the pipeline would send for a text, padding included. */
export async function sentTokenIds(text: string, language: Language): Promise<number[]> {
  return (await sentSegments(text, language)).flat();
}
