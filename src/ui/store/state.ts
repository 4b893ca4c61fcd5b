import type { Language } from '../../contract/language.ts';
import type { Settings } from '../../contract/settings.ts';
import type { LexiconEntry } from '../../contract/lexicon.ts';
import type { TextCheck } from '../../contract/text-reading.ts';
import type { EngineStatus } from '../../contract/engine-status.ts';
import { sampleTexts } from '../texts/sample-texts.ts';
import type { TextSlice } from '../../text/sentences/slice.ts';
import type { Words } from '../words/words.ts';
import type { SegmentWork } from './work.ts';
import type { Problem } from './problem.ts';
import type { FileProblem, SheetText } from './sheet-text.ts';
import type { TakeState } from './take.ts';
import { toMixLanguage, withLastVoice, type LastVoices } from './voice-language.ts';

/** Everything the interface shows. */
export interface AppState {
  readonly text: string;
  /** Texts that others took the place of; the one that comes back next is the last. */
  readonly replaced: readonly SheetText[];
  /** Counts how often a text was put on the sheet that was not typed there. */
  readonly putCount: number;
  /** Why the last file was not put on the sheet, until the text changes; null else. */
  readonly fileProblem: FileProblem | null;
  /** What is selected in the text, or where the cursor is; may lie behind the end of a text that was edited since. */
  readonly selection: TextSlice;
  /** The word of the text whose pronunciation is shown, or null. */
  readonly askedWord: TextSlice | null;
  /** The language that was asked for last and could not be loaded, or null. */
  readonly missingLanguage: Language | null;
  /** What the page says, in the language that is shown. */
  readonly words: Words;
  readonly settings: Settings;
  /** Since the page was opened. */
  readonly lastVoices: LastVoices;
  /** False where the browser keeps nothing between visits. */
  readonly settingsKept: boolean;
  /** How the user has words said; another list after each change. */
  readonly lexicon: readonly LexiconEntry[];
  /** What was found in the text, as it was when it was looked at; null until then. */
  readonly check: CheckedText | null;
  /** Null until the engine has answered. */
  readonly engine: EngineStatus | null;
  /** How far a download of the model had come that was paused in this visit; null where none was. */
  readonly pausedDownload: PausedDownload | null;
  /** Why the last load of the model failed, or null. */
  readonly engineProblem: Problem | null;
  /** Whether `fetch` to the API is answered in this page. */
  readonly api: 'waiting' | 'ready' | 'unavailable';
  /** Whether a new version of the app waits. */
  readonly updateWaits: boolean;
  readonly online: boolean;
  /** Whether the page is cross-origin isolated, and so may use several threads. */
  readonly isolated: boolean;
  /** Whether the page came by https or from this device; browsers give sound and storage to no other. */
  readonly isSecure: boolean;
  readonly take: TakeState;
  /** What the engine did last, which shows how fast it is. */
  readonly work: readonly SegmentWork[];
  readonly save: SaveState;
  /** What is shown below the sheet. */
  readonly workbench: WorkbenchTab;
  /** A recording that was dropped on the page and is not taken up yet. */
  readonly offeredSound: File | null;
  /** Whether subtitles are being written, or were corrected, and are in no file yet. */
  readonly hasUnsavedSubtitles: boolean;
}

/** A text, and what was found in it. */
export interface CheckedText extends TextCheck {
  readonly text: string;
}

/** A download whose bytes are kept for the next one. */
export type PausedDownload = Pick<EngineStatus, 'loadedBytes' | 'totalBytes'>;

/** What lies on the bench below the sheet, one at a time. */
export type WorkbenchTab = 'library' | 'lexicon' | 'subtitles' | 'api' | 'models';

/** The making of a file. */
export type SaveState =
  | { readonly phase: 'idle' }
  | {
      readonly phase: 'working';
      readonly take: string;
      readonly textLength: number;
      /** Of the text, 0 to 1. */
      readonly fraction: number;
    }
  | { readonly phase: 'saved'; readonly fileName: string }
  | { readonly phase: 'failed'; readonly problem: Problem };

/** What the first render needs to know. */
export interface InitialFacts {
  readonly words: Words;
  readonly settings: Settings;
  readonly lexicon: readonly LexiconEntry[];
  /** What was being written when the page was left, or null. */
  readonly draft: string | null;
  readonly online: boolean;
  readonly isolated: boolean;
  readonly isSecure: boolean;
}

/** Creates the state of a page that was just opened. */
export function createInitialState(facts: InitialFacts): AppState {
  return {
    text: facts.draft ?? sampleTexts[toMixLanguage(facts.settings.voice)].welcome,
    replaced: [],
    putCount: 0,
    fileProblem: null,
    selection: { start: 0, end: 0 },
    askedWord: null,
    missingLanguage: null,
    words: facts.words,
    settings: facts.settings,
    lastVoices: withLastVoice({}, facts.settings),
    settingsKept: true,
    lexicon: facts.lexicon,
    check: null,
    engine: null,
    pausedDownload: null,
    engineProblem: null,
    api: 'waiting',
    updateWaits: false,
    online: facts.online,
    isolated: facts.isolated,
    isSecure: facts.isSecure,
    take: { phase: 'none' },
    work: [],
    save: { phase: 'idle' },
    workbench: 'library',
    offeredSound: null,
    hasUnsavedSubtitles: false,
  };
}
