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

/** What the subtitles show. */
export interface SubtitlesState {
  readonly file: File | null;
  readonly phase: 'idle' | 'listening' | 'done' | 'stopped';
  readonly task: HearingTask;
  readonly heardSeconds: number;
  readonly language: string | null;
  readonly rows: readonly SubtitleRow[];
  readonly problem: Problem | null;
  /** Whether a line was written by hand. */
  readonly isEdited: boolean;
}

/** Writes one recording at a time down, line by line. */
export interface SubtitlesModel {
  readonly store: Pick<Store<SubtitlesState, never>, 'getState' | 'subscribe'>;
  /** Hears a file from its beginning; one that is being heard is given up. */
  readonly hear: (file: File, task?: HearingTask) => void;
  readonly cancel: () => void;
  readonly edit: (index: number, text: string) => void;
}

const initial: SubtitlesState = {
  ...{ file: null, phase: 'idle', task: 'transcribe', heardSeconds: 0, language: null, rows: [] },
  ...{ problem: null, isEdited: false },
};

/** Creates the model. */
export function createSubtitlesModel(hearing: HearingService): SubtitlesModel {
  const store = createStore<SubtitlesState, Partial<SubtitlesState>>(initial, (state, patch) => ({
    ...state,
    ...patch,
  }));
  let running: AbortController | null = null;
  const run = async (file: File, task: HearingTask, signal: AbortSignal): Promise<void> => {
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
  };
  return {
    store,
    hear: (file, task = 'transcribe') => {
      running?.abort(createAbortError());
      running = new AbortController();
      store.dispatch({ ...initial, file, task, phase: 'listening' });
      void run(file, task, running.signal);
    },
    cancel: () => {
      running?.abort(createAbortError());
      store.dispatch({ phase: 'stopped' });
    },
    edit: (index, text) =>
      store.dispatch({
        isEdited: true,
        rows: store.getState().rows.map((row, at) => (at === index ? { ...row, text, guess: null } : row)),
      }),
  };
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
