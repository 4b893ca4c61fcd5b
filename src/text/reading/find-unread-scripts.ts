import type { Language } from '../../contract/language.ts';

/** Scripts by the name of what is written in them, with their ISO 15924 codes. */
const scripts: readonly (readonly [name: string, letters: RegExp, code: string])[] = [
  ['Korean', /\p{Script=Hangul}/u, 'Kore'],
  ['Japanese', /[\p{Script=Hiragana}\p{Script=Katakana}]/u, 'Jpan'],
  ['Chinese', /\p{Script=Han}/u, 'Hani'],
  ['Cyrillic', /\p{Script=Cyrillic}/u, 'Cyrl'],
  ['Arabic', /\p{Script=Arabic}/u, 'Arab'],
  ['Hebrew', /\p{Script=Hebrew}/u, 'Hebr'],
  ['Thai', /\p{Script=Thai}/u, 'Thai'],
  ['Greek', /\p{Script=Greek}{2}/u, 'Grek'],
  ['Devanagari', /\p{Script=Devanagari}/u, 'Deva'],
  ['another script', /[^\P{L}\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Thai}\p{Script=Greek}\p{Script=Devanagari}]/u, 'Zzzz'],
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

/** A part of a text in a script that is left out; UTF-16 offsets, half open. */
export interface UnreadPart {
  readonly start: number;
  readonly end: number;
  /** ISO 15924; `Zzzz` for those that are not listed. */
  readonly script: string;
}

const word = /[\p{L}\p{M}]+/gu;

/** Finds the words of a text that are left out by the voices of a language; a phrase in one script is one part. Takes linear time. */
export function findUnreadParts(text: string, language: Language): UnreadPart[] {
  const unread = scripts.filter(([name]) => readBy[language]?.includes(name) !== true);
  const parts: UnreadPart[] = [];
  for (const { 0: letters, index } of text.matchAll(word)) {
    const script = unread.find(([, pattern]) => pattern.test(letters))?.[2];
    if (script === undefined) continue;
    const last = parts.at(-1);
    const isJoined =
      last?.script === script && text.slice(last.end, index).trim() === '' && index - last.end < 4;
    if (isJoined) parts[parts.length - 1] = { ...last, end: index + letters.length };
    else parts.push({ start: index, end: index + letters.length, script });
  }
  return parts;
}
