import type { TextSlice } from '../sentences/slice.ts';

/** How a part of the text is said, where its format says so; offsets count in the script's text. */
export interface Saying extends TextSlice {
  /** Kokoro's phonemes. */
  readonly phonemes?: string;
  /** Words that are said in its place. */
  readonly words?: string;
  /** What kind of thing it is, as SSML names it: `characters`, `cardinal`, `ordinal`. */
  readonly interpretAs?: string;
}

/** Silence before an offset of the script's text. */
export interface Pause {
  readonly at: number;
  readonly seconds: number;
}

/** What is spoken of a text: its words without markup, and what the markup says of them. */
export interface Script {
  /** Blocks, such as headings and items of lists, are parted by empty lines. */
  readonly text: string;
  /** In order, without overlap. */
  readonly sayings: readonly Saying[];
  /** In order. */
  readonly pauses: readonly Pause[];
  readonly warnings: readonly string[];
  /** Finds the range of what the user wrote that a range of the script came from. */
  toSource(slice: TextSlice): TextSlice;
}

/** Creates the script of a text without markup. */
export function createPlainScript(text: string): Script {
  return { text, sayings: [], pauses: [], warnings: [], toSource: (slice) => slice };
}
