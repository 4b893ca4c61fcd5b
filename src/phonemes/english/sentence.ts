import tagWords from './tag-words.json' with { type: 'json' };
import { toInitials } from './bound-names.ts';
import type { Tag } from './tag.ts';
import { SignTagger } from './tag-signs.ts';
import type { BareToken } from './token.ts';

const tagByWord: ReadonlyMap<string, Tag> = new Map(
  Object.entries(tagWords)
    .reverse()
    .flatMap(([tag, words]) => words.map((word) => [word, tag as Tag] as const)),
);
// Small words that are names where they stand in capitals.
const acronyms: ReadonlySet<string> = new Set(['US', 'IT', 'AS', 'OR', 'MA']);
// Longer words in capitals are rather shouted than spelled.
const leastShouted = 5;
const address =
  /:\/\/|^www\.|@[^@]*\.|^mailto:|\p{L}{2}@\p{L}{2}|\.(?:com|net|org|edu|gov|io|pdf|html?)(?:\/|$)/iu;

/** The words of a text with the tags that their form alone suggests; rules and models look at it from a word's place. */
export class Sentence {
  readonly tokens: readonly BareToken[];
  readonly tags: readonly Tag[];
  /** The words in small letters, with straight apostrophes. */
  readonly words: readonly string[];
  /** Whether the text is written in capitals, so that those say nothing. */
  readonly isShouted: boolean;

  constructor(tokens: readonly BareToken[]) {
    this.tokens = tokens;
    this.words = tokens.map(({ text }) => text.toLowerCase().replace(/[‘’]/gu, "'"));
    this.isShouted = isShouted(tokens);
    const signs = new SignTagger(tokens);
    this.tags = tokens.map((_, index) => signs.tag(index) ?? this.#tagWord(index));
  }

  /** The word at an offset from an index in small letters; empty outside the text. */
  word(index: number): string {
    return this.words[index] ?? '';
  }

  /** The tag at an index; `.` outside the text, since it begins and ends with a pause. */
  tag(index: number): Tag {
    return this.tags[index] ?? '.';
  }

  /** Whether a pause or the end of the text stands at an index. */
  isPause(index: number): boolean {
    return /^(?:[.,:]|-[LR]RB-|``|'')$/u.test(this.tag(index));
  }

  /** Whether a word is the first one of the text, or of a sentence or quotation in it. */
  isFirst(index: number): boolean {
    for (let at = index - 1; at >= 0; at -= 1) {
      if (/^[A-Z]/u.test(this.tag(at))) return false;
      if (/^(?:[.:]|``|-LRB-)$/u.test(this.tag(at))) return true;
    }
    return true;
  }

  /** Whether a small word is a name: one of a few in capitals, or part of a name such as AT&T. */
  #isAcronym(index: number): boolean {
    const { text = '', hasSpaceBehind = true } = this.tokens[index] ?? {};
    if (this.isShouted || text.length < 2 || text !== text.toUpperCase()) return false;
    const isJoined = this.words[index + 1] === '&' && !hasSpaceBehind;
    return isJoined || acronyms.has(text);
  }

  #tagWord(index: number): Tag {
    const text = this.tokens[index]?.text ?? '';
    const word = this.word(index);
    if (address.test(text)) return 'ADD';
    const initials = toInitials(text);
    if (initials !== null) return /\p{Ll}$/u.test(initials.at(-1) ?? '') ? 'NNPS' : 'NNP';
    if (/^[-+]?[\d.,]*\d[\d.,]*$/u.test(text)) return 'CD';
    if (/^\d/u.test(text)) return /(?:st|nd|rd|th)$/u.test(word) ? 'JJ' : 'CD';
    if (/^'(?:s|m|d|ll|re|ve)$|^n't$/u.test(word)) return tagByWord.get(word) ?? 'POS';
    const known = tagByWord.get(word);
    if (known !== undefined && !this.#isAcronym(index)) return known;
    if (text === text.toUpperCase() && text.length > 1) {
      return text.length < leastShouted && !this.isShouted ? 'NNP' : tagByEnding(word);
    }
    if (text !== word && !this.isShouted && index > 0) return 'NNP';
    return tagByEnding(word);
  }
}

function tagByEnding(word: string): Tag {
  if (word.endsWith('ly')) return 'RB';
  if (word.endsWith('ing')) return 'VBG';
  if (word.endsWith('ed')) return 'VBN';
  if (/(?:ous|ful|ive|able|ible|ish|less|ic|al)$/u.test(word)) return 'JJ';
  return /[^s]s$/u.test(word) ? 'NNS' : 'NN';
}

/** Whether most words are in capitals, and some of them are longer than acronyms are. */
function isShouted(tokens: readonly BareToken[]): boolean {
  const words = tokens.filter(({ text }) => /^\p{L}{2,}/u.test(text));
  const capitals = words.filter(({ text }) => text === text.toUpperCase());
  const long = capitals.filter(({ text }) => text.length > 3);
  return long.length > 0 && capitals.length > 1 && capitals.length * 3 >= words.length * 2;
}
