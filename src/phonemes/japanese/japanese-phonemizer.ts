import type { Phonemizer } from '../../contract/phonemizer.ts';
import { kokoroAlphabet } from '../alphabet/kokoro-alphabet.ts';
import { PhonemeWriter, type WrittenWord } from '../alphabet/phoneme-writer.ts';
import type { SortedStrings } from '../packs/sorted-strings.ts';
import type { Dictionary } from './dictionary.ts';
import { englishToKana } from './english-to-kana.ts';
import { kanaToKokoro } from './kana-to-kokoro.ts';
import { findMorphemes } from './morphemes.ts';
import signsJson from './signs.json' with { type: 'json' };
import { toWords } from './words.ts';

/** What Japanese is spoken by. */
export interface JapanesePhonemizerParts {
  readonly dictionary: Dictionary;
  /** Words that are written as one. */
  readonly joins: SortedStrings;
  /** Speaks what is written in Latin letters. */
  readonly english: Phonemizer;
}

const signs: ReadonlyMap<string, string> = new Map(Object.entries(signsJson));

const latin = /^[\p{Script=Latin}\p{Script=Greek}]/u;

const digits = ['ゼロ', 'イチ', 'ニ', 'サン', 'ヨン', 'ゴ', 'ロク', 'ナナ', 'ハチ', 'キュー'];

/** Creates the phonemizer of Japanese. Digits that text normalisation left are named one by one. */
export function createJapanesePhonemizer({
  dictionary,
  joins,
  english,
}: JapanesePhonemizerParts): Phonemizer {
  return {
    alphabet: kokoroAlphabet,
    phonemize: async (text, _language, signal) => {
      const writer = new PhonemeWriter();
      for (const { start, end, surface, pronunciation } of toWords(
        findMorphemes(text, dictionary),
        text,
        joins,
      )) {
        const phonemes = kanaToKokoro(pronunciation);
        if (phonemes !== '') writer.addWord({ start, end, phonemes, source: 'dictionary' });
        else if (/^[0-9０-９]/u.test(surface)) {
          for (const [index, digit] of Array.from(surface.normalize('NFKC')).entries()) {
            const said = kanaToKokoro(digits[Number(digit)] ?? '');
            const at = start + index;
            writer.addWord({ start: at, end: at + 1, phonemes: said, source: 'dictionary' });
          }
        } else if (latin.test(surface)) {
          for (const word of await sayLatin(surface, english, signal)) {
            writer.addWord({ ...word, start: start + word.start, end: start + word.end });
          }
        } else for (const sign of surface) writer.addSigns(signs.get(sign) ?? ' ');
      }
      return writer.toPhonemes();
    },
  };
}

/** Says English words as Japanese does: Kokoro's Japanese voices never learnt English sounds. */
async function sayLatin(text: string, english: Phonemizer, signal: AbortSignal): Promise<WrittenWord[]> {
  const { phonemes, words } = await english.phonemize(text, 'en-gb', signal);
  return words.map(({ start, end, phonemeStart, phonemeEnd, source = 'espeak' }) => {
    const kana = englishToKana(phonemes.slice(phonemeStart, phonemeEnd), text.slice(start, end));
    return { start, end, phonemes: kanaToKokoro(kana), source };
  });
}
