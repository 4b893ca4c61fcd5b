import type { ExportFormat, LibraryReport, TakeInfo } from '../contract/takes.ts';
import type { TakeSegment } from './take-segment.ts';

/** A kept take with all that a page needs to show and play it. */
export interface OpenedTake {
  readonly info: TakeInfo;
  readonly text: string;
  readonly segments: readonly TakeSegment[];
}

/** What a page may ask of the library (rpc over its port to the server worker). */
export interface LibraryCalls {
  /** Lists the takes whose name or text contains `query`; all, where that is empty. */
  library(query: string): Promise<LibraryReport>;
  /** Rejects with `invalid_value` where the take is not kept any more, as do the calls below. */
  openTake(take: string): Promise<OpenedTake>;
  /**
   * Like `playTake`, and speaks what is missing of a take that was broken off, which is kept with the rest. Its
   * segments are announced by the event `segment`.
   */
  resumeTake(call: {
    readonly take: string;
    readonly fromSeconds: number;
    readonly sink: MessagePort;
  }): Promise<void>;
  changeTake(call: {
    readonly take: string;
    readonly patch: Partial<Pick<TakeInfo, 'name' | 'isPinned'>>;
  }): Promise<void>;
  deleteTakes(takes: readonly string[]): Promise<void>;
  /** Packs takes, whole or as far as they came, with their settings and subtitles, as ZIP. */
  exportTakes(call: { readonly takes: readonly string[]; readonly format: ExportFormat }): Promise<Blob>;
}

/** What the library reports without being asked. */
export interface LibraryEvents {
  /** Something in it changed. */
  library: null;
}
