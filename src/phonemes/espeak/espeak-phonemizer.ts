import { type EspeakLanguage, type Phonemizer, toEspeakLanguage } from '../../contract/phonemizer.ts';
import type { Phonemes } from '../../contract/segment.ts';
import { orAbort } from '../../std/abort.ts';
import { kokoroAlphabet } from '../alphabet/kokoro-alphabet.ts';
import { PhonemeBuilder } from './phoneme-builder.ts';
import { type IpaSource, phonemizeClause } from './phonemize-clause.ts';
import { toPhonemeEstimate } from './spoken-form.ts';
import { type Token, tokenize } from './tokenize.ts';

type Word = Extract<Token, { kind: 'word' }>;

// eSpeak drops what comes after a thousand phonemes of a clause.
const maxClausePhonemes = 600;

/** Creates a phonemizer for the languages that eSpeak NG gives Kokoro's phonemes for; `load` gives it on each use. */
export function createIpaPhonemizer(load: () => Promise<IpaSource>): Phonemizer {
  return {
    alphabet: kokoroAlphabet,
    async phonemize(text, language, signal): Promise<Phonemes> {
      const spoken = toEspeakLanguage(language);
      const espeak = await orAbort(load(), signal);
      return toPhonemes(espeak, text, spoken);
    },
  };
}

function toPhonemes(espeak: IpaSource, text: string, language: EspeakLanguage): Phonemes {
  const builder = new PhonemeBuilder();
  for (const part of toClauses(tokenize(text, language))) {
    if (Array.isArray(part)) {
      const spoken = part.map((word) => word.spoken);
      builder.addClause(part, phonemizeClause(espeak, spoken, language));
    } else if (part.kind === 'mark') builder.addSigns(part.signs);
    else builder.addSpace();
  }
  return builder.toPhonemes();
}

/** Gathers the words between two marks, as many as eSpeak can take; the spaces among them go. */
function* toClauses(tokens: readonly Token[]): Generator<Word[] | Exclude<Token, Word>> {
  let words: Word[] = [];
  let estimate = 0;
  let space: Exclude<Token, Word> | undefined;
  for (const token of [...tokens, { kind: 'mark', signs: '' } as const]) {
    if (token.kind === 'space') {
      space = token;
      continue;
    }
    const added = token.kind === 'word' ? toPhonemeEstimate(token.spoken) : 0;
    if (words.length > 0 && (token.kind === 'mark' || estimate + added > maxClausePhonemes)) {
      yield words;
      words = [];
      estimate = 0;
    }
    if (words.length === 0 && space !== undefined) yield space;
    space = undefined;
    if (token.kind === 'mark') yield token;
    else {
      words.push(token);
      estimate += added;
    }
  }
}
