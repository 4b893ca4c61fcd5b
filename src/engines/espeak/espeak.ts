/** How `Espeak.synthesize` speaks. */
export interface EspeakProsody {
  /** A voice, with a variant after a plus sign or without, e.g. `en-us+f2`. */
  readonly voice: string;
  /** 80 to 450; eSpeak takes what lies outside for the nearer end. */
  readonly wordsPerMinute: number;
  /** 0 to 99; 50 is the voice's own. */
  readonly pitch: number;
}

/** A part of the sound. */
export interface EspeakSound {
  /** A tenth of a second or less. */
  readonly samples: Int16Array;
  /** The words that eSpeak announces with it, in order. */
  readonly words: readonly EspeakWord[];
}

/** A word that eSpeak says; a number may give several, and two short words only one. */
export interface EspeakWord {
  /** UTF-16 offset in the text. */
  readonly offset: number;
  /** From the start of the text's sound. */
  readonly startSeconds: number;
}

/** The voice of a fresh instance. */
const firstVoice = 'en-us';

/**
 * One eSpeak NG, which keeps its voice from call to call; calls are synchronous, so they cannot mix up. What it speaks
 * depends on nothing but text and prosody: an answer can go on in another instance, at the same sample.
 */
export class Espeak {
  readonly #module: EspeakModule;
  readonly #worker: EspeakWorker;
  readonly #decoder = new TextDecoder();
  readonly #encoder = new TextEncoder();
  /** The module's memory before anything was spoken, up to the last byte in use (about 1 MB). */
  readonly #freshMemory: Uint8Array;
  #voice = '';

  constructor(module: EspeakModule) {
    this.#module = module;
    this.#worker = new module.eSpeakNGWorker();
    // The script's own buffer for strings is made by the first call; the memory that is kept must have it.
    this.#useVoice(firstVoice);
    this.#freshMemory = toUsed(module.HEAPU8);
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
    const { ptr } = this.#withString(text, (string) => this.#worker.convert_to_phonemes(string, true));
    const heap = this.#module.HEAPU8;
    const ipa = this.#decoder.decode(heap.slice(ptr, heap.indexOf(0, ptr)));
    this.#module._free(ptr);
    return ipa;
  }

  /**
   * Speaks text, a part at a time, until `onSound` returns true; each call gets samples of its own.
   * Nothing in the text is obeyed as markup. Throws for a voice that is not there.
   */
  synthesize(text: string, prosody: EspeakProsody, onSound: (sound: EspeakSound) => boolean): void {
    this.#refresh();
    this.#useVoice(prosody.voice);
    this.#worker.set_rate(Math.round(prosody.wordsPerMinute));
    this.#worker.set_pitch(Math.round(prosody.pitch));
    const { escaped, offsets } = escapeMarkup(text);
    this.#withString(escaped, (string) => {
      this.#worker.synthesize(string, (samples, events) =>
        onSound({ samples, words: events.filter(isWord).map((event) => toWord(event, offsets)) }),
      );
    });
  }

  /** Noise, flutter and filters go on from sentence to sentence, and nothing in the module sets them back. */
  #refresh(): void {
    const heap = this.#module.HEAPU8;
    heap.set(this.#freshMemory);
    heap.fill(0, this.#freshMemory.length);
    this.#voice = firstVoice;
  }

  #useVoice(voice: string): void {
    if (voice === this.#voice) return;
    // A voice that is not found leaves the former one in place without a word.
    if (this.#withString(voice, (string) => this.#worker.set_voice(string)) !== 0)
      throw new Error(`eSpeak NG has no voice '${voice}'.`);
    this.#voice = voice;
  }

  /** Strings that the script copies itself lie where its own variables say, and those are not set back. */
  #withString<T>(text: string, use: (string: EspeakPointer) => T): T {
    const bytes = this.#encoder.encode(text);
    const ptr = this.#module._malloc(bytes.length + 1);
    const heap = this.#module.HEAPU8;
    heap.set(bytes, ptr);
    heap[ptr + bytes.length] = 0;
    try {
      return use({ ptr });
    } finally {
      this.#module._free(ptr);
    }
  }
}

/** Copies memory up to its last word that is not zero. */
function toUsed({ buffer }: Uint8Array<ArrayBuffer>): Uint8Array {
  const words = new Uint32Array(buffer);
  let end = words.length;
  while (end > 0 && words[end - 1] === 0) end -= 1;
  return new Uint8Array(buffer.slice(0, end * Uint32Array.BYTES_PER_ELEMENT));
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;' };

/**
 * Escapes what the module would take for markup, and would swallow. Also gives the offset in `text` of each code point
 * of the escaped text.
 */
function escapeMarkup(text: string): { readonly escaped: string; readonly offsets: readonly number[] } {
  let escaped = '';
  const offsets: number[] = [];
  let offset = 0;
  for (const character of text) {
    const written = entities[character] ?? character;
    escaped += written;
    for (let index = written === character ? 1 : written.length; index > 0; index -= 1) offsets.push(offset);
    offset += character.length;
  }
  return { escaped, offsets };
}

function isWord({ type }: EspeakEvent): boolean {
  return type === 'word';
}

function toWord(event: EspeakEvent, offsets: readonly number[]): EspeakWord {
  return {
    offset: offsets[event.text_position - 1] ?? offsets.at(-1) ?? 0,
    startSeconds: event.audio_position / 1000,
  };
}

/** A pointer that Emscripten's bindings hand out. */
export interface EspeakPointer {
  readonly ptr: number;
}

/** Something that eSpeak reports of the sound; types other than `word` are `sentence`, `end`, `phoneme` and others. */
interface EspeakEvent {
  readonly type: string;
  /** Counts the characters (code points) of the text from 1. */
  readonly text_position: number;
  /** In milliseconds from the start of the text's sound. */
  readonly audio_position: number;
}

/** The methods used of the class that `espeak-ng.js` exports; strings are in its memory as UTF-8, and end at the first NUL. */
interface EspeakWorker {
  /** Returns 0, or 2 where there is no such voice: the former voice then stays. */
  set_voice(name: EspeakPointer): number;
  set_rate(wordsPerMinute: number): void;
  /** 0 to 99; 50 is the voice's own. */
  set_pitch(pitch: number): void;
  get_samplerate(): number;
  /** Points to a C string that the caller frees. */
  convert_to_phonemes(text: EspeakPointer, useIpa: boolean): EspeakPointer;
  /** Runs to the end before it returns, unless the callback returns true. */
  synthesize(
    text: EspeakPointer,
    onSamples: (samples: Int16Array, events: readonly EspeakEvent[]) => boolean,
  ): void;
}

/** An instance of `espeak-ng.js`. */
interface EspeakModule {
  readonly eSpeakNGWorker: new () => EspeakWorker;
  /** Replaced when the memory grows, so never kept. */
  readonly HEAPU8: Uint8Array<ArrayBuffer>;
  /** Returns a place for so many bytes. */
  _malloc(byteLength: number): number;
  _free(pointer: number): void;
}

/** What `espeak-ng.js` takes. */
export interface EspeakModuleOptions {
  readonly print: (text: string) => void;
  readonly printErr: (text: string) => void;
  /** Gives the bytes of `espeak-ng.data`; without it, the module reads the file that lies beside it. */
  readonly getPreloadedPackage?: (name: string, byteLength: number) => ArrayBuffer;
}

/** What `espeak-ng.js` exports. */
export interface EspeakScript {
  readonly default: (options: EspeakModuleOptions) => Promise<EspeakModule>;
}
