import type { EngineId } from '../../contract/engine-status.ts';
import type { InputFormat } from '../../contract/input-format.ts';
import type { LexiconEntry } from '../../contract/lexicon.ts';
import type { Cast, Rhythm } from '../../contract/request.ts';
import type { TakeSegment } from '../../page/page-services.ts';
import type { Problem } from './problem.ts';

/** How a text is read: as it is written, with which pauses, by whom, and how words are said. */
export interface Reading {
  readonly format: InputFormat;
  readonly hasTags: boolean;
  readonly pauses: Rhythm;
  /** Null where one voice speaks all. */
  readonly cast: Cast | null;
  /** Another list after each change. */
  readonly lexicon: readonly LexiconEntry[];
}

/** What a take was asked to be. */
export interface TakeOrder {
  readonly id: string;
  readonly text: string;
  /** The whole text on the page of which `text` is all or a part. */
  readonly sheet: string;
  /** Where `text` begins in `sheet`; UTF-16. */
  readonly sheetStart: number;
  /** The model that was asked for; the segments say which engine spoke. */
  readonly model: string;
  readonly voice: string;
  readonly speed: number;
  readonly reading: Reading;
  /** True where the built-in voice speaks because Kokoro is not loaded yet. */
  readonly standIn: boolean;
  /** Whether it never was the text on the sheet, as a kept take may be. */
  readonly isApart: boolean;
}

/** A take as far as it came. */
export interface Take extends TakeOrder {
  readonly segments: readonly TakeSegment[];
  readonly positionSeconds: number;
  /** Whether every sample was made. */
  readonly complete: boolean;
  /** Whether the player waits for more of it. */
  readonly isWaiting: boolean;
  /** Whether it is to be played at once, gaps or not. */
  readonly isHurried: boolean;
}

/** What a take is before anything of it is made. */
export const UNHEARD = {
  segments: [],
  positionSeconds: 0,
  complete: false,
  isWaiting: false,
  isHurried: false,
} as const satisfies Omit<Take, keyof TakeOrder>;

/** The life of the take on the page. */
export type TakeState =
  | { readonly phase: 'none' }
  /** Asked for, nothing heard yet. */
  | { readonly phase: 'preparing'; readonly take: Take }
  | { readonly phase: 'speaking'; readonly take: Take }
  | { readonly phase: 'paused'; readonly take: Take }
  | { readonly phase: 'finished'; readonly take: Take }
  | { readonly phase: 'stopped'; readonly take: Take }
  | { readonly phase: 'failed'; readonly take: Take; readonly problem: Problem };

/** Adds a segment at its place. The next host may announce some again: they replace those of that index. */
export function withSegment(segments: readonly TakeSegment[], segment: TakeSegment): readonly TakeSegment[] {
  const others = segments.filter(({ index }) => index !== segment.index);
  return [...others, segment].toSorted((one, other) => one.index - other.index);
}

/** Gives the take, whatever its phase. */
export function toTake(state: TakeState): Take | null {
  return state.phase === 'none' ? null : state.take;
}

/** Whether sound is being made or may go on. */
export function isActive(
  state: TakeState,
): state is Extract<TakeState, { phase: 'preparing' | 'speaking' | 'paused' }> {
  return state.phase === 'preparing' || state.phase === 'speaking' || state.phase === 'paused';
}

/** Returns which engine speaks a take, once its first segment is there. */
export function toEngine(take: Take): EngineId | null {
  return take.segments[0]?.engine ?? null;
}

/** Seconds of the take that were made. */
export function toMadeSeconds(take: Take): number {
  const last = take.segments.at(-1);
  return last === undefined ? 0 : last.startSeconds + last.durationSeconds;
}

/** Estimates the length of the whole take from the share of the text that was spoken; exact when complete. */
export function toTotalSeconds(take: Take): number {
  const last = take.segments.at(-1);
  if (last === undefined || last.end === 0) return 0;
  const made = toMadeSeconds(take);
  return take.complete ? made : Math.max(made, (made * take.text.length) / last.end);
}

/** Finds the second at a share, 0 to 1, of the take's whole length; null where nothing is made yet. */
export function findMadePlace(take: Take, share: number): number | null {
  const seconds = Math.min(Math.max(0, share), 1) * toTotalSeconds(take);
  return seconds <= toMadeSeconds(take) ? seconds : null;
}
