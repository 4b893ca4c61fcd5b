import { type EspeakLanguage, type Phonemizer, toEspeakLanguage } from '../../contract/phonemizer.ts';
import type { Phonemes, WordSpan } from '../../contract/segment.ts';
import { orAbort } from '../../std/abort.ts';
import { kokoroAlphabet } from '../alphabet/kokoro-alphabet.ts';
import { type ClausePhonemes, type IpaSource, phonemizeClause } from './phonemize-clause.ts';
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

/** Writes a text's phonemes from left to right and keeps where its words went. */
class PhonemeBuilder {
  #phonemes = '';
  #isSpaceDue = false;
  readonly #words: WordSpan[] = [];

  /** Asks for a space before what comes next; there is never one at either end, nor two. */
  addSpace(): void {
    this.#isSpaceDue = true;
  }

  addSigns(signs: string): void {
    if (signs === '') return;
    this.#writeDueSpace();
    this.#phonemes += signs;
  }

  addClause(words: readonly Word[], { phonemes, ranges }: ClausePhonemes): void {
    if (phonemes === '') return;
    // Words that touch (`hello,world`) are read as if a space stood between them.
    if (/[^“("—]$/u.test(this.#phonemes)) this.#isSpaceDue = true;
    this.#writeDueSpace();
    const offset = this.#phonemes.length;
    this.#phonemes += phonemes;
    for (const [index, { start, end }] of words.entries()) {
      const range = ranges[index];
      if (range === undefined || range.end <= range.start) continue;
      // Every phoneme that Kokoro knows is one UTF-16 unit, so that units count code points.
      const phonemeEnd = offset + range.end;
      const last = this.#words.at(-1);
      if (last?.start === start) this.#words[this.#words.length - 1] = { ...last, phonemeEnd };
      else this.#words.push({ start, end, phonemeStart: offset + range.start, phonemeEnd });
    }
  }

  toPhonemes(): Phonemes {
    return { phonemes: this.#phonemes, words: this.#words };
  }

  #writeDueSpace(): void {
    if (this.#isSpaceDue && this.#phonemes !== '') this.#phonemes += ' ';
    this.#isSpaceDue = false;
  }
}
