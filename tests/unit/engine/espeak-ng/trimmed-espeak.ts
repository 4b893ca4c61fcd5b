import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { trimEspeak } from '../../../../tools/espeak/trim.ts';

const cache = join(import.meta.dirname, '../../../../.cache');

/** Trims eSpeak NG unless that is done, and returns the base URL that it is loaded from. */
export async function trimmedEspeak(): Promise<{ baseUrl: string }> {
  if (!existsSync(join(cache, 'espeak/espeak-ng.js'))) await trimEspeak(join(cache, 'espeak'));
  return { baseUrl: `${pathToFileURL(cache).href}/` };
}
