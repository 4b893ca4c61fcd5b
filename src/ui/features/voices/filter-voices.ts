import type { Language } from '../../../contract/language.ts';
import type { Voice } from '../../../contract/voices.ts';
import type { Words } from '../../words/words.ts';

/** Which voices to show. */
export interface VoiceFilter {
  readonly group: Language | 'all' | 'favourites';
  readonly sex: 'any' | Voice['sex'];
  /** The worst grade that is still shown; a voice without a grade counts as worse than all. */
  readonly grade: 'any' | 'B' | 'C';
  readonly query: string;
}

/** What else decides which voices are found. */
export interface VoiceFinding {
  readonly favourites: readonly string[];
  /** A search is in the words of the page. */
  readonly words: Words;
}

/** Finds the voices that a filter lets through, in the catalogue's order; a search looks through all groups. */
export function filterVoices(
  voices: readonly Voice[],
  { group, sex, grade, query }: VoiceFilter,
  { favourites, words }: VoiceFinding,
): Voice[] {
  const asked = query.toLocaleLowerCase(words.tag).split(/\s+/u).filter(Boolean);
  return voices.filter((voice) => {
    if (sex !== 'any' && voice.sex !== sex) return false;
    if (grade !== 'any' && (voice.grade === null || voice.grade.charAt(0) > grade)) return false;
    if (asked.length > 0) {
      const text = toSearchable(voice, words);
      return asked.every((word) => text.includes(` ${word}`));
    }
    return (
      group === 'all' || (group === 'favourites' ? favourites.includes(voice.id) : voice.language === group)
    );
  });
}

function toSearchable({ id, name, language, sex }: Voice, words: Words): string {
  const sexWords = words.say(sex === 'female' ? 'voices.searchFemale' : 'voices.searchMale');
  // Words are found by how they begin: "man" is no part of a woman.
  const text = ` ${id} ${name} ${words.languageName(language)} ${language} ${sexWords}`;
  return text.toLocaleLowerCase(words.tag);
}
