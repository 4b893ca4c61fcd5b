import { SaxesParser, type SaxesTagNS } from 'saxes';
import { findLanguage, isLanguage } from '../../contract/language.ts';
import { MAX_LEXICON_TEXT_LENGTH, toGivenPhonemes, type LexiconEntry } from '../../contract/lexicon.ts';
import type { ParsedEntries } from './entries.ts';

const PLS = 'http://www.w3.org/2005/01/pronunciation-lexicon';
/** What PLS has no word for. */
const SOTTO = 'urn:sotto:lexicon';
const MAX_DEPTH = 10;

/** Says why a file is no lexicon that can be read. */
export class PlsError extends Error {
  override readonly name = 'PlsError';
  readonly reason: 'document-type' | 'no-lexicon' | 'not-well-formed';

  constructor(reason: PlsError['reason'], options?: ErrorOptions) {
    super(reason, options);
    this.reason = reason;
  }
}

interface Lexeme {
  readonly graphemes: string[];
  readonly aliases: string[];
  readonly phonemes: string[];
  readonly language: LexiconEntry['language'];
  readonly matchCase: boolean;
  readonly wholeWord: boolean;
}

/**
 * Parses a Pronunciation Lexicon of the W3C, version 1.0: for each grapheme of a lexeme its preferred, or first, phoneme
 * or else its alias. Lexemes without one, and those in another alphabet than the IPA, are counted and left out. Throws
 * `PlsError`; document types are refused. Source: https://www.w3.org/TR/pronunciation-lexicon/
 */
export function parsePls(text: string): ParsedEntries {
  const reader = new PlsReader();
  return reader.read(text.replace(/^\ufeff/u, ''));
}

class PlsReader {
  readonly #parser = new SaxesParser({ xmlns: true });
  readonly #entries: LexiconEntry[] = [];
  /** What is open: the name of each element, and the alphabet and language that hold in it. */
  readonly #open: { readonly name: string; readonly alphabet: string; readonly language: string }[] = [];
  #skippedCount = 0;
  #lexeme: Lexeme | null = null;
  #text = '';
  #isPreferred = false;
  #hasRoot = false;

  read(text: string): ParsedEntries {
    this.#parser.on('doctype', () => {
      throw new PlsError('document-type');
    });
    this.#parser.on('opentag', (tag) => this.#begin(tag));
    this.#parser.on('text', (part) => {
      this.#text += part;
    });
    this.#parser.on('cdata', (part) => {
      this.#text += part;
    });
    this.#parser.on('closetag', () => this.#end());
    this.#parser.on('error', (error) => {
      throw new PlsError('not-well-formed', { cause: error });
    });
    this.#parser.write(text).close();
    if (!this.#hasRoot) throw new PlsError('no-lexicon');
    return { entries: this.#entries, skippedCount: this.#skippedCount };
  }

  #begin(tag: SaxesTagNS): void {
    if (this.#open.length >= MAX_DEPTH) throw new PlsError('not-well-formed');
    const { local: name, uri } = tag;
    const isPls = uri === PLS || uri === '';
    if (this.#open.length === 0) {
      if (!isPls || name !== 'lexicon') throw new PlsError('no-lexicon');
      this.#hasRoot = true;
    }
    const around = this.#open.at(-1) ?? { alphabet: 'ipa', language: '' };
    const language = read(tag, 'xml:lang') ?? around.language;
    const alphabet = read(tag, 'alphabet') ?? around.alphabet;
    this.#open.push({ name: isPls ? name : '', alphabet, language });
    this.#text = '';
    this.#isPreferred = read(tag, 'prefer') === 'true';
    if (isPls && name === 'lexeme') {
      this.#lexeme = {
        graphemes: [],
        aliases: [],
        phonemes: [],
        language: toEntryLanguage(language),
        matchCase: readOwn(tag, 'match-case') !== 'false',
        wholeWord: readOwn(tag, 'whole-word') !== 'false',
      };
    }
  }

  #end(): void {
    const closed = this.#open.pop();
    const said = this.#text.trim().replace(/\s+/gu, ' ');
    this.#text = '';
    const lexeme = this.#lexeme;
    if (lexeme === null || closed === undefined) return;
    const { name, alphabet } = closed;
    if (name === 'lexeme') this.#add(lexeme);
    if (said === '') return;
    if (name === 'grapheme') lexeme.graphemes.push(said);
    if (name === 'alias') this.#prefer(lexeme.aliases, said);
    if (name === 'phoneme' && alphabet.toLowerCase() === 'ipa') this.#prefer(lexeme.phonemes, `/${said}/`);
  }

  #prefer(list: string[], said: string): void {
    if (this.#isPreferred) list.unshift(said);
    else list.push(said);
    this.#isPreferred = false;
  }

  #add({ graphemes, aliases, phonemes, ...rest }: Lexeme): void {
    this.#lexeme = null;
    const says = phonemes.find((said) => toGivenPhonemes(said) !== undefined) ?? aliases[0];
    for (const written of graphemes) {
      const isLong = Math.max(written.length, says?.length ?? 0) > MAX_LEXICON_TEXT_LENGTH;
      if (says === undefined || isLong) this.#skippedCount += 1;
      else this.#entries.push({ written, says, ...rest });
    }
    if (graphemes.length === 0) this.#skippedCount += 1;
  }
}

function read({ attributes }: SaxesTagNS, name: string): string | undefined {
  return attributes[name]?.value;
}

function readOwn({ attributes }: SaxesTagNS, name: string): string | undefined {
  return Object.values(attributes).find(({ local, uri }) => uri === SOTTO && local === name)?.value;
}

function toEntryLanguage(tag: string): LexiconEntry['language'] {
  return isLanguage(tag) ? tag : (findLanguage(tag, 'en-us') ?? 'all');
}
