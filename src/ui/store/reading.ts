import type { LexiconEntry } from '../../contract/lexicon.ts';
import type { Cast, ReadingRequest, Rhythm } from '../../contract/request.ts';
import type { Settings } from '../../contract/settings.ts';
import { toVoiceName } from '../../contract/voices.ts';
import { findTurns } from '../../text/cast/find-turns.ts';
import type { AppState } from './state.ts';
import type { Reading } from './take.ts';
import { canHaveCast, toCast } from './cast.ts';

/** Pauses in seconds by calmness, from none to the longest. Between sentences there are none until it is calm. */
const rhythms: readonly Rhythm[] = [
  {},
  { item: 0.15, paragraph: 0.3, heading: 0.45 },
  { sentence: 0.15, item: 0.3, paragraph: 0.6, heading: 0.8 },
  { sentence: 0.35, item: 0.5, paragraph: 1, heading: 1.2 },
];

/** Says how the page would read its text now. */
export function toReading(state: AppState): Reading {
  const { inputFormat: format, hasTags, calmness } = state.settings;
  return { format, hasTags, pauses: rhythms[calmness] ?? {}, cast: toCast(state), lexicon: state.lexicon };
}

/** What a kept take's request says of how it was read. */
type KeptReading = Omit<ReadingRequest, 'cast' | 'text'> & { readonly cast?: Cast | null };

/** Says how a kept take was read; `lexicon` is the list at the moment. */
export function toKeptReading(
  { format = 'text', hasTags = false, pauses = {}, cast = null }: KeptReading,
  lexicon: readonly LexiconEntry[],
): Reading {
  return { format, hasTags, pauses, cast, lexicon };
}

/**
 * Converts how a kept take of `text` was read to the settings that read it so; `known` are the voices chosen for names so
 * far. What tells nothing, as no cast does of a text where nobody is named, stays as it is set.
 */
export function toReadingSettings(
  { text, ...request }: KeptReading & { readonly text: string },
  known: Settings['castVoices'],
): Partial<Settings> {
  const { format = 'text', hasTags = false, pauses = {}, cast = null } = request;
  const calmness = rhythms.findIndex((rhythm) => toKey(rhythm) === toKey(pauses));
  const read = { inputFormat: format, hasTags, ...(calmness < 0 ? {} : { calmness }) };
  if (cast === null) {
    const couldHaveOne = canHaveCast(format) && findTurns(text).length > 0;
    return couldHaveOne ? { ...read, castMode: 'off' } : read;
  }
  const voices = Object.entries(cast.voices).map(([name, voice]) => [name, toVoiceName(voice)] as const);
  const castVoices = { ...known, ...Object.fromEntries(voices) };
  return { ...read, castMode: cast.speaksNames ? 'names' : 'lines', castVoices };
}

/** Whether a text sounds the same read in both ways. */
export function isSameReading(one: Reading, other: Reading): boolean {
  if (one.format !== other.format || one.hasTags !== other.hasTags || one.lexicon !== other.lexicon)
    return false;
  return toKey([one.pauses, one.cast]) === toKey([other.pauses, other.cast]);
}

/** Converts a reading to the fields of a request; what is as usual is left out. */
export function toReadingFields({
  format,
  hasTags,
  pauses,
  cast,
}: Reading): Pick<ReadingRequest, 'cast' | 'format' | 'hasTags' | 'pauses'> {
  return {
    format,
    hasTags,
    ...(Object.keys(pauses).length === 0 ? {} : { pauses }),
    ...(cast === null ? {} : { cast }),
  };
}

function toKey(value: unknown): string {
  return JSON.stringify(value);
}
