import type { Language } from './language.ts';
import type { NormalizationOptions } from './normalization.ts';
import type { VoiceMix } from './voices.ts';

/** A range of the user's own text: UTF-16 offsets, half open. */
export interface SourceRange {
  readonly start: number;
  readonly end: number;
}

/** How text is spoken. Runs that are spoken in the same manner share sentences. */
export interface Manner {
  readonly voice: VoiceMix;
  readonly language: Language;
  /** A multiplier, 0.25 to 4: 2 is twice as fast. */
  readonly speed: number;
  /** What is read as words rather than as it is written; everything if left out. */
  readonly normalization?: NormalizationOptions;
  /** How loud, as a factor on the samples; 1 if left out. */
  readonly gain?: number;
}

/** Text that is spoken in one manner. */
export interface Run extends Manner {
  readonly kind: 'run';
  /** What is spoken. */
  readonly text: string;
  /**
   * What the user wrote for it. Where both are equally long, they correspond character by character; where not, and
   * where `phonemes` or `saidBy` is set, every word of the run stands for all of its source. Empty where the user wrote
   * nothing: such words get no times.
   */
  readonly source: SourceRange;
  /** How `text` is pronounced, in the alphabet of the phonemizer; an engine that takes text speaks `text`. */
  readonly phonemes?: string;
  /** What kind of thing `text` is, as SSML names it: `characters`, `cardinal`, `ordinal`. */
  readonly interpretAs?: string;
  /** Who says that the source is spoken in this way, where that is not the voice: its markup, or the user's list. */
  readonly saidBy?: 'inline' | 'user';
}

/** Silence between runs. */
export interface Pause {
  readonly kind: 'pause';
  readonly seconds: number;
  /** What the user wrote for it; may be empty. */
  readonly source: SourceRange;
}

/** What the pipeline speaks. */
export interface Script {
  /** What the user wrote. */
  readonly source: string;
  /** In the order of speaking; their ranges follow each other in `source` without an overlap. */
  readonly items: readonly (Run | Pause)[];
  /** What is not spoken as its markup asks, in words. */
  readonly warnings: readonly string[];
  /** What looks like a tag or an element and is not known; read as text. */
  readonly unknown?: readonly UnknownMarkup[];
}

/** Markup that is not known. */
export interface UnknownMarkup {
  readonly source: SourceRange;
  readonly text: string;
}
