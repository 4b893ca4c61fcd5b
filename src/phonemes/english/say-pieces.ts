import type { Context } from './context.ts';
import { toShortForms } from './lengthened.ts';
import type { Lexicon } from './lexicon.ts';
import { prefixedName } from './prefixed-names.ts';
import { sayCurrency, sayNumber } from './numbers.ts';
import type { WordQuery } from './special-words.ts';
import type { StressLevel } from './stress.ts';
import { type Piece, toPieceText } from './token.ts';

/** Speaks pieces as one word by lexicon and numbers; null where they do not know it. */
export function sayPieces(pieces: readonly Piece[], context: Context, lexicon: Lexicon): string | null {
  const [first] = pieces;
  if (first === undefined || pieces.some(({ phonemes }) => phonemes !== null)) return null;
  if (pieces.length === 1 && first.reading !== null) return first.reading;
  const word = toPlainWord(toPieceText(pieces));
  const { tag } = pieces.reduce((heaviest, piece) =>
    toWeight(piece) > toWeight(heaviest) ? piece : heaviest,
  );
  const currency = pieces.find((piece) => piece.currency !== null)?.currency ?? null;
  const stress = toCaseStress(word);
  const said =
    lexicon.say({ word, tag, stress, context }) ?? sayOtherwise(word, lexicon, { tag, stress, context });
  if (said !== null) return currency === null ? said : `${said} ${sayCurrency(currency, lexicon)}`;
  return sayNumber({ text: word, currency, isHead: first.isHead }, lexicon);
}

/** Whether a word is "to", before which some words sound otherwise. */
export function isTo(pieces: readonly Piece[]): boolean {
  const text = toPieceText(pieces);
  const [piece] = pieces;
  return text === 'to' || text === 'To' || (text === 'TO' && (piece?.tag === 'TO' || piece?.tag === 'IN'));
}

/** Straight apostrophes, plain letters for styled ones, ASCII digits, nothing invisible. */
function toPlainWord(text: string): string {
  return text
    .replace(/\p{Cf}/gu, '')
    .replace(/[‘’]/gu, "'")
    .normalize('NFKC')
    .replace(/\p{Nd}/gu, toAsciiDigit);
}

/** Unicode lists the digits of each script in order, so that the zero is the first of ten. */
function toAsciiDigit(digit: string): string {
  let zero = digit.codePointAt(0) ?? 0;
  const code = zero;
  while (code - zero < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String(code - zero);
}

/** Capitals ask for a stress: one at least a secondary one, all of them a primary one. */
function toCaseStress(word: string): StressLevel {
  if (word === word.toLowerCase()) return null;
  return word === word.toUpperCase() ? 2 : 0.5;
}

/** A capital counts twice: the heaviest piece decides what part of speech a word is. */
function toWeight({ text }: Piece): number {
  let weight = 0;
  for (const letter of text) weight += letter === letter.toLowerCase() ? 1 : 2;
  return weight;
}

/** Speaks a word as another spelling of it, where the lexicon knows that. */
function sayOtherwise(word: string, lexicon: Lexicon, query: Omit<WordQuery, 'word'>): string | null {
  const dropped = sayWithoutG(word, lexicon, query) ?? sayPrefixed(word, lexicon, query);
  if (dropped !== null) return dropped;
  // "Ps and Qs"; As, Is, Us, Ms and Vs are words.
  if (/^[B-HJ-LN-TW-Z]s$/u.test(word)) return lexicon.say({ ...query, word: `${word.charAt(0)}'s` });
  const bare = word.normalize('NFD').replace(/\p{M}/gu, '');
  if (bare !== word) {
    const said = lexicon.say({ ...query, word: bare });
    return said !== null && suitsAccents(word, said) ? said : null;
  }
  for (const form of [...toSmallNames(word), ...toShortForms(word)]) {
    if (!lexicon.has(form)) continue;
    const said = lexicon.say({ ...query, word: form });
    if (said !== null) return said;
  }
  return null;
}

/** Says `swingin'` as "swinging" with a plain n. */
function sayWithoutG(word: string, lexicon: Lexicon, query: Omit<WordQuery, 'word'>): string | null {
  if (!/\p{L}{2}in'$/u.test(word)) return null;
  return lexicon.say({ ...query, word: `${word.slice(0, -1)}g` })?.replace(/ŋ$/u, 'n') ?? null;
}

const longE = { us: 'i', gb: 'iː' } as const;

/** Says `reskilling` and `pretraining` with the long vowel that new words have in their prefix; old ones are listed. */
function sayPrefixed(word: string, lexicon: Lexicon, query: Omit<WordQuery, 'word'>): string | null {
  const { prefix, stem } = /^(?<prefix>re|pre)(?<stem>[a-z]{5,})$/u.exec(word)?.groups ?? {};
  if (prefix === undefined || stem === undefined) return null;
  const said = lexicon.say({ ...query, word: stem });
  return said === null ? null : `${prefix.slice(0, -1).replace('r', 'ɹ')}ˌ${longE[lexicon.accent]}${said}`;
}

/** Whether a sound is that of the word with its accents, and not of another word: "rose" for `rosé`; "Chloe" is `Chloé`. */
function suitsAccents(word: string, said: string): boolean {
  if (/(?<!o)ée?(?:s|d|'s)?$/iu.test(word) && !/A[zd]?$/u.test(said)) return false;
  return !/ñ/iu.test(word) || said.includes('nj');
}

/** Mackenzie for MacKenzie. */
function toSmallNames(word: string): string[] {
  return prefixedName.test(word) ? [word.charAt(0) + word.slice(1).toLowerCase()] : [];
}
