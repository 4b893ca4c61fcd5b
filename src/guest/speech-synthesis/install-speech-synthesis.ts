import { sharePageSpeech } from '../page-speech.ts';
import { SpeechSynthesis, type Speaker } from './speech-synthesis.ts';
import { SpeechSynthesisErrorEvent, SpeechSynthesisEvent, SpeechSynthesisUtterance } from './utterance.ts';
import { SpeechSynthesisVoice } from './voices.ts';

/**
 * Puts Sotto's voices in the place of the browser's `speechSynthesis`, with all of its classes, and returns what puts the
 * browser's back. Installs Sotto, once for the page, if no speech is given.
 */
export function installSpeechSynthesis(speaker: Speaker | Promise<Speaker> = sharePageSpeech()): () => void {
  const replacements = {
    speechSynthesis: new SpeechSynthesis(speaker),
    SpeechSynthesis,
    SpeechSynthesisErrorEvent,
    SpeechSynthesisEvent,
    SpeechSynthesisUtterance,
    SpeechSynthesisVoice,
  };
  const originals = Object.keys(replacements).map(
    (name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const,
  );
  for (const [name, value] of Object.entries(replacements)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, enumerable: false, writable: true });
  }
  return () => {
    replacements.speechSynthesis.cancel();
    for (const [name, descriptor] of originals) {
      if (descriptor === undefined) Reflect.deleteProperty(globalThis, name);
      else Object.defineProperty(globalThis, name, descriptor);
    }
  };
}
