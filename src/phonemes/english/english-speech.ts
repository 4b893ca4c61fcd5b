import type { Accent } from './accent.ts';
import type { HeteronymModel } from './heteronym-model.ts';
import { chooseReadings } from './heteronyms.ts';
import { unbindNames } from './bound-names.ts';
import { Lexicon, toPlainQuery } from './lexicon.ts';
import names from './names-and-loans.json' with { type: 'json' };
import overrideTable from './overrides.json' with { type: 'json' };
import { sayTokens, type SayUnknown, type SpokenUnit } from './say-unit.ts';
import { Sentence } from './sentence.ts';
import { tagSentence } from './tag-rules.ts';
import type { Token } from './token.ts';
import { tokenize } from './tokenize.ts';
import type { Entry, WordList } from './word-list.ts';

/** The data that one accent is spoken with. */
export interface EnglishParts {
  readonly accent: Accent;
  readonly list: WordList;
  readonly heteronyms: HeteronymModel;
}

/** A word with its sound; one that has none in an accent is looked up as any other there. */
type Override = readonly [word: string, sounds: Readonly<Partial<Record<Accent, Entry>>>];

const overrides: readonly Override[] = [...Object.entries(names), ...Object.entries(overrideTable)];

/** Speaks sentences in one accent of English: from letters to Kokoro's phonemes, without waiting for anything. */
export class EnglishSpeech {
  readonly #lexicon: Lexicon;
  readonly #heteronyms: HeteronymModel;

  constructor({ accent, list, heteronyms }: EnglishParts) {
    const own = new Map<string, Entry>();
    for (const [word, { [accent]: entry }] of overrides) if (entry !== undefined) own.set(word, entry);
    this.#lexicon = new Lexicon({ accent, list, overrides: own });
    this.#heteronyms = heteronyms;
  }

  /** Cuts a text into tagged tokens, heteronyms with their readings. */
  read(text: string): Token[] {
    const bound = unbindNames(text, (name) => this.#lexicon.say(toPlainQuery(name)) !== null);
    const sentence = new Sentence(tokenize(toPlainSigns(bound)));
    const chooser = { model: this.#heteronyms, lexicon: this.#lexicon };
    return chooseReadings(sentence, tagSentence(sentence), chooser);
  }

  /** Speaks tokens; `sayUnknown` is asked for each word that neither list nor rule knows. */
  say(tokens: readonly Token[], sayUnknown: SayUnknown | null): SpokenUnit[] {
    return sayTokens(tokens, { lexicon: this.#lexicon, sayUnknown });
  }
}

const plainSigns: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '。': '.',
    '｡': '.',
    '।': '.',
    '、': ',',
    '，': ',',
    '،': ',',
    '؛': ';',
    '؟': '?',
    '‐': '-',
    '‑': '-',
  }),
);

/** Writes signs and letters of full width, and signs of other scripts, as English does; each stays one UTF-16 unit. */
function toPlainSigns(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/gu, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[。｡।、，،؛؟‐‑]/gu, (sign) => plainSigns.get(sign) ?? sign);
}
