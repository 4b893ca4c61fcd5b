import type { Language } from '../../contract/language.ts';
import { DEFAULT_VOICE_ID, listVoices, type Voice } from '../../contract/voices.ts';

/** Lists the voices of a language, the best graded first. */
export function listBestVoices(language: Language): Voice[] {
  return listVoices()
    .filter((voice) => voice.language === language)
    .toSorted((one, other) => toRank(one) - toRank(other));
}

/** Finds the id of the best graded voice of a language, or of the first where none has a grade. */
export function findBestVoice(language: Language): string {
  return listBestVoices(language)[0]?.id ?? DEFAULT_VOICE_ID;
}

/** Ranks A before A-, A- before B+ and so on; no grade comes last. */
function toRank({ grade }: Voice): number {
  if (grade === null) return Number.MAX_SAFE_INTEGER;
  const step = grade.endsWith('+') ? -1 : grade.endsWith('-') ? 1 : 0;
  return grade.charCodeAt(0) * 3 + step;
}
