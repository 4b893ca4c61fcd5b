import type { AudioFormat } from '../contract/codec.ts';
import type { EngineConfig } from '../contract/engine-status.ts';
import { INPUT_FORMATS, type InputFormat } from '../contract/input-format.ts';
import type { Upstream } from '../contract/upstream.ts';
import type { Language } from '../contract/language.ts';
import type { ServerSettings } from '../wire/server.protocol.ts';
import {
  isRecord,
  toCastVoices,
  toFlag,
  toInteger,
  toMember,
  toNumber,
  toText,
  toUpstream,
  toVoices,
} from './setting-values.ts';

/** Raised when a field changes its meaning, so that older values can be read as what they meant. */
const SETTINGS_VERSION = 1;

/** The model that needs no file and no configuration. */
const BUILT_IN = 'espeak-ng';

const themes = ['system', 'light', 'dark'] as const;
const interfaceLanguages = [
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
const fallbacks = ['none', 'espeak-ng'] as const;
const devices = ['auto', 'wasm', 'webgpu'] as const;
const dtypes = ['auto', 'fp32', 'fp16', 'q8', 'q4', 'q4f16', 'q8f16'] as const;

/** What Save offers; the contract's formats without the second name of one. */
export const saveFormats = ['mp3', 'wav', 'opus', 'aac', 'flac', 'pcm'] as const satisfies AudioFormat[];

/** How fast a take may be played; 1 plays every sample as it was made. */
export const playbackRates = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3] as const;

export type PlaybackRate = (typeof playbackRates)[number];

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

/** Everything that the user chose; kept from visit to visit. */
export interface Settings {
  /** Canonical model id that Play asks for. */
  readonly model: string;
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
  readonly fallback: ServerSettings['fallback'];
  readonly device: EngineConfig['device'];
  readonly dtype: EngineConfig['dtype'];
  /** 0 takes as many as the browser allows. */
  readonly threads: number;
  /** Hosts other than the page's own that the service worker answers for. */
  readonly foreignHosts: readonly string[];
  /** Whether their model lists are answered too. */
  readonly foreignModels: boolean;
  /** Longest `input` of an API request, in code points. */
  readonly maxInputLength: number;
  /** API requests that may wait. */
  readonly queueLimit: number;
  readonly loadTimeoutMs: number;
  /** How much the kept takes may take up. */
  readonly libraryLimitBytes: number;
  /** Another service that may speak; its key is stored only where the user said so. */
  readonly upstream: Upstream | null;
}

/** What a first visit starts with. */
export const defaultSettings: Settings = {
  model: 'kokoro-82m',
  voice: 'af_heart',
  speed: 1,
  playbackRate: 1,
  inputFormat: 'auto',
  hasTags: false,
  calmness: 0,
  castMode: 'lines',
  castVoices: {},
  favourites: [],
  theme: 'system',
  interfaceLanguage: 'auto',
  letterKeys: true,
  saveFormat: 'mp3',
  saveBitRate: 0,
  saveLoudness: 0,
  fallback: 'none',
  device: 'auto',
  dtype: 'auto',
  threads: 0,
  foreignHosts: [],
  foreignModels: false,
  maxInputLength: 4096,
  queueLimit: 256,
  loadTimeoutMs: 120_000,
  // About three hours of sound.
  libraryLimitBytes: 500_000_000,
  upstream: null,
};

/** How each field is read from storage; undefined where the stored value makes no sense. */
const parsers: { readonly [Field in keyof Settings]: (value: unknown) => Settings[Field] | undefined } = {
  model: toText,
  voice: toText,
  speed: (value) => toNumber(value, [0.25, 4]),
  playbackRate: (value) => toMember(value, playbackRates),
  inputFormat: (value) => toMember(value, INPUT_FORMATS),
  hasTags: toFlag,
  calmness: (value) => toInteger(value, [0, MOST_CALM]),
  castMode: (value) => toMember(value, castModes),
  castVoices: toCastVoices,
  favourites: toVoices,
  letterKeys: toFlag,
  saveFormat: (value) => toMember(value, saveFormats),
  saveBitRate: (value) => toInteger(value, [0, 512_000]),
  saveLoudness: (value) => toMember(value, saveLoudnesses),
  theme: (value) => toMember(value, themes),
  interfaceLanguage: (value) => toMember(value, interfaceLanguages),
  fallback: (value) => toMember(value, fallbacks),
  device: (value) => toMember(value, devices),
  dtype: (value) => toMember(value, dtypes),
  threads: (value) => toInteger(value, [0, 64]),
  foreignHosts: toHosts,
  foreignModels: toFlag,
  maxInputLength: (value) => toInteger(value, [1, 1_000_000]),
  queueLimit: (value) => toInteger(value, [1, 1_000]),
  loadTimeoutMs: (value) => toInteger(value, [1_000, 3_600_000]),
  libraryLimitBytes: (value) => toInteger(value, [10_000_000, 2_000_000_000]),
  upstream: toUpstream,
};

/** Parses what the user changed, whatever is stored: a field that is missing or makes no sense is left out. */
export function parseChanges(stored: unknown): Partial<Settings> {
  return isRecord(stored) && stored['version'] === SETTINGS_VERSION ? parseSettings(stored) : {};
}

/** Parses settings, whatever they come from: a field that is missing or makes no sense is left out. */
export function parseSettings(values: object): Partial<Settings> {
  const stored = values as Readonly<Record<string, unknown>>;
  const fields = Object.entries(parsers).map(([field, parse]) => [field, parse(stored[field])] as const);
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}

/**
 * Adds a change to what is stored, and gives the text to store. Every other field stays as it is, those of a newer app
 * too; undefined where a newer app has stored settings that this one cannot read.
 */
export function toStoredSettings(stored: unknown, patch: Partial<Settings>): string | undefined {
  const version = isRecord(stored) ? stored['version'] : undefined;
  if (typeof version === 'number' && version > SETTINGS_VERSION) return undefined;
  const fields = isRecord(stored) && version === SETTINGS_VERSION ? stored : {};
  return JSON.stringify({ ...fields, ...patch, version: SETTINGS_VERSION });
}

/** Picks what the server worker needs to know. */
export function toServerSettings(settings: Settings): ServerSettings {
  const { maxInputLength, voice, fallback, queueLimit, loadTimeoutMs, libraryLimitBytes, upstream } =
    settings;
  return { maxInputLength, voice, fallback, queueLimit, loadTimeoutMs, libraryLimitBytes, upstream };
}

/** Picks what of a change the server worker needs to know. */
export function toServerChanges(patch: Partial<Settings>): Partial<ServerSettings> {
  return pick(patch, Object.keys(toServerSettings(defaultSettings)));
}

/** Picks what the engine worker needs to know. The built-in voice needs no configuration, so Kokoro stays named. */
export function toEngineConfig(settings: Settings): EngineConfig {
  const { device, dtype, threads, model } = settings;
  return { model: model === BUILT_IN ? defaultSettings.model : model, device, dtype, threads };
}

/** Picks what of a change the engine worker needs to know; nothing of one to the built-in voice. */
export function toEngineChanges(patch: Partial<Settings>): Partial<EngineConfig> {
  const { model, ...config } = pick(patch, Object.keys(toEngineConfig(defaultSettings)));
  return model === undefined || model === BUILT_IN ? config : { model, ...config };
}

function pick(patch: Partial<Settings>, fields: readonly string[]): Partial<Settings> {
  return Object.fromEntries(Object.entries(patch).filter(([field]) => fields.includes(field)));
}

function toHosts(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? knownForeignHosts.filter((host) => value.includes(host)) : undefined;
}
