import { listVoices } from '../../contract/voices.ts';
import { toJsonResponse } from '../answer/response-headers.ts';
import { DEFAULT_MODEL, type KnownModels, listModelNames } from '../request/model-names.ts';

/** Together's name for Kokoro, under which it lists the voices. */
const TOGETHER_MODEL = 'hexgrad/Kokoro-82M';

/** What FastAPI takes for true; Python's clients send `True`. */
const truth = /^(?:true|t|yes|y|on|1)$/i;

/** Lists the voices in Kokoro-FastAPI's form; `?legacy=true` gives plain names. */
export function respondAudioVoices(url: URL): Response {
  const ids = listVoices().map(({ id }) => id);
  if (truth.test(url.searchParams.get('legacy') ?? '')) return toJsonResponse({ voices: ids });
  return toJsonResponse({ voices: ids.map((id) => ({ id, name: id })) });
}

/** Lists the voices in Together's form; `?model=` filters, and an unknown model gives an empty list. */
export async function respondVoices(known: KnownModels, url: URL): Promise<Response> {
  const wanted = url.searchParams.get('model')?.toLowerCase();
  const names = (await known.use(listModelNames)).filter(({ model }) => model.id === DEFAULT_MODEL);
  const isListed = wanted === undefined || names.some(({ name }) => name.toLowerCase() === wanted);
  if (!isListed) return toJsonResponse({ data: [] });
  const voices = listVoices().map(({ id }) => ({ id, name: id }));
  return toJsonResponse({ data: [{ model: TOGETHER_MODEL, voices }] });
}
