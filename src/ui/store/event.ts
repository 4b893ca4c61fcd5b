import type { Language } from '../../contract/language.ts';
import type { Settings } from '../../contract/settings.ts';
import type { PlayerEvent } from '../../page/player.ts';
import type { TakeSegment } from '../../page/page-services.ts';
import type { LexiconEntry } from '../../contract/lexicon.ts';
import type { EngineStatus } from '../../contract/engine-status.ts';
import type { TextSlice } from '../../text/sentences/slice.ts';
import type { Words } from '../words/words.ts';
import type { Problem } from './problem.ts';
import type { FileProblem } from './sheet-text.ts';
import type { CheckedText, WorkbenchTab } from './state.ts';
import type { Take, TakeOrder } from './take.ts';

/** Everything that can happen to the state. */
export type AppEvent = SheetEvent | PageEvent | TakeEvent | SaveEvent;

/** What happens to the text on the sheet. */
export type SheetEvent =
  | { readonly type: 'text-changed'; readonly text: string }
  | { readonly type: 'text-replaced'; readonly text: string }
  | { readonly type: 'text-brought-back' }
  | { readonly type: 'file-refused'; readonly problem: FileProblem }
  | { readonly type: 'selection-changed'; readonly selection: TextSlice }
  | { readonly type: 'word-asked'; readonly word: TextSlice | null };

/** What happens to the page as a whole: its text, settings, engine, API and panels. */
export type PageEvent =
  | { readonly type: 'words-changed'; readonly words: Words }
  /** The words of a language could not be loaded; null once that was told. */
  | { readonly type: 'words-missing'; readonly language: Language | null }
  | { readonly type: 'settings-changed'; readonly settings: Settings; readonly kept: boolean }
  | { readonly type: 'lexicon-changed'; readonly lexicon: readonly LexiconEntry[] }
  | { readonly type: 'text-checked'; readonly check: CheckedText }
  | { readonly type: 'engine-reported'; readonly status: EngineStatus }
  /** What had come of the model is deleted. */
  | { readonly type: 'download-discarded' }
  | { readonly type: 'engine-load-started' }
  | { readonly type: 'engine-load-failed'; readonly problem: Problem }
  | { readonly type: 'api-changed'; readonly api: 'ready' | 'unavailable' }
  | { readonly type: 'update-found' }
  | { readonly type: 'online-changed'; readonly online: boolean }
  | { readonly type: 'workbench-turned'; readonly tab: WorkbenchTab }
  | { readonly type: 'sound-offered'; readonly file: File }
  | { readonly type: 'sound-taken' }
  | { readonly type: 'subtitles-changed'; readonly isUnsaved: boolean };

/** Events that change both the take and the file that is made. */
type SharedEvent =
  | { readonly type: 'take-ordered'; readonly order: TakeOrder }
  /** What there is of the take is played again, from a place in it. */
  | { readonly type: 'take-replayed'; readonly fromSeconds: number }
  | { readonly type: 'take-resumed' }
  | { readonly type: 'segment-made'; readonly segment: TakeSegment };

/** What happens to the take that is shown, and to its playing; places are in seconds of the take. */
export type TakeEvent =
  | SharedEvent
  | { readonly type: 'take-completed'; readonly take: string }
  /** What the library has of the take that was ordered. */
  | { readonly type: 'take-opened'; readonly take: Take }
  | { readonly type: 'take-sought'; readonly positionSeconds: number }
  /** The take is to be played at once, gaps or not. */
  | { readonly type: 'take-hurried' }
  | { readonly type: 'take-paused' }
  | { readonly type: 'take-stopped' }
  | { readonly type: 'take-failed'; readonly take: string; readonly problem: Problem }
  | { readonly type: 'player-reported'; readonly event: PlayerEvent };

/** What happens to the file that Save makes; `textLength` is in UTF-16 units. */
export type SaveEvent =
  | SharedEvent
  | { readonly type: 'save-started'; readonly take: string; readonly textLength: number }
  | { readonly type: 'save-finished'; readonly fileName: string }
  | { readonly type: 'save-cancelled' }
  | { readonly type: 'save-failed'; readonly problem: Problem }
  | { readonly type: 'save-dismissed' };
