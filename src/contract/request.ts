import type { CodeReading, InputFormat, TableReading } from './input-format.ts';
import type { NormalizationOptions } from './normalization.ts';
import type { Language } from './language.ts';
import type { Script } from './script.ts';
import type { VoiceAliases, VoiceMix } from './voices.ts';

export type { VoiceMix, VoiceShare } from './voices.ts';

/** Silence that is added to what the voice leaves, in seconds. */
export interface Rhythm {
  /** Behind a sentence. */
  readonly sentence?: number;
  /** Behind an item of a list and a row of a table; as behind a sentence if left out. */
  readonly item?: number;
  /** Behind a paragraph; as behind a sentence if left out. */
  readonly paragraph?: number;
  /** Behind a heading; as behind a paragraph if left out. */
  readonly heading?: number;
  /** Before the first word. */
  readonly start?: number;
  /** Behind the last word. */
  readonly end?: number;
}

/** Those who speak in a text whose lines begin with their names. */
export interface Cast {
  /** Voices by the names as they are written. */
  readonly voices: Readonly<Record<string, VoiceMix>>;
  /** Whether the names are spoken, too. */
  readonly speaksNames: boolean;
}

/** A text, and how it is to be read. */
export interface ReadingRequest {
  /** The text as the user gave it; offsets in results count its UTF-16 units. */
  readonly text: string;
  readonly voice: VoiceMix;
  readonly language: Language;
  /** A multiplier, 0.25 to 4: 2 is twice as fast. */
  readonly speed: number;
  /** What is read as words rather than as it is written; everything if left out. */
  readonly normalization?: NormalizationOptions;
  /** How the text is written; plain text if left out. */
  readonly format?: InputFormat;
  /** What is done with blocks of programs in Markdown and HTML; they are left out if this is. */
  readonly code?: CodeReading;
  /** How tables in Markdown and HTML are read; by rows if left out. */
  readonly tables?: TableReading;
  /** Whether tags such as `[pause:1s]` in the text are obeyed. */
  readonly hasTags?: boolean;
  /** Whether voices that the text asks for speak their own language rather than `language`. */
  readonly hasVoiceLanguages?: boolean;
  /** Names that the text may use for voices. */
  readonly voiceAliases?: VoiceAliases;
  /** None is added if left out. */
  readonly pauses?: Rhythm;
  /** Who speaks the lines that begin with a name; as everything else if left out. */
  readonly cast?: Cast;
  /** The offset of the text where speaking begins; what is open there, such as a voice, is in force. */
  readonly from?: number;
  /** Words of the text, and how they are said: as other words, or as phonemes between slashes. */
  readonly pronunciations?: Readonly<Record<string, string>>;
}

/** What to speak, after validation: the pipeline's only input. */
export interface SpeechRequest extends ReadingRequest {
  /** Canonical model id, e.g. `kokoro-82m` or `espeak-ng`. */
  readonly model: string;
  /** What is spoken, where that is known already; made of the rest if left out. */
  readonly script?: Script;
}
