import { BUILT_IN, type EngineConfig } from '../contract/engine-status.ts';
import { INPUT_FORMATS } from '../contract/input-format.ts';
import {
  castModes,
  devices,
  dtypes,
  fallbacks,
  interfaceLanguages,
  knownForeignHosts,
  MOST_CALM,
  playbackRates,
  saveFormats,
  saveLoudnesses,
  themes,
  type ServerSettings,
  type Settings,
} from '../contract/settings.ts';
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
  maxHeardSeconds: 7200,
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
  maxHeardSeconds: (value) => toInteger(value, [60, 86_400]),
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
  const { maxInputLength, maxHeardSeconds, voice, fallback, queueLimit, loadTimeoutMs } = settings;
  const { libraryLimitBytes, upstream } = settings;
  return {
    ...{ maxInputLength, maxHeardSeconds, voice, fallback, queueLimit },
    ...{ loadTimeoutMs, libraryLimitBytes, upstream },
  };
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
