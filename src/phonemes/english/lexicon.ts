import type { Accent } from './accent.ts';
import { endContext } from './context.ts';
import { isBound, toInitials, toNameForms } from './bound-names.ts';
import { isLengthenedInCapitals, toShortForms } from './lengthened.ts';
import { isNamedSign, saySpecialWord, type WordQuery, type WordSource } from './special-words.ts';
import { applyStress, hasPrimaryStress, stressSpelled } from './stress.ts';
import { pastSuffix, pluralSuffix, progressiveSuffix, type Suffix } from './suffixes.ts';
import { type Tag, toReadingKind } from './tag.ts';
import type { Entry, ListedEntry, WordList } from './word-list.ts';

/** What a lexicon is made of. */
export interface LexiconParts {
  readonly accent: Accent;
  readonly list: Pick<WordList, 'get'>;
  /** Entries that take precedence over the list's, e.g. where it is known to be wrong. */
  readonly overrides: ReadonlyMap<string, Entry>;
}

/** Speaks single words of American or British English, by list and by rule; what neither knows is null. */
export class Lexicon implements WordSource {
  readonly accent: Accent;
  readonly #list: LexiconParts['list'];
  readonly #overrides: LexiconParts['overrides'];
  readonly #known = new Map<string, { readonly gold?: Entry; readonly silver?: Entry }>();

  constructor({ accent, list, overrides }: LexiconParts) {
    this.accent = accent;
    this.#list = list;
    this.#overrides = overrides;
  }

  /** Speaks a word as its tag, its stress and what follows ask for. */
  say(query: WordQuery): string | null {
    const special = saySpecialWord(query, this);
    if (special !== null) return special;
    const folded = { ...query, word: this.#foldCase(query) };
    for (const word of toListedForms(folded.word)) {
      if (this.#isKnown(word)) return this.lookUp({ ...folded, word });
    }
    return this.#sayInflected(folded) ?? this.#sayWithZ(folded);
  }

  /** Looks a word up as it is written, or in small letters where it is all capitals. */
  lookUp({ word, tag, stress, context }: WordQuery): string | null {
    const isFolded = word === word.toUpperCase() && this.#find(word).gold === undefined;
    const { gold, silver } = this.#find(isFolded ? word.toLowerCase() : word);
    const isName = isFolded && tag === 'NNP';
    const entry = gold ?? (isName ? undefined : silver);
    const phonemes = entry === undefined ? null : chooseReading(entry, tag, context.nextIsVowel === null);
    if (phonemes === null || (isName && !hasPrimaryStress(phonemes))) {
      const spelled = this.spell(word);
      if (spelled !== null) return spelled;
    }
    return phonemes === null ? null : applyStress(phonemes, stress);
  }

  /** Names the letters of a word, the last one stressed; null where one is no English letter. */
  spell(word: string): string | null {
    let letters = '';
    for (const letter of word.match(/\p{L}/gu) ?? []) {
      const { gold } = this.#find(letter.toUpperCase());
      if (typeof gold !== 'string') return null;
      letters += gold;
    }
    return letters === '' ? null : stressSpelled(letters);
  }

  /** Whether a word is in a list, as it is written or with its first letter in the other case. */
  has(word: string): boolean {
    const { gold, silver } = this.#find(word);
    return gold !== undefined || silver !== undefined;
  }

  /** The readings that a word has, or undefined where it has one or none. */
  getReadings(word: string): Exclude<Entry, string> | undefined {
    const { gold } = this.#find(word);
    return typeof gold === 'object' ? gold : undefined;
  }

  /** Turns shouted and capitalised words to small letters where the list knows only those. */
  #foldCase(query: WordQuery): string {
    const { word, tag } = query;
    const lower = word.toLowerCase();
    if (word.length < 2 || word === lower || !/^[\p{L}']*\p{L}[\p{L}']*$/u.test(word)) return word;
    if ((tag === 'NNP' && word.length <= 7) || this.has(word)) return word;
    if (word !== word.toUpperCase() && word.slice(1) !== lower.slice(1)) return word;
    return this.has(lower) || this.#sayInflected({ ...query, word: lower }) !== null ? lower : word;
  }

  #sayInflected(query: WordQuery): string | null {
    const { word, stress } = query;
    return (
      this.#sayWithSuffix(query, pluralSuffix) ??
      this.#sayWithSuffix(query, pastSuffix) ??
      this.#sayWithSuffix({ ...query, word, stress: stress ?? 0.5 }, progressiveSuffix)
    );
  }

  /** Says `tokenise` as `tokenize`: each list has some words in -ise and -yse with the letter of the other side alone. */
  #sayWithZ(query: WordQuery): string | null {
    const word = query.word.replace(/(?<=\p{Ll}{2}[iy])s(?=(?:e[drs]?|ers|ing|ations?)$)/u, 'z');
    if (word === query.word) return null;
    return this.has(word) ? this.lookUp({ ...query, word }) : this.#sayInflected({ ...query, word });
  }

  #sayWithSuffix(query: WordQuery, suffix: Suffix): string | null {
    const word = suffix.toStems(query.word).find((stem) => this.#isKnown(stem));
    const stem = word === undefined ? null : this.lookUp({ ...query, word });
    return stem === null || stem === '' ? null : (suffix.addTo(stem, this.accent) ?? null);
  }

  /** Whether a word can be looked up or spelled: it is listed, one letter, or capitals behind the first letter. */
  #isKnown(word: string): boolean {
    if (this.has(word) || isNamedSign(word)) return true;
    if (!/^[A-Za-z]+$/u.test(word)) return false;
    const isShouted = isLengthenedInCapitals(word) && toShortForms(word).some((form) => this.has(form));
    if (isShouted) return false;
    if (word.length === 1 || word.slice(1) === word.slice(1).toUpperCase()) return true;
    return word === word.toUpperCase() && this.#find(word.toLowerCase()).gold !== undefined;
  }

  /** Finds a word in the overrides and both lists; each list also stands for its words with a capital, or without. */
  #find(word: string): { readonly gold?: Entry; readonly silver?: Entry } {
    const known = this.#known.get(word);
    if (known !== undefined) return known;
    const exact = this.#get(word);
    const twinned = toTwin(word);
    const twin = twinned === undefined ? undefined : this.#get(twinned);
    const found = [exact, twin];
    const gold = found.find((listed) => listed?.isGold === true)?.entry;
    const silver = found.find((listed) => listed?.isGold === false)?.entry;
    const result = { ...(gold !== undefined && { gold }), ...(silver !== undefined && { silver }) };
    if (this.#known.size >= maxRemembered) this.#known.clear();
    this.#known.set(word, result);
    return result;
  }

  #get(word: string): ListedEntry | undefined {
    if (!isBound(word)) return this.#getListed(word);
    const initials = this.#sayInitials(word);
    if (initials !== null) return { entry: initials, isGold: true };
    const form = toNameForms(word).find((name) => this.#getListed(name) !== undefined);
    return form === undefined ? undefined : this.#getListed(form);
  }

  #getListed(word: string): ListedEntry | undefined {
    const override = this.#overrides.get(word);
    return override === undefined ? this.#list.get(word) : { entry: override, isGold: true };
  }

  /** Names letters that are bound to one name, the last one stressed; null for a word. */
  #sayInitials(word: string): string | null {
    const parts = toInitials(word)?.map((part) =>
      part.length === 1 ? this.spell(part) : this.say({ ...toPlainQuery(part), stress: 2 }),
    );
    return parts?.includes(null) === false ? stressSpelled(parts.join('')) : null;
  }
}

/** Running text repeats its words: most look-ups never reach the packed list. */
const maxRemembered = 4000;

/** A word as it is, a possessive of a plural, and a word behind which an apostrophe stands. */
function toListedForms(word: string): string[] {
  if (!word.endsWith("'")) return [word];
  const bare = word.slice(0, -1);
  return bare.endsWith('s') ? [word, `${bare.slice(0, -1)}'s`, bare] : [word, bare];
}

/** The word with its first letter in the other case; an apostrophe may stand before it. */
function toTwin(word: string): string | undefined {
  if (word.length < 2) return undefined;
  const lower = word.toLowerCase();
  const first = lower.startsWith("'") ? 1 : 0;
  const capitalised = lower.slice(0, first) + lower.charAt(first).toUpperCase() + lower.slice(first + 1);
  if (lower === capitalised) return undefined;
  if (word === lower) return capitalised;
  return word === capitalised ? lower : undefined;
}

function chooseReading(entry: Entry, tag: Tag, isBeforePause: boolean): string | null {
  if (typeof entry === 'string') return entry;
  if (isBeforePause && entry.None !== undefined) return entry.None;
  const exact = tag in entry ? entry[tag as keyof typeof entry] : undefined;
  if (exact !== undefined) return exact;
  const kind = toReadingKind(tag);
  const reading = kind === undefined ? undefined : entry[kind];
  return reading === undefined ? entry.DEFAULT : reading;
}

/** A look-up of a word that stands for itself, as the parts of a number do. */
export function toPlainQuery(word: string): WordQuery {
  return { word, tag: 'XX', stress: null, context: endContext };
}
