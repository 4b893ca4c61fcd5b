import type { InputFormat } from '../../contract/input-format.ts';
import type { Rhythm } from '../../contract/request.ts';

/** How a text that is still being written is spoken. */
export interface StreamOptions {
  /** A voice, one of OpenAI's names, or a mix; `af_heart` if left out. */
  readonly voice?: string;
  /** `kokoro-82m` if left out. */
  readonly model?: string;
  /** 0.25 to 4; 2 is twice as fast. */
  readonly speed?: number;
  /** A gain on the sound, 0 to 10; 1 if left out. */
  readonly volume?: number;
  /** The language of the text; the voice's own if left out. */
  readonly language?: string;
  /**
   * How the text is written; `markdown` if left out, as language models write it. `text` and `markdown` are spoken sentence by
   * sentence. The others are documents: spoken when all of them is there, by one request, and so at most as long as the
   * `input` of one.
   */
  readonly format?: InputFormat;
  readonly pauses?: Rhythm;
  /** Words of the text, and how they are said: as other words, or as phonemes between slashes. */
  readonly pronunciations?: Readonly<Record<string, string>>;
  /** Stops everything; reading then rejects with its reason. */
  readonly signal?: AbortSignal;
}

/** Converts the options to fields of a speech request, but for the pauses: each chunk has its own. */
export function toFields(options: StreamOptions): Readonly<Record<string, unknown>> {
  const { voice, model, speed, volume, language, format = 'markdown', pronunciations } = options;
  return {
    ...{ voice, model, speed, language, pronunciations },
    input_format: format,
    volume_multiplier: volume,
  };
}
