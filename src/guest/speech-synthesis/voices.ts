import { findLanguage, type Language } from '../../contract/language.ts';
import { DEFAULT_VOICE_ID, findVoice, listVoices, type Voice } from '../../contract/voices.ts';

/** One of Sotto's voices. Source: https://wicg.github.io/speech-api/#speechsynthesisvoice */
export class SpeechSynthesisVoice {
  /** Sotto's own name of the voice, e.g. `af_heart`. */
  readonly voiceURI: string;
  readonly name: string;
  /** BCP 47, e.g. `en-US`. */
  readonly lang: string;
  /** Always true: the text stays on the device. */
  readonly localService = true;
  readonly default: boolean;

  /** Pages get voices from `getVoices`; nobody else knows what to pass. */
  constructor(voice?: Voice) {
    if (voice === undefined) throw new TypeError('Illegal constructor');
    this.voiceURI = voice.id;
    this.name = `${voice.name} (Sotto)`;
    this.lang = toTag(voice.language);
    this.default = voice.id === DEFAULT_VOICE_ID;
  }
}

/** All voices, the default one first. */
export const voices: readonly SpeechSynthesisVoice[] = [...listVoices()]
  .sort((one, other) => Number(other.id === DEFAULT_VOICE_ID) - Number(one.id === DEFAULT_VOICE_ID))
  .map((voice) => new SpeechSynthesisVoice(voice));

/** How a text is to be spoken, as far as voices go. */
export interface Choice {
  readonly voice: string;
  readonly language?: string;
}

/**
 * Chooses a voice for an utterance. A voice that is not one of Sotto's, as browsers hand them out, is replaced by one of
 * its language; null where no voice speaks that.
 */
export function chooseVoice(voice: { voiceURI: string; lang: string } | null, lang: string): Choice | null {
  const own = voice === null ? undefined : findVoice(voice.voiceURI);
  if (own !== undefined) return { voice: own.id, ...(lang === '' ? {} : { language: lang }) };
  const wanted = lang === '' ? (voice?.lang ?? document.documentElement.lang) : lang;
  if (wanted === '') return { voice: DEFAULT_VOICE_ID };
  const language = findLanguage(wanted, 'en-us');
  const found = language === undefined ? undefined : findVoiceOf(language);
  return found === undefined ? null : { voice: found.id };
}

function findVoiceOf(language: Language): Voice | undefined {
  const preferred = findVoice(DEFAULT_VOICE_ID);
  return preferred?.language === language
    ? preferred
    : listVoices().find((voice) => voice.language === language);
}

/** `en-us` is written `en-US`; what has no region gets the one that its voices come from. */
function toTag(language: Language): string {
  const regions = { es: 'ES', fr: 'FR', hi: 'IN', it: 'IT', ja: 'JP', zh: 'CN' } as const;
  const [primary = '', region] = language.split('-');
  return `${primary}-${region?.toUpperCase() ?? regions[primary as keyof typeof regions]}`;
}
