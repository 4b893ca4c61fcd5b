import type { Language } from '../../../speech/language.ts';
import type { Voice } from '../../../speech/voices.ts';
import { languageNames } from './languages.ts';

/** Which voices to show. */
export interface VoiceFilter {
  readonly group: Language | 'all' | 'favourites';
  readonly sex: 'any' | Voice['sex'];
  /** The worst grade that is still shown; a voice without a grade counts as worse than all. */
  readonly grade: 'any' | 'B' | 'C';
  readonly query: string;
}

/** Finds the voices that a filter lets through, in the catalogue's order; a search looks through all groups. */
export function filterVoices(
  voices: readonly Voice[],
  { group, sex, grade, query }: VoiceFilter,
  favourites: readonly string[],
): Voice[] {
  const words = query.toLowerCase().split(/\s+/u).filter(Boolean);
  return voices.filter((voice) => {
    if (sex !== 'any' && voice.sex !== sex) return false;
    if (grade !== 'any' && (voice.grade === null || voice.grade.charAt(0) > grade)) return false;
    if (words.length > 0) return words.every((word) => toSearchable(voice).includes(` ${word}`));
    return (
      group === 'all' || (group === 'favourites' ? favourites.includes(voice.id) : voice.language === group)
    );
  });
}

function toSearchable({ id, name, language, sex }: Voice): string {
  const sexWords = sex === 'female' ? 'female woman' : 'male man';
  // Words are found by how they begin: "man" is no part of a woman.
  return ` ${id} ${name} ${languageNames[language]} ${language} ${sexWords}`.toLowerCase();
}
