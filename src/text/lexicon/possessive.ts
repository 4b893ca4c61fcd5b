import type { Language } from '../../contract/language.ts';

const ending = /['’ʼ]s(?![\p{L}\p{N}])/iuy;

/** Finds how long the English possessive ending at an offset of a text is; 0 where there is none, and in other languages. */
export function findPossessive(text: string, at: number, language: Language): number {
  ending.lastIndex = at;
  return language.startsWith('en') ? (ending.exec(text)?.[0].length ?? 0) : 0;
}

/**
 * Adds the ending to phonemes, as the last of them asks for it. Source: the rules of misaki, by which Kokoro's training
 * text was made.
 */
export function toPossessive(phonemes: string, language: Language): string {
  const last = phonemes.trim().at(-1) ?? '';
  if ('ptkfθ'.includes(last)) return `${phonemes}s`;
  if ('szʃʒʧʤ'.includes(last)) return `${phonemes}${language === 'en-gb' ? 'ɪ' : 'ᵻ'}z`;
  return `${phonemes}z`;
}
