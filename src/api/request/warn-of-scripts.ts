import { SpeechError } from '../../contract/errors.ts';
import type { Language } from '../../contract/language.ts';
import { findUnreadScripts } from '../../text/reading/find-unread-scripts.ts';

/** Says what of a text a language's voices leave out. Throws `no_speakable_text` where nothing else is there. */
export function warnOfScripts(text: string, language: Language): string[] {
  const { names, isAll } = findUnreadScripts(text, language);
  if (names.length === 0) return [];
  const list = new Intl.ListFormat('en').format(names);
  const message = `A voice for '${language}' does not read ${list}.`;
  if (!isAll) return [message];
  throw new SpeechError('no_speakable_text', `Nothing in 'input' can be spoken. ${message}`, {
    param: 'input',
  });
}
