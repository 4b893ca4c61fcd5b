import { resample } from '../audio/resample.ts';
import type { Phonemizer } from '../contract/phonemizer.ts';
import { createEspeakSynthesizer } from '../engines/espeak/espeak-voice.ts';
import { type EspeakLocation, loadEspeak } from '../engines/espeak/load-espeak.ts';
import { createIpaPhonemizer } from '../phonemes/espeak/espeak-phonemizer.ts';
import { toSpeakableParts } from '../phonemes/espeak/speakable-text.ts';
import type { Synthesizer } from '../speech/ports.ts';

/** Creates a phonemizer for the languages that eSpeak NG gives Kokoro's phonemes for; eSpeak loads on first use. */
export function createEspeakPhonemizer(location: EspeakLocation): Phonemizer {
  return createIpaPhonemizer(() => loadEspeak(location));
}

/** Creates the built-in voice: eSpeak NG, which loads on first use and needs no model. */
export function createEspeakVoice(location: EspeakLocation): Synthesizer {
  return createEspeakSynthesizer({ location, toParts: toSpeakableParts, resample });
}
