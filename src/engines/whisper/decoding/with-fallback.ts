import { decodeText, type DecodedText, type DecodeStart } from './decode-text.ts';

/** OpenAI tries six; each costs a whole text, and a processor is slow. */
const TEMPERATURES: readonly number[] = [0, 0.4, 0.8];
const MAX_COMPRESSION_RATIO = 2.4;
const MIN_AVERAGE_LOGPROB = -1;
/** Above this, a doubtful text counts as silence, which another try would not mend. */
const NO_SPEECH = 0.6;

/** At which temperature a window is decoded, and how likely it holds no speech (0 to 1). */
export interface FallbackOptions {
  /** Null goes up from 0 while the text is doubtful. */
  readonly temperature: number | null;
  readonly noSpeechProbability: number;
}

/**
 * Writes down a window, and again at a higher temperature while the text repeats itself or the model doubts it. Where
 * all are doubtful, the likeliest of those that do not repeat themselves is returned, or else of all.
 */
export async function decodeWithFallback(
  start: DecodeStart,
  { temperature, noSpeechProbability }: FallbackOptions,
  signal: AbortSignal,
): Promise<DecodedText> {
  const temperatures = temperature === null || temperature === 0 ? TEMPERATURES : [temperature];
  const tries: DecodedText[] = [];
  for (const current of temperatures) {
    const decoded = await decodeText(start, current, signal);
    if (!isDoubtful(decoded, noSpeechProbability)) return decoded;
    tries.push(decoded);
  }
  const [best] = tries.toSorted(
    (a, b) => Number(isLoop(a)) - Number(isLoop(b)) || b.averageLogprob - a.averageLogprob,
  );
  if (best === undefined) throw new TypeError('There is no temperature to try.');
  return best;
}

function isDoubtful(decoded: DecodedText, noSpeechProbability: number): boolean {
  const { averageLogprob } = decoded;
  const isUnsure = averageLogprob < MIN_AVERAGE_LOGPROB;
  if (isUnsure && noSpeechProbability > NO_SPEECH) return false;
  return isUnsure || isLoop(decoded);
}

function isLoop({ compressionRatio }: DecodedText): boolean {
  return compressionRatio > MAX_COMPRESSION_RATIO;
}
