import type { Language } from '../../contract/language.ts';
import { DEFAULT_NORMALIZATION } from '../../contract/normalization.ts';
import type { Script } from '../../contract/script.ts';
import { readSentence } from '../reading/read-sentence.ts';
import { findSayings, toSayings, toSourceRange, toStretches, type Saying } from '../script/stretches.ts';
import type { TextSlice } from '../sentences/slice.ts';
import { splitSentences } from '../sentences/split-sentences.ts';

/** A spoken word, and what was written for it; several words may stand for one number. */
export interface ComparedWord extends TextSlice {
  /** In lower case, without punctuation. */
  readonly key: string;
}

/** Languages that are written without spaces: their characters are compared. */
const UNSPACED: ReadonlySet<Language> = new Set(['ja', 'zh']);

/** Lists the words of a text as they are spoken, numbers and signs in words. */
export function toComparedWords(text: string, language: Language): readonly ComparedWord[] {
  return readWords({ text, language, sayings: [] });
}

/** Lists the words that a script speaks, with their places in what the user wrote. */
export function toScriptWords(script: Script): readonly ComparedWord[] {
  return toStretches(script).flatMap((stretch) => {
    if (stretch.kind === 'pause') return [];
    const words = readWords({ ...stretch, sayings: toSayings(stretch) });
    return words.map(({ key, ...slice }) => ({ key, ...toSourceRange(stretch, slice) }));
  });
}

interface ReadableText {
  readonly text: string;
  readonly language: Language;
  readonly sayings: readonly Saying[];
}

function readWords({ text, language, sayings }: ReadableText): readonly ComparedWord[] {
  const words: ComparedWord[] = [];
  for (const sentence of splitSentences(text, language)) {
    const options = { language, normalization: DEFAULT_NORMALIZATION };
    const { passages } = readSentence(text, sentence, {
      ...options,
      sayings: findSayings(sayings, sentence),
    });
    for (const passage of passages) {
      const spoken = [...passage.text.matchAll(/\S+/gu)].map(({ 0: word, index }) => ({
        ...{ start: index, end: index + word.length, phonemeStart: 0, phonemeEnd: 0 },
      }));
      for (const word of passage.place(spoken)) {
        const { start, end } = word;
        const keys = toKeys(word.spoken ?? text.slice(start, end), language);
        words.push(...keys.map((key) => ({ key, start, end })));
      }
    }
  }
  return words;
}

function toKeys(spoken: string, language: Language): readonly string[] {
  const letters = spoken
    .normalize('NFKC')
    .toLowerCase()
    // An apostrophe is written in several ways, and heard in none.
    .replace(/(?<=\p{L})['’‘ʼ](?=\p{L})/gu, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
  if (letters === '') return [];
  return UNSPACED.has(language) ? Array.from(letters.replaceAll(' ', '')) : letters.split(' ');
}
