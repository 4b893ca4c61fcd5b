const primary = 'ˈ';
const secondary = 'ˌ';

/** The phonemes that carry a syllable. */
export const vowels: ReadonlySet<string> = new Set('AIOQWYaiuæɑɒɔəɛɜɪʊʌᵻ');

/**
 * How strongly a word is stressed: -2 takes all stress away, -1 makes the primary stress secondary, -0.5 and 0 do so
 * where there is a primary one, 0 to 1 give a stressless word a secondary stress, 1 and 2 raise secondary to primary, and
 * 2 gives a stressless word a primary stress. Null leaves the word as it is.
 */
export type StressLevel = -2 | -1 | -0.5 | 0 | 0.5 | 1 | 2 | null;

/** Whether a pronunciation has a primary stress. */
export function hasPrimaryStress(phonemes: string): boolean {
  return phonemes.includes(primary);
}

/** Changes the stress of a pronunciation to a level. */
export function applyStress(phonemes: string, level: StressLevel): string {
  if (level === null) return phonemes;
  const hasPrimary = phonemes.includes(primary);
  const isBare = !hasPrimary && !phonemes.includes(secondary);
  if (level === -2) return phonemes.replaceAll(primary, '').replaceAll(secondary, '');
  if (level === -1 || (level <= 0 && hasPrimary)) {
    return phonemes.replaceAll(secondary, '').replaceAll(primary, secondary);
  }
  if (isBare && level >= 0) return addMark(phonemes, level > 1 ? primary : secondary);
  if (level >= 1 && !hasPrimary) return phonemes.replaceAll(secondary, primary);
  return phonemes;
}

/** Stresses only the last part of letters that are spelled out, e.g. `ˌɛfbˌiˈI`. */
export function stressSpelled(letters: string): string {
  const weak = applyStress(letters, 0);
  const last = weak.lastIndexOf(secondary);
  return last < 0 ? weak : weak.slice(0, last) + primary + weak.slice(last + 1);
}

/** How heavy a pronunciation is: diphthongs and affricates count twice. */
export function toStressWeight(phonemes: string): number {
  let weight = 0;
  for (const phoneme of phonemes) weight += 'AIOQWYʤʧ'.includes(phoneme) ? 2 : 1;
  return weight;
}

/** Puts a mark before the first vowel; without one there is no syllable to stress. */
function addMark(phonemes: string, mark: string): string {
  const at = Array.from(phonemes).findIndex((phoneme) => vowels.has(phoneme));
  return at < 0 ? phonemes : phonemes.slice(0, at) + mark + phonemes.slice(at);
}
