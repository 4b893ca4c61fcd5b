import type { AudioFormat, EncodeOptions } from '../../contract/codec.ts';
import type { ReadingRequest, SpeechRequest } from '../../contract/request.ts';

/** How the bytes of an answer are wrapped. */
export type Delivery = 'bytes' | 'openai-sse' | 'together-sse' | 'captions';

/** A valid speech request: what to say, and how to answer. */
export interface SpeechCall {
  readonly request: SpeechRequest;
  readonly format: AudioFormat;
  readonly delivery: Delivery;
  readonly layout: EncodeOptions['layout'];
  /** The model as the request named it; Together's events repeat it. */
  readonly modelName: string;
  /** A gain on the samples; 1 leaves them as they are. */
  readonly volume: number;
  /** Integrated loudness in LUFS that a whole answer is brought to; null leaves it as it is. */
  readonly loudness: number | null;
  /** Whether events and captions carry the times of words. */
  readonly hasTimestamps: boolean;
  /** Whether the answer is kept for a download. */
  readonly hasDownload: boolean;
  /** Whether the times of its segments are. */
  readonly hasTiming: boolean;
  /** The turns of a dialogue, each a text of its own. */
  readonly turns?: readonly ReadingRequest[];
  /** Silence between turns, in seconds. */
  readonly pauseBetweenTurns?: number;
}
