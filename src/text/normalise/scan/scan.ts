import type { FoldedText } from '../../folding/folded-text.ts';
import type { Grammar, NumberForm } from '../grammar/grammar.ts';
import type { NormalizationOptions } from '../../../contract/normalization.ts';
import type { SilentRule } from '../silent-rules.ts';

/** A sentence that is being read. */
export interface Scan {
  /** The folded sentence. */
  readonly text: string;
  readonly folded: FoldedText;
  readonly grammar: Grammar;
  readonly options: NormalizationOptions;
  /** Whether every letter of the sentence is a capital. */
  readonly isShouted: boolean;
  /** Whether the sentence has two words or more and no small letter: a heading or a button. */
  readonly isInCapitals: boolean;
}

/** What a part of the sentence says; offsets count in the folded sentence. */
export interface ReadPart {
  /** Words, or signs of punctuation; empty where the part is silent. */
  readonly spoken: string;
  readonly start: number;
  readonly end: number;
  readonly kind: 'mark' | 'silent' | 'word';
  /** Why a silent part is silent. */
  readonly rule?: SilentRule;
  /** Kokoro's phonemes, where they are given. */
  readonly phonemes?: string;
  /** Whether its letters are named one by one because that is asked for; left out where they are one name. */
  readonly isSpelled?: boolean;
}

/** What a reader made of the text from some offset on; the parts cover all of it but white space. */
export interface Reading {
  readonly end: number;
  readonly parts: readonly ReadPart[];
}

/** Reads what begins at an offset, or returns null where it is not of its kind. */
export type Reader = (scan: Scan, at: number) => Reading | null;

/** A reading of one part. */
export function say(spoken: string, start: number, end: number): Reading {
  return { end, parts: [{ spoken, start, end, kind: 'word' }] };
}

/** A reading of one part that is silent by a rule. */
export function leaveOut(rule: SilentRule, start: number, end: number): Reading {
  return { end, parts: [{ spoken: '', start, end, kind: 'silent', rule }] };
}

/** Joins readings that follow each other. */
export function join(...readings: readonly Reading[]): Reading {
  return { end: readings.at(-1)?.end ?? 0, parts: readings.flatMap(({ parts }) => parts) };
}

/** Matches a sticky pattern at an offset. */
export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

const CONTEXT = 40;

/** The last words before an offset, as they are written, the nearest last; a sentence's punctuation ends them. */
export function wordsBefore(text: string, at: number): string[] {
  const before = text.slice(Math.max(0, at - CONTEXT), at);
  const near = /[^,;:!?()"“”]*$/u.exec(before)?.[0] ?? '';
  return near.split(/\s+/u).filter((word) => word !== '');
}

/** The word right before an offset, in lower case and without its last point. */
export function wordBefore(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - CONTEXT), at);
  const word = /([\p{L}\p{M}\p{N}.'#°º-]+)[\s(["“«'-]*$/u.exec(before)?.[1] ?? '';
  return word.toLowerCase().replace(/[.]$/u, '');
}

const nextWord = /[ ]?([\p{L}\p{M}][\p{L}\p{M}'-]{0,24})/uy;

/** The word right behind an offset, as it is written; empty where something else follows. */
export function wordAfter(text: string, at: number): string {
  return matchAt(nextWord, text, at)?.[1] ?? '';
}

/** Adjectives that may stand before a noun of either gender. */
const neutral =
  /^(?:gran|grandes?|principa(?:l|les|is)|diferentes?|simples|posibles?|poss[ií]ve(?:l|is)|breves|enormes|importantes|mejor(?:es)?|melhor(?:es)?|peor(?:es)?|pior(?:es)?|mayor(?:es)?|maior(?:es)?|menor(?:es)?|jóvenes|jovens|autres?|jeunes?)$/u;

/** How a number agrees with the noun behind it. */
export function toForm({ text, grammar }: Scan, end: number): NumberForm {
  const word = wordAfter(text, end).toLowerCase();
  const isBeforeNoun = word !== '' && !grammar.functionWords.has(word);
  const noun = neutral.test(word) ? wordAfter(text, end + 1 + word.length).toLowerCase() : word;
  return { gender: isBeforeNoun ? grammar.genderOf(noun) : 'm', isBeforeNoun };
}

const determiners = new Set(['a', 'an', 'the', 'this', 'that', 'each', 'every', 'another', 'my', 'your', 'his', 'her', 'its', 'our', 'their', 'one']); // prettier-ignore

/** Whether a measure describes the noun behind it, as in `a 60W bulb`; only English tells the two apart. */
export function isAttributive({ text, grammar }: Scan, at: number, end: number): boolean {
  if (!grammar.language.startsWith('en')) return false;
  if (!determiners.has(wordBefore(text, at))) return false;
  const next = wordAfter(text, end);
  return /^\p{Ll}/u.test(next) && !grammar.functionWords.has(next);
}

/** Whether the offset begins a word: nothing that belongs to a word stands right before it. */
export function isAtStart(text: string, at: number): boolean {
  return at === 0 || !/[\p{L}\p{M}\p{N}_]/u.test(text.charAt(at - 1));
}

/** Says what an amount is for one of: `20 €/mese` is "al mese" in Italian. */
export function sayPer({ grammar }: Scan, name: string): string {
  return grammar.numbers.perOne?.(name) ?? `${grammar.numbers.per} ${name}`;
}

/** Names letters one by one. */
export function spell({ grammar }: Scan, letters: string): string {
  return Array.from(letters, (letter) => grammar.letters[letter.toUpperCase()] ?? letter.toUpperCase()).join(
    ' ',
  );
}

/** Names digits one by one. */
export function sayDigits({ grammar }: Scan, digits: string): string {
  const form: NumberForm = { gender: 'm', isBeforeNoun: false };
  return Array.from(digits, (digit) => grammar.numbers.cardinal(digit, form)).join(' ');
}
