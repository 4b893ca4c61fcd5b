import type { WeightsOffer } from '../../contract/engine-status.ts';
import { isSameReading, toReading } from './reading.ts';
import type { AppState, PausedDownload } from './state.ts';
import { isEspeakLanguage } from '../../contract/phonemizer.ts';
import { isActive, type TakeOrder } from './take.ts';
import { toMixLanguage } from './voice-language.ts';

/** The id of Kokoro's model, which the page offers to download. */
export const KOKORO = 'kokoro-82m';
/** eSpeak NG's model id: the voices that need no download. */
export const BUILT_IN = 'espeak-ng';

/** What Kokoro comes in where the engine has not said so yet: the hub's files. */
export const OFFICIAL_WEIGHTS: WeightsOffer = {
  next: 'q8',
  isOfficial: true,
  bytes: { fp32: 325_535_825, fp16: 163_238_394, q8: 92_364_709 },
};

/** How far a download of the model has come that was paused, in this visit or in an earlier one; null where none was. */
export function toPausedDownload({
  pausedDownload,
  engine,
}: Pick<AppState, 'pausedDownload' | 'engine'>): PausedDownload | null {
  if (pausedDownload !== null) return pausedDownload;
  const { next, bytes, heldBytes = 0 } = engine?.weights ?? OFFICIAL_WEIGHTS;
  const totalBytes = next === null ? undefined : bytes[next];
  return totalBytes === undefined || heldBytes === 0 ? null : { loadedBytes: heldBytes, totalBytes };
}

/** Whether Kokoro can speak without a download: it is in memory or on its way there, or its files are stored. */
function isKokoroAtHand({ engine }: AppState): boolean {
  if (engine === null || engine.state === 'failed') return false;
  return engine.state === 'ready' || engine.state === 'loading' || engine.stored === true;
}

/** Whether the page shows how Kokoro is doing: where it is chosen, and while it is on its way. */
export function isKokoroShown({ settings, engine }: Pick<AppState, 'settings' | 'engine'>): boolean {
  return settings.model !== BUILT_IN || engine?.state === 'downloading' || engine?.state === 'loading';
}

/**
 * The model that speaks with a voice, the chosen one where left out: the chosen model, or the built-in voice while Kokoro
 * would have to be fetched first. A language that the built-in voice does not speak is worth the wait.
 */
export function toPlayableModel(state: AppState, voice = state.settings.voice): string {
  const { model } = state.settings;
  if (model === BUILT_IN || isKokoroAtHand(state)) return model;
  return isEspeakLanguage(toMixLanguage(voice)) ? BUILT_IN : model;
}

/** Whether a model would have to be fetched before it speaks. Nothing is fetched from elsewhere unless it is asked for. */
export function isDownloadNeeded(state: AppState, model: string): boolean {
  if (model === BUILT_IN || isKokoroAtHand(state)) return false;
  return state.engine?.state !== 'downloading' && state.engine?.stored !== true;
}

/** Whether a take says the same in the same way as the page would now. */
export function isCurrent(take: TakeOrder, state: AppState): boolean {
  const { voice, speed } = state.settings;
  return (
    take.text === state.text &&
    take.voice === voice &&
    take.speed === speed &&
    isSameReading(take.reading, toReading(state)) &&
    take.model === toPlayableModel(state)
  );
}

/** Whether the text was edited or replaced since the take that is heard, or about to be, was begun. */
export function isTextChanged({ take: state, text }: AppState): boolean {
  return isActive(state) && state.take.sheet !== text && !state.take.isApart;
}

/** Says how much a download of Kokoro is: one that runs, else what the next load would fetch. */
export function toDownloadSize({ engine, settings, words }: AppState): string {
  const { totalBytes = 0, weights = OFFICIAL_WEIGHTS } = engine ?? {};
  if (totalBytes > 0) return words.bytes(totalBytes);
  const dtype = weights.next ?? (settings.dtype === 'auto' ? 'q8' : settings.dtype);
  return words.bytes(weights.bytes[dtype] ?? 0);
}

/** Returns how much of the pronunciations under way has come, in bytes; null while none are fetched. */
export function toPackDownload({
  engine,
}: Pick<AppState, 'engine'>): { readonly loaded: number; readonly total: number } | null {
  const coming = (engine?.packs ?? []).filter(({ state }) => state === 'downloading');
  if (coming.length === 0) return null;
  return {
    loaded: coming.reduce((sum, { loadedBytes }) => sum + loadedBytes, 0),
    total: coming.reduce((sum, { totalBytes }) => sum + totalBytes, 0),
  };
}
