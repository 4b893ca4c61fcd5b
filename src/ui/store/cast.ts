import type { InputFormat } from '../../contract/input-format.ts';
import type { Cast } from '../../contract/request.ts';
import type { Voice } from '../../contract/voices.ts';
import { parseVoice, findMix } from '../../contract/parse-voice.ts';
import { guessSex } from '../../text/cast/guess-sex.ts';
import { findTurns, listNames, type Turn } from '../../text/cast/find-turns.ts';
import { listBestVoices } from './best-voices.ts';
import type { AppState } from './state.ts';
import { toMixLanguage } from './voice-language.ts';

/** Somebody who speaks in the text, and the voice that is theirs, as settings hold it. */
export interface CastMember {
  readonly name: string;
  readonly voice: string;
}

/** Whether names at the starts of lines say who speaks in a text of that format. */
export function canHaveCast(format: InputFormat): boolean {
  return format !== 'ssml' && format !== 'html';
}

/** Lists the turns of the page's text; none where it is read by one voice. */
export function toTurns({ text, settings }: AppState): readonly Turn[] {
  const { castMode, inputFormat } = settings;
  if (castMode === 'off' || !canHaveCast(inputFormat)) return none;
  if (lastTurns?.text !== text) lastTurns = { text, turns: findTurns(text) };
  return lastTurns.turns;
}

/**
 * Lists who speaks in the text. Voices that nobody chose are distinct ones of the language: a woman's for Ann, a man's for
 * Bob, and in turn for names that tell nothing.
 */
export function toCastMembers(state: AppState): readonly CastMember[] {
  const { voice, castVoices } = state.settings;
  const names = listNames(toTurns(state));
  const language = toMixLanguage(voice);
  const taken = new Set(names.map((name) => castVoices[name]));
  const free = toMixedVoices(language).filter(({ id }) => !taken.has(id) && id !== voice);
  return names.map((name): CastMember => {
    const chosen = Object.hasOwn(castVoices, name) ? castVoices[name] : undefined;
    if (chosen !== undefined && findMix(chosen) !== undefined) return { name, voice: chosen };
    const sex = guessSex(name);
    const fitting = free.findIndex((one) => sex === null || one.sex === sex);
    const [found] = free.splice(Math.max(fitting, 0), 1);
    return { name, voice: found?.id ?? voice };
  });
}

/** Converts who speaks to what a request says of it; null where one voice speaks all. */
export function toCast(state: AppState): Cast | null {
  const members = toCastMembers(state);
  if (members.length === 0) return null;
  const voices = Object.fromEntries(members.map(({ name, voice }) => [name, parseVoice(voice)]));
  return { voices, speaksNames: state.settings.castMode === 'names' };
}

/** Gives the names at the starts of lines that are not spoken, in one text. */
export function toSilentNames(state: AppState): string {
  if (state.settings.castMode !== 'lines') return '';
  return toTurns(state)
    .map(({ name }) => name)
    .join(' ');
}

/** Takes a woman's and a man's voice in turn, the best first. */
function toMixedVoices(language: ReturnType<typeof toMixLanguage>): Voice[] {
  const voices = listBestVoices(language);
  const women = voices.filter(({ sex }) => sex === 'female');
  const men = voices.filter(({ sex }) => sex === 'male');
  const longest = Math.max(women.length, men.length);
  return Array.from({ length: longest }, (_, index) => [women[index], men[index]])
    .flat()
    .filter((voice) => voice !== undefined);
}

/** The same each time, or the page would be drawn without end. */
const none: readonly Turn[] = [];

let lastTurns: { readonly text: string; readonly turns: readonly Turn[] } | null = null;
