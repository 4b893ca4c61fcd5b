/** How long a segment may be, in phonemes. */
export interface SegmentLimits {
  /** With so many it is long enough: no further sentence is added. */
  readonly minTokens: number;
  /** Whole sentences are added up to here. */
  readonly maxTokens: number;
  /** A single sentence is left whole up to here and a quarter more, and cut to here at most if it is longer. */
  readonly capTokens: number;
}

/** How loud the voices of an answer are. */
export interface VoiceGains {
  /** The root mean square of the first voice, to whose level the others are brought. */
  readonly level: number;
  /** The factor of each voice that spoke, by its mix as JSON. */
  readonly gains: Readonly<Record<string, number>>;
}

/**
 * The choices in an answer that its request leaves open: they depend on time, on chance and on what is ready. The same
 * request that is spoken by the same course gives the same bytes. An engine that goes on with an answer follows the course
 * as far as it goes, and adds its own choices from there.
 */
export interface SpeechCourse {
  /** The model that speaks; undefined until one is chosen. */
  model?: string;
  /** Distinguishes encoded streams that are joined end to end. */
  readonly streamId: number;
  /** The limits of each segment, in the order of speaking. */
  readonly limits: SegmentLimits[];
  /** Of the part before, where that was spoken at another time. */
  readonly voices?: VoiceGains | undefined;
}

/** How much of an answer was delivered, and how it was made: from here another thread goes on with it. */
export interface ResumePoint {
  /** The answer's `X-Request-Id`; undefined where it had none. */
  readonly requestId: string | undefined;
  readonly byteCount: number;
  /** Of all delivered bytes (std/running-hash.ts): the bytes that are made again must have the same. */
  readonly hash: string;
  /** Undefined for an answer without speech. */
  readonly course: SpeechCourse | undefined;
}

/** Creates a course on which nothing is decided yet. */
export function createSpeechCourse(): SpeechCourse {
  return { streamId: crypto.getRandomValues(new Uint32Array(1))[0] ?? 0, limits: [] };
}
