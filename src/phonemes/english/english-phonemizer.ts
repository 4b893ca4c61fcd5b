import type { Language } from '../../contract/language.ts';
import type { Phonemizer } from '../../contract/phonemizer.ts';
import type { Phonemes, WordSpan } from '../../contract/segment.ts';
import { kokoroAlphabet } from '../alphabet/kokoro-alphabet.ts';
import { inflatePack } from '../packs/inflate-pack.ts';
import type { LoadPack } from '../packs/packs.ts';
import type { Accent } from './accent.ts';
import { EnglishSpeech } from './english-speech.ts';
import { HeteronymModel } from './heteronym-model.ts';
import { prefixedName, sayPrefixedName } from './prefixed-names.ts';
import type { SpokenUnit } from './say-unit.ts';
import { WordList } from './word-list.ts';

/** Where English comes from. */
export interface EnglishSources {
  readonly loadPack: LoadPack;
  /** Speaks the words that no list knows. */
  readonly fallback: Phonemizer;
}

/** Loads the phonemizer of one accent: its word list and the model that both accents share. */
export async function loadEnglish(
  accent: Accent,
  { loadPack, fallback }: EnglishSources,
): Promise<Phonemizer> {
  const [list, heteronyms] = await Promise.all([
    loadPack(`english-${accent}`).then(inflatePack),
    loadPack('english-heteronyms').then(inflatePack),
  ]);
  const speech = new EnglishSpeech({
    accent,
    list: new WordList(list),
    heteronyms: new HeteronymModel(new TextDecoder().decode(heteronyms)),
  });
  return createEnglishPhonemizer({ speech, fallback });
}

/** What English needs beside its lists. */
export interface EnglishPhonemizerParts {
  readonly speech: EnglishSpeech;
  /** Speaks the words that no list knows, one at a time. */
  readonly fallback: Phonemizer;
}

const maxRemembered = 2000;

/** Creates a phonemizer for one accent of English. */
function createEnglishPhonemizer({ speech, fallback }: EnglishPhonemizerParts): Phonemizer {
  const remembered = new Map<string, string>();
  return {
    alphabet: kokoroAlphabet,
    async phonemize(text: string, language: Language, signal: AbortSignal): Promise<Phonemes> {
      const ask = async (word: string): Promise<string> =>
        (await fallback.phonemize(word, language, signal)).phonemes;
      const tokens = speech.read(text);
      const missing = new Set<string>();
      const units = speech.say(tokens, (word) => {
        const known = remembered.get(word);
        if (known === undefined) missing.add(word);
        return known;
      });
      if (missing.size === 0) return toPhonemes(units);
      if (remembered.size + missing.size > maxRemembered) remembered.clear();
      const said = new Map(remembered);
      for (const word of missing) {
        const phonemes = prefixedName.test(word) ? await sayPrefixedName(word, ask) : await ask(word);
        said.set(word, phonemes);
        remembered.set(word, phonemes);
      }
      // What is now known changes the sound of "the" and the like before it.
      return toPhonemes(speech.say(tokens, (word) => said.get(word)));
    },
  };
}

// Behind these a space is read even where the text has none.
const closingSign = /[;:,.!?…”)]$/u;

/** Writes spoken units one after the other, and notes which words of the text became which phonemes. */
export function toPhonemes(units: readonly SpokenUnit[]): Phonemes {
  let phonemes = '';
  let isSpaceDue = false;
  /** Whether the last word was an emoji or a sign, which nothing joins to other words. */
  let isApart = false;
  let silentFrom: number | null = null;
  const words: WordSpan[] = [];
  for (const unit of units) {
    const isWord = unit.kind === 'word' && unit.phonemes !== '';
    const { start, end, hasSpaceBehind } = toRange(unit);
    // A wall of exclamation marks says no more than three.
    const isWall = unit.kind === 'sign' && unit.phonemes !== '' && phonemes.endsWith(unit.phonemes.repeat(3));
    if (unit.phonemes !== '' && !isWall) {
      const isPicture = isWord && words.length > 0 && (isApart || !isWritten(unit));
      isApart = isWord && !isWritten(unit);
      const isParted = isSpaceDue || isPicture || (isWord && closingSign.test(phonemes));
      if (phonemes !== '' && isParted) phonemes += ' ';
      isSpaceDue = false;
      const phonemeStart = phonemes.length;
      phonemes += unit.phonemes;
      // Every phoneme of Kokoro is one UTF-16 unit, so that units count code points.
      const span = { start: silentFrom ?? start, end, phonemeStart, phonemeEnd: phonemes.length };
      if (isWord) addWord(words, { ...span, source: unit.isUnknown ? 'espeak' : 'dictionary' });
    }
    const isSilentSign = unit.phonemes === '' && !hasSpaceBehind;
    silentFrom = isSilentSign ? (silentFrom ?? start) : null;
    isSpaceDue ||= hasSpaceBehind;
  }
  return { phonemes, words };
}

function isWritten({ pieces }: SpokenUnit): boolean {
  return pieces.some(({ text }) => /[\p{L}\p{N}]/u.test(text));
}

function toRange({ pieces }: SpokenUnit): { start: number; end: number; hasSpaceBehind: boolean } {
  const [first, last] = [pieces[0], pieces.at(-1)];
  return { start: first?.start ?? 0, end: last?.end ?? 0, hasSpaceBehind: last?.hasSpaceBehind ?? false };
}

/** Words that touch, as in `B2B`, are one word of the text. */
function addWord(words: WordSpan[], word: WordSpan): void {
  const last = words.at(-1);
  if (last?.end !== word.start || last.phonemeEnd !== word.phonemeStart) words.push(word);
  else words[words.length - 1] = { ...last, end: word.end, phonemeEnd: word.phonemeEnd };
}
