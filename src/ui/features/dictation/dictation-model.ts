import type { HeardLine, HearingService } from '../../../page/server-services.ts';
import { MicrophoneError, type Microphone } from '../../../page/microphone.ts';
import { isAbortError } from '../../../std/abort.ts';
import { SpeechError } from '../../../contract/errors.ts';
import { toProblem, type Problem } from '../../store/problem.ts';
import { createStore, type Store } from '../../store/store.ts';

/** What the dictation shows. */
export interface DictationState {
  readonly phase: 'idle' | 'starting' | 'listening' | 'finishing';
  /** How loud the microphone is, 0 to 1. */
  readonly level: number;
  /** Why there is no microphone, or null. */
  readonly silence: MicrophoneError['reason'] | null;
  /** Whether a model that hears must be downloaded first. */
  readonly needsModel: boolean;
  readonly problem: Problem | null;
  /** What the recogniser was not sure of, and so was not written, until a person decides. */
  readonly unclear: readonly string[];
}

/** Writes down what is said into the microphone, utterance by utterance. */
export interface DictationModel {
  readonly store: Pick<Store<DictationState, never>, 'getState' | 'subscribe'>;
  readonly start: () => void;
  /** Switches the microphone off; what was said before is still written down. */
  readonly stop: () => void;
  /** Puts the offer of a model away; a download that was begun goes on. */
  readonly declineModel: () => void;
  /** Writes what was not sure at the cursor after all. */
  readonly insertUnclear: (index: number) => void;
  readonly dropUnclear: (index: number) => void;
}

interface DictationParts {
  readonly hearing: HearingService;
  /** Whether a model that hears is stored. */
  readonly hasModel: () => Promise<boolean>;
  readonly openMicrophone: (onLevel: (peak: number) => void) => Promise<Microphone>;
  /** Called with each utterance, with the space before it that its language writes. */
  readonly onText: (text: string) => void;
}

/** People who dictate pause between phrases. */
const PAUSE_SECONDS = 0.7;

const idle: DictationState = {
  ...{ phase: 'idle', level: 0, silence: null, needsModel: false, problem: null, unclear: [] },
};

/** Creates the model. */
export function createDictationModel(parts: DictationParts): DictationModel {
  const { hearing, hasModel, openMicrophone, onText } = parts;
  const store = createStore<DictationState, Partial<DictationState>>(idle, (state, patch) => ({
    ...state,
    ...patch,
  }));
  const { write, ...choices } = createWriter(store, onText);
  let microphone: Microphone | null = null;
  const stop = (): void => {
    const { phase } = store.getState();
    if (phase === 'idle' || phase === 'finishing') return;
    store.dispatch({ phase: 'finishing', level: 0 });
    microphone?.stop();
  };
  const run = async (): Promise<void> => {
    const needsModel = !(await hasModel());
    store.dispatch({ needsModel });
    if (needsModel) return;
    microphone = await openMicrophone((level) => store.dispatch({ level }));
    const { port, sampleRate } = microphone;
    // A press that ended meanwhile switches it off before anything is heard.
    if (store.getState().phase === 'finishing') microphone.stop();
    else store.dispatch({ phase: 'listening' });
    await hearing.listen(
      {
        sound: { kind: 'microphone', port, sampleRate },
        ...{ task: 'transcribe', language: null, pauseSeconds: PAUSE_SECONDS },
      },
      { signal: new AbortController().signal, onHeard: ({ lines }) => write(lines) },
    );
  };
  return {
    store,
    stop,
    declineModel: () => store.dispatch({ needsModel: false }),
    ...choices,
    start: () => {
      const { phase, needsModel, unclear } = store.getState();
      if (phase !== 'idle') return;
      // The offer of a model stays while its download goes on, and what was not sure until a person decides.
      store.dispatch({ ...idle, needsModel, unclear, phase: 'starting' });
      run()
        .catch((error: unknown) => store.dispatch(toFault(error)))
        .finally(() => {
          microphone?.stop();
          microphone = null;
          store.dispatch({ phase: 'idle', level: 0 });
        });
    },
  };
}

interface Writer extends Pick<DictationModel, 'insertUnclear' | 'dropUnclear'> {
  readonly write: (lines: readonly HeardLine[]) => void;
}

/** Writes what is sure, and keeps the rest until a person decides. */
function createWriter(
  store: Store<DictationState, Partial<DictationState>>,
  onText: DictationParts['onText'],
): Writer {
  const takeUnclear = (index: number): string | undefined => {
    const { unclear } = store.getState();
    store.dispatch({ unclear: unclear.filter((_, at) => at !== index) });
    return unclear[index];
  };
  return {
    write(lines) {
      for (const { text, isUnclear } of lines) {
        const line = text.replaceAll('\n', ' ');
        if (!isUnclear) onText(line);
        else if (line.trim() !== '') store.dispatch({ unclear: [...store.getState().unclear, line.trim()] });
      }
    },
    insertUnclear(index) {
      const text = takeUnclear(index);
      if (text !== undefined) onText(text);
    },
    dropUnclear: (index) => void takeUnclear(index),
  };
}

function toFault(error: unknown): Partial<DictationState> {
  if (error instanceof MicrophoneError) return { silence: error.reason };
  if (error instanceof SpeechError && error.code === 'model_not_found') return { needsModel: true };
  return isAbortError(error) ? {} : { problem: toProblem(error) };
}
