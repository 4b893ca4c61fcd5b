import { createAbortError, isAbortError } from '../../../std/abort.ts';
import type { Caption } from '../../../text/timing/captions.ts';
import { toProblem, type Problem } from '../../store/problem.ts';
import { createStore, type Store } from '../../store/store.ts';
import { SpeechError, type SpeechErrorCode } from '../../../contract/errors.ts';

/** What was heard in a file. */
export interface HeardFile {
  /** The file's name without its ending. */
  readonly name: string;
  readonly text: string;
  readonly captions: readonly Caption[];
  /** How much was said that could not be made out. */
  readonly unclearSeconds: number;
}

/** What the part that writes sound files down shows. */
export interface TranscribeState {
  /** The name of the file that is heard now. */
  readonly listeningTo: string | null;
  readonly heard: HeardFile | null;
  readonly problem: Problem | null;
}

/** Writes sound files down, one at a time. */
export interface TranscribeModel {
  readonly store: Pick<Store<TranscribeState, never>, 'getState' | 'subscribe'>;
  readonly transcribe: (file: File) => void;
  readonly cancel: () => void;
}

interface VerboseAnswer {
  readonly text: string;
  readonly segments: readonly { readonly start: number; readonly end: number; readonly text: string }[];
  readonly unclear?: readonly { readonly start: number; readonly end: number }[];
}

/** Creates the model; `post` sends the form to the API for transcriptions. */
export function createTranscribeModel(
  post: (form: FormData, signal: AbortSignal) => Promise<Response>,
): TranscribeModel {
  const store = createStore<TranscribeState, Partial<TranscribeState>>(
    { listeningTo: null, heard: null, problem: null },
    (state, patch) => ({ ...state, ...patch }),
  );
  let running: AbortController | null = null;
  const run = async (file: File, signal: AbortSignal): Promise<void> => {
    store.dispatch({ listeningTo: file.name, heard: null, problem: null });
    const form = new FormData();
    form.append('file', file);
    form.append('response_format', 'verbose_json');
    const response = await post(form, signal);
    if (!response.ok) throw await toError(response);
    store.dispatch({ heard: toHeard(file.name, (await response.json()) as VerboseAnswer) });
  };
  return {
    store,
    transcribe: (file) => {
      if (running !== null) return;
      running = new AbortController();
      run(file, running.signal)
        .catch((error: unknown) => {
          if (!isAbortError(error)) store.dispatch({ problem: toProblem(error) });
        })
        .finally(() => {
          running = null;
          store.dispatch({ listeningTo: null });
        });
    },
    cancel: () => running?.abort(createAbortError()),
  };
}

function toHeard(fileName: string, { text, segments, unclear = [] }: VerboseAnswer): HeardFile {
  return {
    name: fileName.replace(/\.[^.]{1,8}$/, ''),
    text,
    captions: segments.map(({ start, end, text: line }) => ({
      startSeconds: start,
      endSeconds: end,
      text: line.trim(),
    })),
    unclearSeconds: unclear.reduce((sum, { start, end }) => sum + end - start, 0),
  };
}

async function toError(response: Response): Promise<SpeechError> {
  const { error } = (await response.json()) as {
    readonly error: { readonly message: string; readonly code: SpeechErrorCode | null };
  };
  const code = error.code ?? (response.status === 413 ? 'upload_too_large' : 'undecodable_audio');
  return new SpeechError(code, error.message);
}
