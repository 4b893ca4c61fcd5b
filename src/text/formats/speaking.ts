import type { Language } from '../../contract/language.ts';
import { findAlias, findMix } from '../../contract/parse-voice.ts';
import type { ReadingRequest } from '../../contract/request.ts';
import type { Manner } from '../../contract/script.ts';
import { toVoiceLanguage } from '../../contract/voices.ts';

/** How a place of the text is spoken, and the speed that rates are relative to. */
export interface Speaking {
  readonly manner: Manner;
  readonly baseSpeed: number;
}

/** How a text is spoken where it says nothing itself. */
export function toFirstSpeaking({
  voice,
  language,
  speed,
  normalization,
}: Omit<ReadingRequest, 'text'>): Speaking {
  const manner = { voice, language, speed, ...(normalization === undefined ? {} : { normalization }) };
  return { manner, baseSpeed: speed };
}

/** Changes who speaks: a voice, a mix or an alias with its rate. Null where there is no such voice. */
export function toVoice(speaking: Speaking, name: string, request: ReadingRequest): Speaking | null {
  const { voiceAliases: aliases, hasVoiceLanguages, speed } = request;
  const voice = findMix(name, aliases === undefined ? {} : { aliases });
  if (voice === undefined) return null;
  const baseSpeed = toSpeed(speed * (findAlias(name, aliases)?.rate ?? 1));
  const language = hasVoiceLanguages === true ? toVoiceLanguage(voice) : speaking.manner.language;
  return { manner: { ...speaking.manner, voice, language, speed: baseSpeed }, baseSpeed };
}

/** Changes the speed, relative to that of the voice. */
export function toRate({ manner, baseSpeed }: Speaking, rate: number): Speaking {
  return { manner: { ...manner, speed: toSpeed(baseSpeed * rate) }, baseSpeed };
}

/** Changes the language. */
export function toLanguageOf({ manner, baseSpeed }: Speaking, language: Language): Speaking {
  return { manner: { ...manner, language }, baseSpeed };
}

/** Changes how loud it is. */
export function toGain({ manner, baseSpeed }: Speaking, gain: number): Speaking {
  return { manner: { ...manner, gain }, baseSpeed };
}

/** Limits a speed to what can be spoken. */
function toSpeed(speed: number): number {
  return Math.min(Math.max(speed, 0.25), 4);
}
