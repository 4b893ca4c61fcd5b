import type { TakeSegment } from '../../page/page-services.ts';
import type { AppEvent, PageEvent, SaveEvent, TakeEvent } from './event.ts';
import { withLastVoice } from './voice-language.ts';
import { addWork } from './work.ts';
import { reduceTake } from './reduce-take.ts';
import type { EngineStatus } from '../../contract/engine-status.ts';
import { reduceSheet } from './reduce-sheet.ts';
import type { AppState, PausedDownload, SaveState } from './state.ts';

/** Computes the state after an event; pure, and gives back the same object where nothing changed. */
export function reduce(state: AppState, event: AppEvent): AppState {
  switch (event.type) {
    case 'take-ordered':
    case 'take-replayed':
    case 'take-resumed':
      return withSave(withTake(state, event), event);
    case 'segment-made':
      return withSave(withTake(withWork(state, event.segment), event), event);
    case 'take-completed':
    case 'take-opened':
    case 'take-sought':
    case 'take-hurried':
    case 'take-paused':
    case 'take-stopped':
    case 'take-failed':
    case 'player-reported':
      return withTake(state, event);
    case 'save-started':
    case 'save-finished':
    case 'save-cancelled':
    case 'save-failed':
    case 'save-dismissed':
      return withSave(state, event);
    case 'text-changed':
    case 'text-replaced':
    case 'text-brought-back':
    case 'file-refused':
    case 'selection-changed':
    case 'word-asked':
      return reduceSheet(state, event);
    case 'words-changed':
    case 'words-missing':
    case 'settings-changed':
    case 'lexicon-changed':
    case 'text-checked':
    case 'engine-reported':
    case 'download-discarded':
    case 'engine-load-started':
    case 'engine-load-failed':
    case 'api-changed':
    case 'update-found':
    case 'online-changed':
    case 'workbench-turned':
    case 'sound-offered':
    case 'sound-taken':
    case 'subtitles-changed':
      return reducePage(state, event);
  }
}

function reducePage(state: AppState, event: PageEvent): AppState {
  switch (event.type) {
    case 'words-changed':
      return { ...state, words: event.words, missingLanguage: null };
    case 'words-missing':
      return { ...state, missingLanguage: event.language };
    case 'settings-changed':
      return {
        ...state,
        settings: event.settings,
        settingsKept: event.kept,
        lastVoices: withLastVoice(state.lastVoices, event.settings),
      };
    case 'lexicon-changed':
      return { ...state, lexicon: event.lexicon };
    case 'text-checked':
      return { ...state, check: event.check };
    case 'engine-reported':
      return reduceEngine(state, event);
    case 'download-discarded':
      return { ...state, pausedDownload: null };
    case 'engine-load-started':
      return { ...state, engineProblem: null };
    case 'engine-load-failed':
      return { ...state, engineProblem: event.problem };
    case 'api-changed':
      return { ...state, api: event.api };
    case 'update-found':
      return { ...state, updateWaits: true };
    case 'online-changed':
      return { ...state, online: event.online };
    case 'workbench-turned':
      return { ...state, workbench: event.tab };
    case 'sound-offered':
      return { ...state, workbench: 'subtitles', offeredSound: event.file };
    case 'sound-taken':
      return { ...state, offeredSound: null };
    case 'subtitles-changed':
      return event.isUnsaved === state.hasUnsavedSubtitles
        ? state
        : { ...state, hasUnsavedSubtitles: event.isUnsaved };
  }
}

function reduceEngine(state: AppState, event: Extract<AppEvent, { type: 'engine-reported' }>): AppState {
  const { status } = event;
  return {
    ...state,
    engine: status,
    engineProblem: status.state === 'ready' ? null : state.engineProblem,
    pausedDownload: toPausedDownload(state, status),
  };
}

/** The engine itself begins to count anew. */
function toPausedDownload({ engine, pausedDownload }: AppState, status: EngineStatus): PausedDownload | null {
  if (status.state !== 'idle' || status.stored === true) return null;
  if (engine?.state !== 'downloading') return pausedDownload;
  const { loadedBytes, totalBytes } = engine;
  return loadedBytes === 0 ? null : { loadedBytes, totalBytes };
}

function withWork(state: AppState, segment: TakeSegment): AppState {
  const work = addWork(state.work, segment);
  return work === state.work ? state : { ...state, work };
}

function withTake(state: AppState, event: TakeEvent): AppState {
  const take = reduceTake(state.take, event);
  return take === state.take ? state : { ...state, take };
}

function withSave(state: AppState, event: SaveEvent): AppState {
  const save = reduceSave(state.save, event);
  return save === state.save ? state : { ...state, save };
}

/** Computes the making of a file after an event. */
function reduceSave(state: SaveState, event: SaveEvent): SaveState {
  switch (event.type) {
    case 'save-started':
      return { phase: 'working', take: event.take, textLength: event.textLength, fraction: 0 };
    case 'segment-made':
      return state.phase === 'working' && state.take === event.segment.take
        ? { ...state, fraction: Math.min(1, event.segment.end / Math.max(1, state.textLength)) }
        : state;
    case 'save-finished':
      return { phase: 'saved', fileName: event.fileName };
    case 'save-failed':
      return { phase: 'failed', problem: event.problem };
    case 'save-cancelled':
      return { phase: 'idle' };
    case 'save-dismissed':
    case 'take-ordered':
      return state.phase === 'working' || state.phase === 'idle' ? state : { phase: 'idle' };
    case 'take-replayed':
    case 'take-resumed':
      // What could not be saved can still be tried again.
      return state.phase === 'saved' ? { phase: 'idle' } : state;
  }
}
