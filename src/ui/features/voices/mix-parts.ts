import { parseVoice } from '../../../contract/parse-voice.ts';
import type { VoiceMix } from '../../../contract/request.ts';
import { toVoiceName } from '../../../contract/voices.ts';

/** A voice in a mix, as a slider has it. */
export interface MixPart {
  readonly id: string;
  /** A whole number from 1 to `MAX_WEIGHT`. */
  readonly weight: number;
}

/** The weight at the end of a part's slider; `parseMixParts` gives it to the heaviest part. */
export const MAX_WEIGHT = 10;

/** More would only blur each other, and be hard to follow. */
export const MAX_PARTS = 5;

/** Reads a voice or a mix as parts, the heaviest at the slider's end; null for what is no voice. */
export function parseMixParts(text: string): MixPart[] | null {
  const mix = parseMix(text);
  if (mix === null) return null;
  const heaviest = Math.max(...mix.map(({ weight }) => weight));
  return mix.map(({ id, weight }) => ({
    id,
    weight: Math.max(1, Math.round((weight / heaviest) * MAX_WEIGHT)),
  }));
}

/** Writes parts as the API takes them: `af_bella(2)+af_heart(1)`. Null where there are none. */
export function toMixName(parts: readonly MixPart[]): string | null {
  const sum = parts.reduce((total, { weight }) => total + weight, 0);
  const [first, ...rest] = parts.map(({ id, weight }) => ({ id, weight: weight / sum }));
  return first === undefined ? null : toVoiceName([first, ...rest]);
}

/** Parses a mix; null for what is no voice. */
export function parseMix(text: string): VoiceMix | null {
  try {
    return parseVoice(text);
  } catch {
    return null;
  }
}
