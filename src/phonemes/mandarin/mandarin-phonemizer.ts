import type { Phonemizer } from '../../contract/phonemizer.ts';
import { kokoroAlphabet } from '../alphabet/kokoro-alphabet.ts';
import { PhonemeWriter } from '../alphabet/phoneme-writer.ts';
import type { HanSpeech } from './han-speech.ts';
import signsJson from './signs.json' with { type: 'json' };

/** What Mandarin is spoken by. */
export interface MandarinPhonemizerParts {
  readonly speech: HanSpeech;
  /** Speaks what is written in Latin letters. */
  readonly english: Phonemizer;
}

const signs: ReadonlyMap<string, string> = new Map(Object.entries(signsJson));

const word = String.raw`[\p{Script=Latin}\p{Script=Greek}](?:['’&.-]?[\p{Script=Latin}\p{Script=Greek}\p{M}\p{Nd}])*`;
const words = `${word}(?: ${word})*`;
const latinOrNumeral = new RegExp(`${words}|[〇0-9０-９]`, 'gu');
const token = new RegExp(String.raw`(?<han>\p{Script=Han}+)|(?<latin>${words})|[^]`, 'gu');

const numerals = new Map<string, string>(
  Array.from('零一二三四五六七八九').flatMap(
    (name, digit) =>
      [
        [String(digit), name],
        [String.fromCharCode(0xff10 + digit), name],
      ] as const,
  ),
).set('〇', '零');

/** Creates the phonemizer of Mandarin. Digits that text normalisation left are named one by one. */
export function createMandarinPhonemizer({ speech, english }: MandarinPhonemizerParts): Phonemizer {
  return {
    alphabet: kokoroAlphabet,
    phonemize: async (text, _language, signal) => {
      const writer = new PhonemeWriter();
      for (const { 0: part, index, groups } of nameDigits(text).matchAll(token)) {
        if (groups?.['latin'] !== undefined) {
          writer.addPhonemes(await english.phonemize(part, 'en-us', signal), index);
        } else if (groups?.['han'] !== undefined) {
          let start = index;
          for (const { text: said, phonemes } of speech.say(part)) {
            writer.addWord({ start, end: start + said.length, phonemes, source: 'dictionary' });
            start += said.length;
          }
        } else writer.addSigns(/\s/u.test(part) ? ' ' : (signs.get(part) ?? ''));
      }
      return writer.toPhonemes();
    },
  };
}

/** Writes digits that belong to no word in Latin letters as Han characters, one for one. */
function nameDigits(text: string): string {
  return text.replace(latinOrNumeral, (part) => numerals.get(part) ?? part);
}
