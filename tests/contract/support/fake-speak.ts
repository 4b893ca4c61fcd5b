import type { Speak, SpokenSegment } from '../../../src/contract/segment.ts';
import { FRAME_SAMPLES, SAMPLE_RATE } from '../../../src/contract/audio.ts';
import type { SpeechRequest } from '../../../src/contract/request.ts';

export interface FakeSpeakOptions {
  /** Runs before each sentence, with its index: wait in it, or throw to make the sentence fail. */
  readonly before?: (request: SpeechRequest, index: number, signal: AbortSignal) => Promise<void> | void;
  /** Whether the engine tells no times of words. */
  readonly isUntimed?: boolean;
}

export interface FakeSpeak {
  readonly speak: Speak;
  /** Every request that was begun. */
  readonly requests: readonly SpeechRequest[];
  /** `text` of each sentence that was begun, in order. */
  readonly sentences: readonly string[];
  /** How many requests were begun and have not ended. */
  readonly open: () => number;
}

/** Creates a `speak` that sounds each sentence as a tone: a frame a letter, and no more than a second. */
export function createFakeSpeak({ before, isUntimed = false }: FakeSpeakOptions = {}): FakeSpeak {
  const requests: SpeechRequest[] = [];
  const sentences: string[] = [];
  let open = 0;
  async function* speak(request: SpeechRequest, signal: AbortSignal): AsyncGenerator<SpokenSegment> {
    requests.push(request);
    open += 1;
    let startSeconds = 0;
    try {
      for (const [index, match] of [...request.text.matchAll(/[^.!?]+[.!?]*\s*/g)].entries()) {
        signal.throwIfAborted();
        sentences.push(match[0]);
        await before?.(request, index, signal);
        signal.throwIfAborted();
        const spoken = toSegment(match[0], { index, start: match.index, startSeconds, request });
        yield isUntimed ? { ...spoken, words: [] } : spoken;
        startSeconds += spoken.samples.length / SAMPLE_RATE;
      }
    } finally {
      open -= 1;
    }
  }
  return { speak, requests, sentences, open: () => open };
}

function toSegment(
  text: string,
  at: {
    readonly index: number;
    readonly start: number;
    readonly startSeconds: number;
    readonly request: SpeechRequest;
  },
): SpokenSegment {
  const frames = Math.min(text.length, 40);
  const samples = new Float32Array(frames * FRAME_SAMPLES);
  for (let i = 0; i < samples.length; i++)
    samples[i] = 0.25 * Math.sin((2 * Math.PI * 440 * i) / SAMPLE_RATE);
  const words = [...text.matchAll(/\p{L}+/gu)].map((match) => ({
    start: at.start + match.index,
    end: at.start + match.index + match[0].length,
    startSeconds: at.startSeconds + match.index / 40,
    endSeconds: at.startSeconds + (match.index + match[0].length) / 40,
  }));
  return {
    segment: {
      index: at.index,
      text,
      start: at.start,
      end: at.start + text.length,
      read: text,
      phonemes: text,
      tokenIds: [0, ...Array.from(text, () => 43), 0],
      words: [],
    },
    samples,
    engine: at.request.model === 'espeak-ng' ? 'espeak-ng' : 'kokoro',
    startSeconds: at.startSeconds,
    words,
  };
}
