import { type Language, toLanguage } from './language.ts';
import openAiVoicesJson from './openai-voices.json' with { type: 'json' };
import voicesJson from './voices.json' with { type: 'json' };

/** One part of a voice mix: a voice of the catalogue and its share. */
export interface VoiceShare {
  readonly id: string;
  /** In (0, 1]; the shares of a mix add up to 1. */
  readonly weight: number;
}

/** One voice, or several that are averaged by weight. Never empty. */
export type VoiceMix = readonly [VoiceShare, ...VoiceShare[]];

/** What a name of the request's own stands for. */
export interface VoiceAlias {
  readonly voice: VoiceMix;
  /** Multiplies the request's speed; 0.25 to 4. */
  readonly rate: number;
}

/** Aliases by name in lower case. */
export type VoiceAliases = ReadonlyMap<string, VoiceAlias>;

/** One of Kokoro's voices. */
export interface Voice {
  /** Its file's name, e.g. `af_heart`. */
  readonly id: string;
  readonly name: string;
  readonly language: Language;
  readonly sex: 'female' | 'male';
  /** What its makers think of it, A to F+; null where they do not say. Source: the voice table of kokoro-js. */
  readonly grade: string | null;
}

/** The voice that speaks where none is asked for. */
export const DEFAULT_VOICE_ID = 'af_heart';

const voices = voicesJson as readonly Voice[];
const voiceById: ReadonlyMap<string, Voice> = new Map(voices.map((voice) => [voice.id, voice]));

/** Lists the catalogue in its own order: by language and sex, then by name. */
export function listVoices(): readonly Voice[] {
  return voices;
}

/** Finds a voice by its exact id. */
export function findVoice(id: string): Voice | undefined {
  return voiceById.get(id);
}

/** The voice that speaks for each of OpenAI's names; a page may pass its own table to `parseVoice`. */
export const openAiVoices: Readonly<Record<string, string>> = openAiVoicesJson;

/** Converts a mix to the language of its first voice. */
export function toVoiceLanguage(mix: VoiceMix): Language {
  return toLanguage(mix[0].id.charAt(0)) ?? 'en-us';
}

/**
 * Converts a mix to the text that `parseVoice` reads: `af_heart`, `af_bella+af_heart`, `af_bella(2)+af_heart(1)`.
 * Weights are whole numbers where the shares have a simple ratio.
 */
export function toVoiceName(mix: VoiceMix): string {
  if (mix.length === 1) return mix[0].id;
  const weights = toSimpleWeights(mix.map(({ weight }) => weight));
  if (weights.every((weight) => weight === '1')) return mix.map(({ id }) => id).join('+');
  return mix.map(({ id }, index) => `${id}(${weights[index] ?? '1'})`).join('+');
}

function toSimpleWeights(weights: readonly number[]): string[] {
  const smallest = Math.min(...weights);
  for (let factor = 1; factor <= 10; factor++) {
    const scaled = weights.map((weight) => (weight / smallest) * factor);
    const isWhole = scaled.every((weight) => weight < 1000 && Math.abs(weight - Math.round(weight)) < 1e-6);
    if (isWhole) return scaled.map((weight) => Math.round(weight).toString());
  }
  return weights.map((weight) =>
    Math.max(weight, 1e-6)
      .toFixed(6)
      .replace(/\.?0+$/, ''),
  );
}
