import type { Language } from '../../contract/language.ts';

/** Scripts by the name of what is written in them. */
const scripts: readonly (readonly [name: string, letters: RegExp])[] = [
  ['Korean', /\p{Script=Hangul}/u],
  ['Japanese', /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['Chinese', /\p{Script=Han}/u],
  ['Cyrillic', /\p{Script=Cyrillic}/u],
  ['Arabic', /\p{Script=Arabic}/u],
  ['Hebrew', /\p{Script=Hebrew}/u],
  ['Thai', /\p{Script=Thai}/u],
  ['Greek', /\p{Script=Greek}{2}/u],
  ['Devanagari', /\p{Script=Devanagari}/u],
  ['another script', /[^\P{L}\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Thai}\p{Script=Greek}\p{Script=Devanagari}]/u],
]; // prettier-ignore

/** What the voices of a language cannot read of a text. */
export interface UnreadScripts {
  /** Names of scripts or languages; empty where all can be read. */
  readonly names: readonly string[];
  /** Whether nothing else can be read either. */
  readonly isAll: boolean;
}

/** What the voices of a language read beside Latin letters. */
const readBy: Partial<Record<Language, readonly string[]>> = {
  hi: ['Devanagari'],
  ja: ['Japanese', 'Chinese'],
  zh: ['Chinese'],
};

/** Finds the scripts of a text that the voices of a language leave out. */
export function findUnreadScripts(text: string, language: Language): UnreadScripts {
  const read = scripts.filter(([name]) => readBy[language]?.includes(name) === true);
  const names = scripts
    .filter(([name, letters]) => readBy[language]?.includes(name) !== true && letters.test(text))
    .map(([name]) => name);
  const isRead = /[\p{Script=Latin}\p{N}]/u.test(text) || read.some(([, letters]) => letters.test(text));
  return { names, isAll: names.length > 0 && !isRead };
}
