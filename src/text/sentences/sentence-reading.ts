import type { WordSpan } from '../../contract/segment.ts';
import type { TextSlice } from './slice.ts';

/** A place between two words where a sentence may be cut. */
export interface Border {
  /** UTF-16 offset in the source. */
  readonly offset: number;
  /** How much is spoken before it, in letters. */
  readonly size: number;
  /** From 2 (behind a conjunction) to 6 (behind a clause): how well a pause suits here. */
  readonly rank: number;
}

/** Text that a voice is given at once, or phonemes that the user gave. */
export interface SpokenPassage {
  readonly text: string;
  /** What a phonemizer is given: `text` with `LETTER_SPACE` between the letters of one name; the text itself if left out. */
  readonly bound?: string;
  /** Kokoro's phonemes where the user gave them; null where the text is looked up. */
  readonly phonemes: string | null;
  /** Moves words of `text` to the source, as the user wrote them. */
  place(words: readonly WordSpan[]): WordSpan[];
}

/** Where a word of the spoken text came from. */
export interface SpokenSpan {
  /** UTF-16 offsets in the spoken text. */
  readonly spokenStart: number;
  readonly spokenEnd: number;
  /** The word as the user wrote it. */
  readonly source: TextSlice;
  /** Whether its letters are named one by one because that is asked for. */
  readonly isSpelled?: boolean;
}

/** A sentence as a careful person reads it. */
export interface SentenceReading {
  /** Empty where nothing is spoken. */
  readonly passages: readonly SpokenPassage[];
  /** What of the source is spoken, from the first word to the last; null where nothing is. */
  readonly spoken: TextSlice | null;
  readonly wordCount: number;
  /** Letters that are spoken: an estimate of how many phonemes there will be. */
  readonly size: number;
  /** In order. A sentence is cut nowhere else. */
  readonly borders: readonly Border[];
}

/** A text as it is spoken, and where its words came from, in order. */
export interface SpokenText {
  readonly text: string;
  readonly spans: readonly SpokenSpan[];
}

/** Moves the words of a spoken text to their source; words that the user wrote as one become one span. */
export function toSourceWords(words: readonly WordSpan[], { text, spans }: SpokenText): WordSpan[] {
  const placed: WordSpan[] = [];
  let next = 0;
  let lastSpan = -1;
  for (const word of words) {
    while ((spans[next]?.spokenEnd ?? Infinity) <= word.start) next += 1;
    const first = spans[next];
    if (first === undefined || first.spokenStart >= word.end) continue;
    let end = next;
    while ((spans[end + 1]?.spokenStart ?? Infinity) < word.end) end += 1;
    const source = { start: first.source.start, end: spans[end]?.source.end ?? first.source.end };
    const previous = placed.at(-1);
    if (previous !== undefined && lastSpan === next) {
      const maker = word.source === 'espeak' ? { source: word.source } : {};
      const spoken = `${previous.spoken ?? ''} ${text.slice(word.start, word.end)}`;
      const joined = { ...previous, ...maker, spoken, phonemeEnd: word.phonemeEnd };
      placed[placed.length - 1] = { ...joined, end: Math.max(previous.end, source.end) };
    } else placed.push({ ...word, ...source, spoken: text.slice(word.start, word.end) });
    lastSpan = end;
  }
  return placed;
}

/** From this rank on a border lies between clauses. */
const CLAUSE_RANK = 4;

/** A head may be longer than it should be by so much where it then ends with a clause. */
const CLAUSE_SLACK = 1.15;

/** A head that is shorter than this share of what it may be is worth lengthening. */
const SHORT_SHARE = 0.7;

/**
 * Finds the border that parts a sentence best, so that its head takes about `share` of it at most, in equal parts rather
 * than a long one and a rest. Goes back, then forward, rather than cut within a word; null where there is no border.
 */
export function findBorder({ borders, size }: SentenceReading, share: number): Border | null {
  const even = size / Math.max(2, Math.ceil(1 / share));
  const most = Math.min(size * share, even * 1.25);
  const least = even * 0.5;
  let best: Border | null = null;
  for (const border of borders) {
    if (border.size > most && !isWorthMore(border, best, most)) return best ?? border;
    const isBetter = border.size < least || best === null || best.size < least || border.rank >= best.rank;
    if (isBetter) best = border;
  }
  return best;
}

/** Whether a border past the limit is better than the best one before it. */
function isWorthMore(border: Border, best: Border | null, most: number): boolean {
  if (border.rank < CLAUSE_RANK || border.size > most * CLAUSE_SLACK) return false;
  if (best === null || border.rank > best.rank) return true;
  return border.rank === best.rank && best.size < most * SHORT_SHARE;
}
