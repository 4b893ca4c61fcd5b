import { alignPhonemes } from './align-phonemes.ts';

/** Where one word is spoken: offsets in the phonemes of its clause, half open; empty for a word that is not spoken. */
export interface PhonemeRange {
  readonly start: number;
  readonly end: number;
}

/** A phoneme and its offset in the string that it is from. */
interface Placed {
  readonly phoneme: string;
  readonly at: number;
}

const marks = /[ˈˌː]|\u0303/u;

/**
 * Finds each word's share of a clause's phonemes, given the phonemes of each word alone: what differs between the two
 * (numbers of many words, words that eSpeak joins, weak forms, liaison) is settled by the cheapest alignment. The ranges
 * are in order and do not overlap.
 */
export function alignWords(clause: string, alone: readonly string[]): PhonemeRange[] {
  const heard = toPlaced(clause);
  const expected = toPlaced(alone.join(' '));
  const partners = alignPhonemes(
    expected.map(({ phoneme }) => phoneme),
    heard.map(({ phoneme }) => phoneme),
  );
  const edges = [0];
  let offset = 0;
  for (const word of alone.slice(0, -1)) {
    offset += word.length;
    const border = expected.findIndex(({ at }) => at === offset);
    edges.push(toEdge(clause, heard, { partners, border }));
    offset += 1;
  }
  edges.push(clause.length);
  const shares = toShares(edges, alone);
  return alone.map((word, index) =>
    word === '' ? { start: 0, end: 0 } : toTrimmed(clause, shares[index] ?? 0, shares[index + 1] ?? 0),
  );
}

function toPlaced(phonemes: string): Placed[] {
  return Array.from(phonemes, (phoneme, at) => ({ phoneme, at })).filter(
    ({ phoneme }) => !marks.test(phoneme),
  );
}

/** Finds where the clause passes from one word to the next; `border` is the index of the space expected there. */
function toEdge(
  clause: string,
  heard: readonly Placed[],
  { partners, border }: { partners: Int32Array; border: number },
): number {
  const partner = partners[border] ?? -1;
  if (partner >= 0) return heard[partner]?.at ?? 0;
  const before = partners.subarray(0, border).findLast((index) => index >= 0) ?? -1;
  const after = partners.subarray(border + 1).find((index) => index >= 0) ?? heard.length;
  const space = heard.slice(before + 1, after).find(({ phoneme }) => phoneme === ' ');
  if (space !== undefined) return space.at;
  let edge = heard[after]?.at ?? clause.length;
  while (edge > 0 && /[ˈˌ]/u.test(clause.charAt(edge - 1))) edge -= 1;
  return edge;
}

/** Moves edges as little as it takes for each word to keep a phoneme. */
function toShares(edges: readonly number[], alone: readonly string[]): number[] {
  const shares = [...edges];
  for (let index = 1; index < shares.length - 1; index += 1) {
    const least = alone[index - 1] === '' ? 0 : 1;
    shares[index] = Math.max(shares[index] ?? 0, (shares[index - 1] ?? 0) + least);
  }
  for (let index = shares.length - 2; index > 0; index -= 1) {
    const least = alone[index] === '' ? 0 : 1;
    shares[index] = Math.max(0, Math.min(shares[index] ?? 0, (shares[index + 1] ?? 0) - least));
  }
  return shares;
}

function toTrimmed(clause: string, start: number, end: number): PhonemeRange {
  let [first, last] = [start, end];
  while (first < last && clause.charAt(first) === ' ') first += 1;
  while (first < last && clause.charAt(last - 1) === ' ') last -= 1;
  return { start: first, end: last };
}
