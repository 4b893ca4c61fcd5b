import { isForgottenTake } from '../../contract/takes.ts';
import { isAbortError } from '../../std/abort.ts';
import type { PageServices } from '../../page/page-services.ts';
import { openSaveTarget, type SaveTarget } from '../../page/save-file.ts';
import { toSrt, toVtt } from '../../text/timing/captions.ts';
import { toSubtitles } from '../../text/timing/subtitles.ts';
import type { AppStore } from './app-store.ts';
import { mediaTypes, toFileStem, toSafeStem, type FileKind } from './file-name.ts';
import { finishTake, makeTake, type WholeTake } from './finish-take.ts';
import { toProblem } from './problem.ts';
import type { AppState } from './state.ts';
import { toMixLanguage } from './voice-language.ts';

/** What to save and under which name. */
export interface SaveOrder {
  readonly kind: FileKind;
  /** Without an extension. */
  readonly name: string;
}

/** What a person can do to keep the sound. */
export interface SaveActions {
  /** Saves what Play would say; what was spoken already is not made again. Call it in a click. */
  readonly save: (order: SaveOrder) => void;
  /** Saves what was to be saved last, or the sound in the format of the settings. */
  readonly saveAgain: () => void;
  readonly cancelSave: () => void;
  readonly dismissSave: () => void;
}

/** Creates the actions. */
export function createSaveActions(store: AppStore, services: PageServices): SaveActions {
  let current: AbortController | null = null;
  let last: SaveOrder | null = null;

  const save = async (order: SaveOrder, signal: AbortSignal): Promise<void> => {
    const { kind, name } = order;
    const stem = toSafeStem(name, toFileStem(store.getState().text));
    const target = await openSaveTarget(`${stem}.${kind}`, mediaTypes[kind]);
    if (target !== null) await make(kind, target, signal);
  };

  const make = async (kind: FileKind, target: SaveTarget, signal: AbortSignal): Promise<void> => {
    try {
      await target.write(await makeBlob(kind, signal));
      store.dispatch({ type: 'save-finished', fileName: target.fileName });
    } catch (error) {
      const aborted = signal.aborted || isAbortError(error);
      store.dispatch(
        aborted ? { type: 'save-cancelled' } : { type: 'save-failed', problem: toProblem(error) },
      );
    }
  };

  const makeBlob = async (kind: FileKind, signal: AbortSignal): Promise<Blob> => {
    try {
      return await toBlob(await finishTake(store, services, signal), kind, signal);
    } catch (error) {
      if (!isForgottenTake(error)) throw error;
      return toBlob(await makeTake(store, services, signal), kind, signal);
    }
  };

  const toBlob = (take: WholeTake, kind: FileKind, signal: AbortSignal): Promise<Blob> | Blob => {
    if (kind === 'srt' || kind === 'vtt') return toSubtitleFile(take, kind);
    const call = { take: take.id, format: kind, ...toSoundOptions(kind, store.getState()) };
    return services.speech.exportTake(call, signal);
  };

  const actions: SaveActions = {
    save(order) {
      if (store.getState().save.phase === 'working') return;
      last = order;
      current = new AbortController();
      void save(order, current.signal);
    },
    saveAgain() {
      const { settings, text } = store.getState();
      actions.save(last ?? { kind: settings.saveFormat, name: toFileStem(text) });
    },
    cancelSave: () => current?.abort(),
    dismissSave: () => store.dispatch({ type: 'save-dismissed' }),
  };
  return actions;
}

function toSubtitleFile({ text, voice, segments }: WholeTake, kind: 'srt' | 'vtt'): Blob {
  const captions = toSubtitles({ text, language: toMixLanguage(voice), segments });
  return new Blob([kind === 'srt' ? toSrt(captions) : toVtt(captions)], { type: mediaTypes[kind] });
}

/** The rate, where the format is lossy and one was chosen, and the loudness, where one was chosen. */
function toSoundOptions(
  kind: FileKind,
  { settings: { saveBitRate, saveLoudness } }: AppState,
): { readonly bitRate?: number; readonly loudness?: number } {
  const isLossy = kind === 'mp3' || kind === 'opus' || kind === 'aac';
  return {
    ...(isLossy && saveBitRate > 0 ? { bitRate: saveBitRate } : {}),
    ...(saveLoudness === 0 ? {} : { loudness: saveLoudness }),
  };
}
