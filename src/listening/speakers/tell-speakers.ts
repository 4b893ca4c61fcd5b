import type { HeardSegment, HeardWord } from '../../contract/hearing.ts';
import type { LocalVoice } from '../../contract/speakers.ts';
import { clusterVoices, type SpeakerLimits } from './cluster-voices.ts';
import { findPeople, type PeopledWindow } from './find-person.ts';
import { type KnownVoice, matchKnown, namePeople } from './name-people.ts';
import type { PlacedWindow } from './speaker-follower.ts';

/** What one person says in one go. Times are seconds. */
export interface SpeakerTurn {
  readonly speaker: string;
  readonly start: number;
  readonly end: number;
  /** With the space before it, where the recogniser writes one. */
  readonly text: string;
}

/** Who said what. */
export interface SpokenTurns {
  readonly turns: readonly SpeakerTurn[];
  /** The name for each word of each segment, in their order. */
  readonly wordSpeakers: readonly (readonly string[])[];
}

/** Words whose speaker is asked for; the whole text counts as one where it has none. */
export type ToldSegment = Pick<HeardSegment, 'text' | 'start' | 'end' | 'words'>;

interface TellOptions {
  readonly windows: readonly PlacedWindow[];
  readonly known: readonly KnownVoice[];
  readonly limits: SpeakerLimits;
  readonly signal: AbortSignal;
}

/** A person who pauses for longer begins another turn. */
const PAUSE_SECONDS = 1.2;

/** Finds who said each word, and joins the words into turns. Rejects with the reason of the signal. */
export async function tellSpeakers(
  segments: readonly ToldSegment[],
  { windows, known, limits, signal }: TellOptions,
): Promise<SpokenTurns> {
  const { people, peopled } = await findVoices(windows, limits, signal);
  const words = segments.map(toWords);
  const flat = words.flat();
  const persons = findPeople(flat, peopled);
  const names = namePeople(persons, matchKnown(people, known));
  const speakers = persons.map((person) => names.get(person) ?? '');
  let offset = 0;
  const wordSpeakers = words.map(({ length }) => speakers.slice(offset, (offset += length)));
  return { turns: toTurns(flat, speakers), wordSpeakers };
}

interface FoundVoices {
  /** A vector for each person. */
  readonly people: readonly Float32Array<ArrayBuffer>[];
  readonly peopled: readonly PeopledWindow[];
}

async function findVoices(
  windows: readonly PlacedWindow[],
  limits: SpeakerLimits,
  signal: AbortSignal,
): Promise<FoundVoices> {
  const voices = windows.flatMap((window) => window.voices.filter((voice) => voice !== null));
  if (voices.length === 0) return { people: [], peopled: [] };
  const { people, assigned } = await clusterVoices(voices, limits, signal);
  const persons = new Map<LocalVoice, number>(voices.map((voice, index) => [voice, assigned[index] ?? 0]));
  const peopled = windows.map((window) => ({
    ...window,
    people: window.voices.map((voice) => (voice === null ? null : (persons.get(voice) ?? null))),
  }));
  return { people, peopled };
}

function toWords({ words, text, start, end }: ToldSegment): readonly HeardWord[] {
  return words.length === 0 ? [{ text, start, end }] : words;
}

function toTurns(words: readonly HeardWord[], speakers: readonly string[]): readonly SpeakerTurn[] {
  const turns: SpeakerTurn[] = [];
  words.forEach(({ text, start, end }, index) => {
    const speaker = speakers[index] ?? '';
    const last = turns.at(-1);
    if (last?.speaker !== speaker || start - last.end >= PAUSE_SECONDS)
      turns.push({ speaker, start, end, text });
    else turns[turns.length - 1] = { ...last, end: Math.max(last.end, end), text: last.text + text };
  });
  return turns;
}
