import type { Language } from '../../contract/language.ts';
import { findGrammar } from '../normalise/grammars.ts';

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

/** Finds the scripts of a text that the voices of a language leave out; Japanese and Chinese are left to their phonemizers. */
export function findUnreadScripts(text: string, language: Language): UnreadScripts {
  if (findGrammar(language) === null) return { names: [], isAll: false };
  const names = scripts
    .filter(([name, letters]) => !(language === 'hi' && name === 'Devanagari') && letters.test(text))
    .map(([name]) => name);
  const readable =
    language === 'hi' ? /[\p{Script=Latin}\p{Script=Devanagari}\p{N}]/u : /[\p{Script=Latin}\p{N}]/u;
  return { names, isAll: names.length > 0 && !readable.test(text) };
}
