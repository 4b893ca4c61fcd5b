import type { Phonemizer } from '../../contract/phonemizer.ts';
import { kokoroAlphabet } from '../alphabet/kokoro-alphabet.ts';
import { PhonemeWriter, type WrittenWord } from '../alphabet/phoneme-writer.ts';
import { inflatePack } from '../packs/inflate-pack.ts';
import { PackReader } from '../packs/pack-reader.ts';
import type { LoadPack } from '../packs/packs.ts';
import type { SortedStrings } from '../packs/sorted-strings.ts';
import { Dictionary } from './dictionary.ts';
import { englishToKana } from './english-to-kana.ts';
import kanaJson from './kana.json' with { type: 'json' };
import { findMorphemes } from './morphemes.ts';
import signsJson from './signs.json' with { type: 'json' };
import { toWords } from './words.ts';

/** Where Japanese comes from. */
export interface JapaneseSources {
  readonly loadPack: LoadPack;
  /** Speaks what is written in Latin letters. */
  readonly english: Phonemizer;
}

/** Loads the phonemizer of Japanese: its dictionary, and the list of words that are written as one. */
export async function loadJapanese({ loadPack, english }: JapaneseSources): Promise<Phonemizer> {
  const [dictionary, joins] = await Promise.all([
    loadPack('japanese-dictionary').then(inflatePack),
    loadPack('japanese-joins').then(inflatePack),
  ]);
  return createJapanesePhonemizer({
    dictionary: new Dictionary(dictionary),
    joins: new PackReader(joins).readStrings(),
    english,
  });
}

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
function createJapanesePhonemizer({ dictionary, joins, english }: JapanesePhonemizerParts): Phonemizer {
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

const kana: ReadonlyMap<string, string> = new Map(Object.entries(kanaJson));

/** Stands for ン until what follows is known. */
const NASAL = 'ン';

const small = /[ァィゥェォャュョ]/u;

/** Writes a word in katakana in Kokoro's phonemes. What is no kana is left out. */
function kanaToKokoro(word: string): string {
  let phonemes = '';
  for (let at = 0; at < word.length;) {
    const pair = kana.get(word.slice(at, at + 2));
    const isPair = word.length > at + 1 && pair !== undefined;
    const one = word.charAt(at);
    const next = word.charAt(at + 1);
    if (isPair) phonemes += pair;
    else if (one === 'ン') phonemes += NASAL;
    else if (small.test(next) && kana.has(one) && one !== 'ッ' && one !== 'ー') {
      // A small vowel takes the place of the vowel before it.
      phonemes += (kana.get(one) ?? '').slice(0, -1) + (kana.get(next) ?? '');
      at += 1;
    } else phonemes += kana.get(one) ?? '';
    at += isPair ? 2 : 1;
  }
  return phonemes.replaceAll(NASAL, (_, at: number) => toNasal(phonemes.charAt(at + 1)));
}

/** ン sounds by what follows it in the same word. */
function toNasal(next: string): string {
  if (/[mpb]/u.test(next)) return 'm';
  if (/[kɡ]/u.test(next)) return 'ŋ';
  if (/[ɲʨʥ]/u.test(next)) return 'ɲ';
  return /[ntdɾz]/u.test(next) ? 'n' : 'ɴ';
}
