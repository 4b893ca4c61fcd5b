import type { VoiceMix } from '../../contract/request.ts';
import type { EspeakLanguage } from '../../contract/phonemizer.ts';

/** An eSpeak voice that stands in for one of Kokoro's. */
export interface VoiceVariant {
  /** eSpeak's name, e.g. `en-us+f2`. */
  readonly voice: string;
  /** 0 to 99; 50 is the voice's own. */
  readonly pitch: number;
}

const voiceByLanguage: Readonly<Record<EspeakLanguage, string>> = {
  'en-us': 'en-us',
  'en-gb': 'en-gb-x-rp',
  es: 'es',
  fr: 'fr',
  hi: 'hi',
  it: 'it',
  'pt-br': 'pt-br',
};

// The others (f5, m5, m8) whisper, croak or are far quieter.
const variantsBySex = { f: ['+f1', '+f2', '+f3', '+f4'], m: ['', '+m1', '+m2', '+m3', '+m4', '+m6', '+m7'] };

const lowestPitch = 42;
const pitchCount = 17;

/**
 * Chooses a voice for a Kokoro voice, always the same for the same name: its sex is the name's second letter, and the rest
 * of the name picks one of eSpeak's variants and a pitch. A mix takes after its greatest share.
 */
export function toVoiceVariant(mix: VoiceMix, language: EspeakLanguage): VoiceVariant {
  const [first, ...others] = mix;
  const { id } = others.reduce((best, share) => (share.weight > best.weight ? share : best), first);
  const variants = variantsBySex[id.charAt(1) === 'm' ? 'm' : 'f'];
  const hash = toHash(id);
  return {
    voice: voiceByLanguage[language] + (variants[hash % variants.length] ?? ''),
    pitch: lowestPitch + ((hash >>> 8) % pitchCount),
  };
}

/** FNV-1a, 32 bits. */
function toHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash;
}
