import { findMix } from '../contract/parse-voice.ts';
import { isServiceAddress, isServiceKey, upstreamOccasions, type Upstream } from '../contract/upstream.ts';
import { findVoice } from '../contract/voices.ts';

const MAX_CAST_VOICES = 200;

/** Whether a stored value is an object with fields. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Returns a stored text of 1 to 200 characters; else undefined. */
export function toText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= 200 ? value : undefined;
}

/** Returns a stored boolean; else undefined. */
export function toFlag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

/** Returns a stored number within the range; else undefined. */
export function toNumber(value: unknown, [least, most]: readonly [number, number]): number | undefined {
  return typeof value === 'number' && value >= least && value <= most ? value : undefined;
}

/** Returns a stored number within the range, rounded; else undefined. */
export function toInteger(value: unknown, range: readonly [number, number]): number | undefined {
  const number = toNumber(value, range);
  return number === undefined ? undefined : Math.round(number);
}

/** Returns a stored value that is one of these; else undefined. */
export function toMember<T extends string | number>(value: unknown, members: readonly T[]): T | undefined {
  return members.find((member) => member === value);
}

/** Returns the known voices of a stored list, each once; undefined for anything else. */
export function toVoices(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const known = value.filter((id): id is string => typeof id === 'string' && findVoice(id) !== undefined);
  return [...new Set(known)];
}

/** Returns the names of a cast whose voices are known, the latest 200; undefined for anything else. */
export function toCastVoices(value: unknown): Readonly<Record<string, string>> | undefined {
  if (!isRecord(value)) return undefined;
  const known = Object.entries(value).flatMap(([name, voice]): [string, string][] =>
    typeof voice === 'string' && findMix(voice) !== undefined ? [[name, voice]] : [],
  );
  return Object.fromEntries(known.slice(-MAX_CAST_VOICES));
}

/** Returns a stored service that can be asked, or null for none; undefined for anything else. */
export function toUpstream(value: unknown): Upstream | null | undefined {
  if (value === null) return null;
  if (!isRecord(value) || !isServiceAddress(value['baseUrl'])) return undefined;
  const when = toMember(value['when'], upstreamOccasions);
  const { baseUrl, apiKey } = value as { readonly baseUrl: string; readonly apiKey?: unknown };
  if (when === undefined) return undefined;
  return { baseUrl, when, ...(isServiceKey(apiKey) && apiKey !== '' ? { apiKey } : {}) };
}
