/** A pointer that Emscripten's bindings hand out. */
export interface EspeakPointer {
  readonly ptr: number;
}

/** Something that eSpeak reports of the sound; types other than `word` are `sentence`, `end`, `phoneme` and others. */
export interface EspeakEvent {
  readonly type: string;
  /** Counts the characters (code points) of the text from 1. */
  readonly text_position: number;
  /** In milliseconds from the start of the text's sound. */
  readonly audio_position: number;
}

/** The methods used of the class that `espeak-ng.js` exports; strings go in as UTF-8 and end at the first NUL. */
export interface EspeakWorker {
  /** Returns 0, or 2 where there is no such voice: the former voice then stays. */
  set_voice(name: string): number;
  set_rate(wordsPerMinute: number): void;
  /** 0 to 99; 50 is the voice's own. */
  set_pitch(pitch: number): void;
  get_samplerate(): number;
  /** Points to a C string that the caller frees. */
  convert_to_phonemes(text: string, useIpa: boolean): EspeakPointer;
  /** Runs to the end before it returns, unless the callback returns true. */
  synthesize(text: string, onSamples: (samples: Int16Array, events: readonly EspeakEvent[]) => boolean): void;
}

/** An instance of `espeak-ng.js`. */
export interface EspeakModule {
  readonly eSpeakNGWorker: new () => EspeakWorker;
  /** Replaced when the memory grows, so never kept. */
  readonly HEAPU8: Uint8Array;
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
