import type { AudioFormat } from './codec.ts';
import type { EngineConfig } from './engine-status.ts';
import type { InputFormat } from './input-format.ts';
import type { Language } from './language.ts';
import type { LexiconEntry } from './lexicon.ts';
import type { Upstream } from './upstream.ts';

/** How the page is coloured; `system` follows the device. */
export const themes = ['system', 'light', 'dark'] as const;
/** What the page is written in; `auto` goes by the browser's languages. */
export const interfaceLanguages = [
  'auto',
  'en-us',
  'en-gb',
  'es',
  'fr',
  'hi',
  'it',
  'ja',
  'pt-br',
  'zh',
] as const satisfies ('auto' | Language)[];
/** How calm the page speaks: 0 adds no pauses to what the voice leaves, 3 adds the longest. */
export const MOST_CALM = 3;
/** Whether lines that begin with a name are spoken in a voice of their own, and whether the names are spoken. */
export const castModes = ['off', 'lines', 'names'] as const;
/** Which engine may stand in when the asked-for model is not ready. */
export const fallbacks = ['none', 'espeak-ng'] as const;
/** Where the model is to be computed. */
export const devices = ['auto', 'wasm', 'webgpu'] as const;
/** Which weights are to be loaded. */
export const dtypes = ['auto', 'fp32', 'fp16', 'q8', 'q4', 'q4f16', 'q8f16'] as const;

/** What Save offers; the contract's formats without the second name of one. */
export const saveFormats = ['mp3', 'wav', 'opus', 'aac', 'flac', 'pcm'] as const satisfies AudioFormat[];

/** How fast a take may be played; 1 plays every sample as it was made. */
export const playbackRates = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3] as const;

type PlaybackRate = (typeof playbackRates)[number];

/** One of `saveFormats`: what Save writes a take as. */
export type SaveFormat = (typeof saveFormats)[number];

/** The loudnesses that Save offers, in LUFS: 0 for none, what podcasts have in stereo, and the same in mono. */
export const saveLoudnesses: readonly number[] = [0, -16, -19];

/** The hosts whose audio routes Sotto can answer for; the contract's list. */
export const knownForeignHosts: readonly string[] = [
  'api.openai.com',
  'api.together.ai',
  'api.together.xyz',
  'localhost:8880',
  'runanything.ai',
];

/**
 * Everything that the user chose; kept from visit to visit. `model` is what Play asks for, which may also be the
 * built-in voice.
 */
export interface Settings extends EngineConfig {
  /** A voice id of the catalogue, or a mix in the API's notation. */
  readonly voice: string;
  /** A multiplier, 0.25 to 4. */
  readonly speed: number;
  /** How fast takes are played, whatever speed they were made at. */
  readonly playbackRate: PlaybackRate;
  /** How the text is taken to be written. */
  readonly inputFormat: InputFormat;
  /** Whether tags such as `[pause:1s]` in the text are obeyed. */
  readonly hasTags: boolean;
  /** A whole number, 0 to `MOST_CALM`. */
  readonly calmness: number;
  readonly castMode: (typeof castModes)[number];
  /** Voices or mixes by the names of those who speak in texts. */
  readonly castVoices: Readonly<Record<string, string>>;
  /** Ids of the voices that the user starred. */
  readonly favourites: readonly string[];
  readonly theme: (typeof themes)[number];
  /** What the page is written in; `auto` goes by the browser's languages. */
  readonly interfaceLanguage: (typeof interfaceLanguages)[number];
  /** Whether single letters are shortcuts. */
  readonly letterKeys: boolean;
  readonly saveFormat: SaveFormat;
  /** Bits a second for lossy formats; 0 leaves it to the format. */
  readonly saveBitRate: number;
  /** Integrated loudness of saved sound in LUFS; 0 leaves it as it was spoken. */
  readonly saveLoudness: number;
  /** Which engine the API may use when the asked-for one is not ready. */
  readonly fallback: (typeof fallbacks)[number];
  /** Hosts other than the page's own that the service worker answers for. */
  readonly foreignHosts: readonly string[];
  /** Whether their model lists are answered too. */
  readonly foreignModels: boolean;
  /** Longest `input` of an API request, in code points. */
  readonly maxInputLength: number;
  /** Longest sound that an API request may have written down. */
  readonly maxHeardSeconds: number;
  /** API requests that may wait. */
  readonly queueLimit: number;
  readonly loadTimeoutMs: number;
  /** How much the kept takes may take up. */
  readonly libraryLimitBytes: number;
  /** Another service that may speak; its key is stored only where the user said so. */
  readonly upstream: Upstream | null;
}

/** The part of the settings that the server worker goes by, and how the user has words said. */
export interface ServerSettings
  extends
    Pick<
      Settings,
      'maxInputLength' | 'maxHeardSeconds' | 'fallback' | 'queueLimit' | 'loadTimeoutMs' | 'libraryLimitBytes'
    >,
    Partial<Pick<Settings, 'voice' | 'upstream'>> {
  readonly lexicon?: readonly LexiconEntry[];
}
