import type { Random } from '../../tests/contract/support/random.ts';
import type { AppBrowser } from './app-browser.ts';

/** Something that goes wrong while an answer is read or a text is played. */
export interface FaultKind {
  readonly name: string;
  /** Whether an answer of the API may break of it, with an error; else it must go on. Play must always go on. */
  readonly mayBreak?: true;
  /** Whether it takes the host from a tab and leaves it to the next one, which must be there. */
  readonly movesHost?: true;
  /** Whether it would close the tab that plays, too. */
  readonly closesAll?: true;
  /** Whether the stored model is lost, which must then be stored again, or no room is left, where that is impossible. */
  readonly storage?: 'lost' | 'full';
  /** Brings the app into the state in which this can go wrong, before the answer is asked for. */
  readonly prepare?: (app: AppBrowser) => Promise<void>;
  /** Does the harm; resolves when it is done, and the answer may go on meanwhile. */
  readonly inject: (app: AppBrowser, random: Random) => Promise<void>;
  /** Takes back what would harm the next answer too. */
  readonly undo?: (app: AppBrowser) => Promise<void>;
}
