import type { Language } from '../../contract/language.ts';
import { createWords, sourceWords } from './create-words.ts';
import { loadMessages } from './messages.ts';
import type { Words } from './words.ts';

/** Loads the words of a language; rejects where its messages cannot be loaded. */
export async function loadWords(language: Language): Promise<Words> {
  return language === 'en-us' ? sourceWords : createWords(language, await loadMessages(language));
}
