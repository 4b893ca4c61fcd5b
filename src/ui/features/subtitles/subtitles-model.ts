import type { HearingTask } from '../../../contract/hearing.ts';
import type { HeardLine, HearingService } from '../../../page/server-services.ts';
import { createAbortError, isAbortError } from '../../../std/abort.ts';
import { toProblem, type Problem } from '../../store/problem.ts';
import { createStore, type Store } from '../../store/store.ts';

/** A line of subtitles that can be corrected. Times are seconds of the recording. */
export interface SubtitleRow {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** What the recogniser was not sure of; null where it was sure, or once the line was written by hand. */
  readonly guess: string | null;
  /** Who says it; null where only one person speaks, or that is not known. */
  readonly speaker: string | null;
}

/** A recording as far as it can be told from others without its sound. */
export interface Recording {
  readonly name: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly modifiedAt: number;
}

/** What the subtitles show. */
export interface SubtitlesState {
  /** What the lines are of; null where there are none. */
  readonly recording: Recording | null;
  /** The recording itself; null where its lines are kept from an earlier visit, and it was not chosen again. */
  readonly file: File | null;
  readonly phase: 'idle' | 'listening' | 'done' | 'stopped';
  readonly task: HearingTask;
  readonly heardSeconds: number;
  readonly language: string | null;
  readonly rows: readonly SubtitleRow[];
  readonly problem: Problem | null;
  /** Whether a line was written by hand. */
  readonly isEdited: boolean;
  /** The same recording as it was written down for the other task; null where it was not yet. */
  readonly other: SubtitlesState | null;
  /** What was corrected by hand and made way; null where nothing was. */
  readonly replaced: SubtitlesState | null;
}

/** Writes one recording at a time down, line by line. */
export interface SubtitlesModel {
  readonly store: Pick<Store<SubtitlesState, never>, 'getState' | 'subscribe'>;
  /**
   * Hears a file from its beginning; one that is being heard is given up. What was written down for the other task, or of
   * that recording on an earlier visit, is shown as it was left.
   */
  readonly hear: (file: File, task?: HearingTask) => void;
  readonly cancel: () => void;
  /** Takes the lines away; those that were corrected can be brought back. */
  readonly clear: () => void;
  /** Brings back what was corrected and made way. */
  readonly undo: () => void;
  readonly edit: (index: number, text: string) => void;
}

/** What is shown before the first recording. */
export const emptySubtitles: SubtitlesState = {
  ...{ recording: null, file: null, phase: 'idle', task: 'transcribe', heardSeconds: 0, language: null },
  ...{ rows: [], problem: null, isEdited: false, other: null, replaced: null },
};

/** Creates the model, which begins with what is `kept` of an earlier visit. */
export function createSubtitlesModel(
  hearing: HearingService,
  kept: SubtitlesState | null = null,
): SubtitlesModel {
  const first = kept ?? emptySubtitles;
  const store = createStore<SubtitlesState, Partial<SubtitlesState>>(first, (state, patch) => ({
    ...state,
    ...patch,
  }));
  let running: AbortController | null = null;
  return {
    store,
    hear: (file, task = 'transcribe') => {
      running?.abort(createAbortError());
      const next = toNext(store.getState(), file, task);
      store.dispatch(next);
      if (next.phase !== 'listening') return;
      running = new AbortController();
      void hearInto(store, hearing, { file, task, signal: running.signal });
    },
    undo: () => {
      const { replaced } = store.getState();
      if (replaced === null) return;
      running?.abort(createAbortError());
      // It is not heard any further.
      store.dispatch(replaced.phase === 'listening' ? { ...replaced, phase: 'stopped' } : replaced);
    },
    cancel: () => {
      running?.abort(createAbortError());
      store.dispatch({ phase: 'stopped' });
    },
    clear: () => {
      running?.abort(createAbortError());
      const before = store.getState();
      store.dispatch({ ...emptySubtitles, replaced: isCorrected(before) ? before : before.replaced });
    },
    edit: (index, text) =>
      store.dispatch({ isEdited: true, rows: withText(store.getState().rows, index, text) }),
  };
}

interface HeardFile {
  readonly file: File;
  readonly task: HearingTask;
  readonly signal: AbortSignal;
}

/** Hears a file, adding its lines to the store as they come. */
async function hearInto(
  store: Store<SubtitlesState, Partial<SubtitlesState>>,
  hearing: HearingService,
  { file, task, signal }: HeardFile,
): Promise<void> {
  try {
    await hearing.listen(
      { sound: { kind: 'file', file }, task, language: null },
      {
        signal,
        onHeard: ({ readSeconds, language, lines, speakers = [] }) => {
          const rows = [...store.getState().rows, ...lines.map(toRow)];
          store.dispatch({ heardSeconds: readSeconds, language, rows: nameSpeakers(rows, speakers) });
        },
      },
    );
    store.dispatch({ phase: 'done' });
  } catch (error) {
    if (signal.aborted) return;
    store.dispatch({ phase: 'stopped', problem: isAbortError(error) ? null : toProblem(error) });
  }
}

/** What is shown when a file is to be heard: what is known of it already, or nothing yet. */
function toNext(before: SubtitlesState, file: File, task: HearingTask): SubtitlesState {
  const fresh: SubtitlesState = {
    ...emptySubtitles,
    ...{ recording: toRecording(file), file, task, phase: 'listening' },
  };
  const { replaced } = before;
  if (before.file === null && isOf(file, before.recording)) {
    return { ...before, file, other: before.other === null ? null : { ...before.other, file } };
  }
  if (file !== before.file) {
    return { ...fresh, replaced: isCorrected(before) ? before : replaced };
  }
  if (task === before.task) {
    return { ...fresh, other: before.other, replaced: before.isEdited ? before : replaced };
  }
  return { ...(before.other ?? fresh), other: { ...before, other: null, replaced: null }, replaced };
}

function toRecording({ name, size, lastModified }: File): Recording {
  return { name, bytes: size, modifiedAt: lastModified };
}

/** Whether a file is a recording, by its name, size and time. */
export function isOf(file: File, recording: Recording | null): boolean {
  const { name, bytes, modifiedAt } = toRecording(file);
  return recording?.name === name && recording.bytes === bytes && recording.modifiedAt === modifiedAt;
}

/** Whether a line was written by hand, of either task. */
function isCorrected({ isEdited, other }: SubtitlesState): boolean {
  return isEdited || other?.isEdited === true;
}

function withText(rows: readonly SubtitleRow[], index: number, text: string): readonly SubtitleRow[] {
  return rows.map((row, at) => (at === index ? { ...row, text, guess: null } : row));
}

function toRow({ start, end, text, isUnclear }: HeardLine): SubtitleRow {
  const row = { start, end, speaker: null };
  return isUnclear ? { ...row, text: '', guess: text } : { ...row, text, guess: null };
}

/** One person alone need not be named. */
function nameSpeakers(rows: readonly SubtitleRow[], speakers: readonly string[]): readonly SubtitleRow[] {
  if (new Set(speakers).size < 2) return rows;
  return rows.map((row, index) => ({ ...row, speaker: speakers[index] ?? null }));
}
