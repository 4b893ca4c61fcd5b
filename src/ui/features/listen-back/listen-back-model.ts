import type { HearingService, LibraryService } from '../../../page/server-services.ts';
import { createAbortError, isAbortError } from '../../../std/abort.ts';
import { compareScript, type Comparison } from '../../../text/comparing/compare-texts.ts';
import { createScript } from '../../../text/formats/create-script.ts';
import { toProblem, type Problem } from '../../store/problem.ts';
import { createStore, type Store } from '../../store/store.ts';

/** What a take said, and how it was heard. */
export interface HeardTake {
  /** What was written. */
  readonly text: string;
  readonly comparison: Comparison;
}

interface ListenBackState {
  readonly phase: 'idle' | 'listening' | 'done';
  readonly heardSeconds: number;
  readonly heard: HeardTake | null;
  readonly problem: Problem | null;
}

/** Hears a take and compares it with its text. */
export interface ListenBackModel {
  readonly store: Pick<Store<ListenBackState, never>, 'getState' | 'subscribe'>;
  /** Hears it from its beginning, even while it is heard already. */
  readonly start: () => void;
  readonly cancel: () => void;
}

interface ListenBackParts {
  readonly take: string;
  readonly library: Pick<LibraryService, 'open'>;
  readonly hearing: HearingService;
}

const idle: ListenBackState = { phase: 'idle', heardSeconds: 0, heard: null, problem: null };

/** Creates the model of one take. */
export function createListenBackModel({ take, library, hearing }: ListenBackParts): ListenBackModel {
  const store = createStore<ListenBackState, Partial<ListenBackState>>(idle, (state, patch) => ({
    ...state,
    ...patch,
  }));
  let running: AbortController | null = null;
  const run = async (signal: AbortSignal): Promise<void> => {
    const { info, text } = await library.open(take, signal);
    const { language } = info.request;
    const lines: string[] = [];
    await hearing.listen(
      // In the language that it was spoken in: a guess at another one would not be the voice's fault.
      { sound: { kind: 'take', take }, task: 'transcribe', language: language.slice(0, 2) },
      {
        signal,
        onHeard: (part) => {
          lines.push(...part.lines.map((line) => line.text));
          store.dispatch({ heardSeconds: part.readSeconds });
        },
      },
    );
    // A take that was broken off is compared as far as it was spoken.
    const spoken = info.isComplete ? text : text.slice(0, info.spokenTo);
    const script = info.request.script ?? (await createScript({ ...info.request, text: spoken }));
    const comparison = compareScript(script, lines.join(' '), language);
    store.dispatch({ phase: 'done', heard: { text: spoken, comparison } });
  };
  return {
    store,
    start: () => {
      running?.abort(createAbortError());
      running = new AbortController();
      const { signal } = running;
      store.dispatch({ ...idle, phase: 'listening' });
      run(signal).catch((error: unknown) => {
        if (signal.aborted) return;
        store.dispatch({ phase: 'idle', problem: isAbortError(error) ? null : toProblem(error) });
      });
    },
    cancel: () => {
      running?.abort(createAbortError());
      store.dispatch({ phase: 'idle' });
    },
  };
}
