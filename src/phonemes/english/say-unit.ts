import { LETTER_SPACE } from '../../contract/phonemizer.ts';
import { type Context, endContext, toContextBefore } from './context.ts';
import type { Lexicon } from './lexicon.ts';
import { isTo, sayPieces } from './say-pieces.ts';
import { spellSlavicName } from './slavic-names.ts';
import { applyStress, hasPrimaryStress, toStressWeight } from './stress.ts';
import { type Piece, type Token, toPieceText, type Unit } from './token.ts';
import { toUnits } from './units.ts';

/** A unit with its phonemes. */
export interface SpokenUnit extends Unit {
  readonly phonemes: string;
  readonly isUnknown: boolean;
}

/** Speaks tagged tokens, from the last to the first, since a word's sound depends on what follows. */
export function sayTokens(tokens: readonly Token[], speakers: Speakers): SpokenUnit[] {
  const spoken: SpokenUnit[] = [];
  let context = endContext;
  for (const unit of toUnits(tokens).reverse()) {
    const said: SaidUnit = sayUnit(unit, context, speakers);
    context = said.context;
    const phonemes = said.phonemes.replaceAll('ɾ', 'T').replaceAll('ʔ', 't');
    spoken.push({ ...unit, phonemes, isUnknown: said.isUnknown });
  }
  return spoken.reverse();
}

/** Speaks a word that the lexicon does not know; undefined where that is not known yet. */
export type SayUnknown = (word: string) => string | undefined;

/** Who speaks words. Without `sayUnknown`, each piece that the lexicon does not know becomes `❓`, as misaki marks them. */
interface Speakers {
  readonly lexicon: Lexicon;
  readonly sayUnknown: SayUnknown | null;
}

/** A unit's phonemes and the context of what stands before it. */
interface SaidUnit {
  readonly phonemes: string;
  readonly context: Context;
  /** Whether the lexicon did not know the word. */
  readonly isUnknown: boolean;
}

const unknownMark = '❓';
const joiners = /^[',\-._‘’/]*$/u;
const pauses = /^[;:,.!?—…]+$/u;
// No word of the lists, no acronym of note has more pieces.
const maxJoined = 16;

/** Speaks a unit before a context. */
function sayUnit({ pieces }: Unit, context: Context, speakers: Speakers): SaidUnit {
  const [only] = pieces;
  if (only !== undefined && only.phonemes !== null) {
    const { phonemes } = only;
    return { phonemes, context: toContextBefore(phonemes, isTo(pieces), context), isUnknown: false };
  }
  const found = findPieces(pieces, context, speakers.lexicon);
  const hasUnknown = found.phonemes.includes(null);
  if (hasUnknown && speakers.sayUnknown !== null) {
    const phonemes = speakers.sayUnknown(spellSlavicName(dropInnerAccents(toPieceText(pieces)))) ?? '';
    return { phonemes, context: toContextBefore(phonemes, false, context), isUnknown: true };
  }
  const phonemes =
    pieces.length === 1 ? (found.phonemes[0] ?? unknownMark) : joinPieces(pieces, found.phonemes);
  return { phonemes, context: found.context, isUnknown: hasUnknown };
}

const vowels = 'aeiouyáàâäãåéèêëíìîïóòôöõúùûü';
const innerAccent = new RegExp(`[áàâéèêíìîóòôúùû](?=[${vowels}]*[^\\W${vowels}]+[${vowels}])`, 'giu');

/** eSpeak reads an accent as a long English vowel: right on a word's last vowel, wrong in `Jérôme`. */
function dropInnerAccents(word: string): string {
  return word
    .normalize('NFC')
    .replace(innerAccent, (letter) => letter.normalize('NFD').replace(/\p{M}/gu, ''));
}

/** The phonemes of each piece: those of a word lie in its first piece; null where a piece is in no word that is known. */
interface FoundPieces {
  readonly phonemes: (string | null)[];
  readonly context: Context;
}

/** Finds the longest words from right to left. A piece that belongs to none is passed over. */
function findPieces(pieces: readonly Piece[], end: Context, lexicon: Lexicon): FoundPieces {
  const phonemes = pieces.map((): string | null => null);
  let context = end;
  let right = pieces.length;
  while (right > 0) {
    let left = Math.max(0, right - maxJoined);
    let said: string | null = null;
    for (; left < right && said === null; left += 1)
      said = sayPieces(pieces.slice(left, right), context, lexicon);
    if (said === null) {
      right -= 1;
      if (joiners.test(pieces[right]?.text ?? '') && pieces.length > 1) phonemes[right] = '';
      continue;
    }
    left -= 1;
    const joined = pieces.slice(left, right);
    phonemes.fill('', left, right);
    phonemes[left] = said;
    context = toContextBefore(said, isTo(joined), context);
    right = left;
  }
  return { phonemes, context };
}

/** Joins the pieces of a word: apart where letters and digits meet, else with fewer stresses than words of their own have. */
function joinPieces(pieces: readonly Piece[], found: readonly (string | null)[]): string {
  if (!isMixed(toPieceText(pieces))) {
    return weaken(pieces, found)
      .map((part, index) => part ?? toPause(pieces, index) ?? unknownMark)
      .join('');
  }
  let joined = '';
  for (const [index, part] of found.entries()) {
    const isApart = part !== null && part !== '' && joined !== '';
    joined += (isApart ? ' ' : '') + (part ?? toPause(pieces, index) ?? unknownMark);
  }
  return joined;
}

/** The sign of a pause that ends a word of several pieces. */
function toPause(pieces: readonly Piece[], index: number): string | null {
  const isLast = index === pieces.length - 1;
  const { text = '' } = pieces[index] ?? {};
  return isLast && pauses.test(text) ? text : null;
}

/** Whether a text has a slash, or more than one kind of letters, digits and signs; hyphens and the like do not count. */
function isMixed(text: string): boolean {
  if (text.includes('/')) return true;
  const kinds = new Set<number>();
  for (const character of text) {
    if (joiners.test(character) || character === LETTER_SPACE) continue;
    kinds.add(/\p{L}/u.test(character) ? 0 : /[0-9]/u.test(character) ? 1 : 2);
  }
  return kinds.size > 1;
}

/** Takes primary stresses from the lighter half of the parts, or from what follows a single letter. */
function weaken(pieces: readonly Piece[], parts: readonly (string | null)[]): (string | null)[] {
  const spoken = parts.flatMap((part, index) => (part === null || part === '' ? [] : [{ part, index }]));
  const [first, second] = spoken;
  const isWeak = new Set<number>();
  if (
    spoken.length === 2 &&
    first !== undefined &&
    second !== undefined &&
    pieces[first.index]?.text.length === 1
  ) {
    isWeak.add(second.index);
  } else if (spoken.length >= 2) {
    const stressed = spoken.filter(({ part }) => hasPrimaryStress(part)).length;
    if (stressed > Math.floor((spoken.length + 1) / 2)) {
      const byWeight = [...spoken].sort((a, b) => toOrder(a.part) - toOrder(b.part) || a.index - b.index);
      for (const { index } of byWeight.slice(0, Math.floor(spoken.length / 2))) isWeak.add(index);
    }
  }
  return parts.map((part, index) => {
    if (part === null || !isWeak.has(index)) return part;
    // Letters before a hyphen keep their stresses but for the last: `AFL-CIO`.
    const isNamed = /^\p{Lu}{2,}$/u.test(pieces[index]?.text ?? '') && pieces[index + 1]?.text === '-';
    return isNamed ? part.replace('ˈ', 'ˌ') : applyStress(part, -0.5);
  });
}

/** Parts without a primary stress come first, then the light ones. */
function toOrder(part: string): number {
  return (hasPrimaryStress(part) ? 1000 : 0) + toStressWeight(part);
}
