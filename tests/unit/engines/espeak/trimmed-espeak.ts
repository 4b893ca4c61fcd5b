import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { EspeakLocation } from '../../../../src/engines/espeak/load-espeak.ts';
import { trimEspeak } from '../../../../tools/espeak/trim.ts';

const cache = join(import.meta.dirname, '../../../../.cache');

/** Trims eSpeak NG, and returns where it is loaded from. */
export async function trimmedEspeak(): Promise<EspeakLocation> {
  await trimEspeak(join(cache, 'espeak'));
  return { baseUrl: `${pathToFileURL(cache).href}/` };
}
