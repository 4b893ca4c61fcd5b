import type { EspeakModule, EspeakWorker } from './espeak-module.ts';

/** How `Espeak.synthesize` speaks. */
export interface EspeakProsody {
  /** A voice, with a variant after a plus sign or without, e.g. `en-us+f2`. */
  readonly voice: string;
  /** 80 to 450; eSpeak takes what lies outside for the nearer end. */
  readonly wordsPerMinute: number;
  /** 0 to 99; 50 is the voice's own. */
  readonly pitch: number;
}

/** One eSpeak NG, which keeps its voice from call to call; calls are synchronous, so they cannot mix up. */
export class Espeak {
  readonly #module: EspeakModule;
  readonly #worker: EspeakWorker;
  readonly #decoder = new TextDecoder();
  #voice = '';

  constructor(module: EspeakModule) {
    this.#module = module;
    this.#worker = new module.eSpeakNGWorker();
  }

  /** Samples a second of what `synthesize` gives. */
  get sampleRate(): number {
    return this.#worker.get_samplerate();
  }

  /**
   * Converts text to IPA: words apart by spaces, phonemes by `_`, clauses by ` | `, e.g. `h_ə_l_ˈoʊ w_ˈɜː_l_d`.
   * Throws for a voice that is not there.
   */
  toIpa(voice: string, text: string): string {
    this.#useVoice(voice);
    const { ptr } = this.#worker.convert_to_phonemes(text, true);
    const heap = this.#module.HEAPU8;
    const ipa = this.#decoder.decode(heap.slice(ptr, heap.indexOf(0, ptr)));
    this.#module._free(ptr);
    return ipa;
  }

  /**
   * Speaks text, a tenth of a second or less at a time, until `onSamples` returns true; each call gets samples of its own.
   * Nothing in the text is obeyed as markup. Throws for a voice that is not there.
   */
  synthesize(text: string, prosody: EspeakProsody, onSamples: (samples: Int16Array) => boolean): void {
    this.#useVoice(prosody.voice);
    this.#worker.set_rate(Math.round(prosody.wordsPerMinute));
    this.#worker.set_pitch(Math.round(prosody.pitch));
    this.#worker.synthesize(toEscaped(text), onSamples);
  }

  #useVoice(voice: string): void {
    if (voice === this.#voice) return;
    // A voice that is not found leaves the former one in place without a word.
    if (this.#worker.set_voice(voice) !== 0) throw new Error(`eSpeak NG has no voice '${voice}'.`);
    this.#voice = voice;
  }
}

/** The module speaks with eSpeak's markup on, which would swallow text behind a `<`. */
function toEscaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
