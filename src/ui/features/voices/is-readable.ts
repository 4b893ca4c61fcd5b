import type { Language } from '../../../contract/language.ts';

/** Whether text of a language can be turned into phonemes; voices of the others are there for mixes. */
export function isReadable(language: Language): boolean {
  return language !== 'ja' && language !== 'zh';
}
