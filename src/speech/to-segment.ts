import { SAMPLE_RATE } from '../contract/audio.ts';
import type { Alphabet } from '../contract/phonemizer.ts';
import type { Pause } from '../contract/script.ts';
import type { PauseSegment, SpeechSegment, WordSpan } from '../contract/segment.ts';
import { findWholeRun, toSourceRange, toSpokenTo, type Stretch } from '../text/script/stretches.ts';
import type { Piece } from './piece.ts';

const closed = /[;:,.!?—…][)"”]?$/u;

/** So few phonemes, the last an affricate. Alone, that is often too short: "age" is heard as "late". */
const endsOnAffricateAlone = /^[^ ]{1,12}[ʧʤ][.!?]?$/u;

/** What gives the last phoneme its time, and is not heard itself. */
const SILENT_CONTEXT = ' …';

/** Where a segment stands among the others. */
export interface SegmentPlace {
  readonly index: number;
  /** The user's text. */
  readonly source: string;
  /** Where the segment before it ends in that. */
  readonly start: number;
  /** Whether nothing follows what it is made of. */
  readonly isLast: boolean;
}

/** Joins pieces that follow each other to a segment. A line without a full stop gets one, so that it is not run on. */
export function toSegment(
  stretch: Stretch,
  pieces: readonly Piece[],
  { index, source, start, isLast, alphabet }: SegmentPlace & { readonly alphabet: Alphabet | null },
): SpeechSegment {
  const { phonemes, read, words } = joinPieces(pieces);
  const to = pieces.at(-1)?.slice.end ?? 0;
  const isEnd = isLast && to === stretch.text.length;
  const end = isEnd ? source.length : Math.max(start, toSpokenTo(stretch, to));
  const { voice, language, speed, gain } = stretch;
  return {
    kind: 'speech',
    index,
    text: source.slice(start, end),
    start,
    end,
    read,
    phonemes,
    tokenIds: alphabet === null || phonemes === '' ? [] : alphabet.toTokenIds(phonemes),
    words: toSourceWords(stretch, words),
    voice,
    language,
    speed,
    ...(gain === undefined ? {} : { gain }),
  };
}

/** Converts a pause to a segment. */
export function toPauseSegment(pause: Pause, { index, source, start, isLast }: SegmentPlace): PauseSegment {
  const end = isLast ? source.length : Math.max(start, pause.source.end);
  return {
    kind: 'pause',
    index,
    text: source.slice(start, end),
    start,
    end,
    read: '',
    phonemes: '',
    tokenIds: [],
    words: [],
    sampleCount: Math.round(pause.seconds * SAMPLE_RATE),
  };
}

function joinPieces(pieces: readonly Piece[]): Pick<SpeechSegment, 'phonemes' | 'read' | 'words'> {
  let phonemes = '';
  let length = 0;
  let read = '';
  let endsLine = false;
  const words: WordSpan[] = [];
  for (const piece of pieces) {
    if (piece.phonemes !== '') {
      const joint = phonemes === '' ? '' : endsLine && !closed.test(phonemes) ? '. ' : ' ';
      const offset = length + joint.length;
      phonemes += joint + piece.phonemes;
      length = offset + piece.tokenCount;
      for (const word of piece.words) {
        const { phonemeStart, phonemeEnd } = word;
        words.push({ ...word, phonemeStart: phonemeStart + offset, phonemeEnd: phonemeEnd + offset });
      }
    }
    if (piece.read !== '') {
      read += toReadJoint(read, endsLine);
      if (piece.phonemes === '') words.push(...toMovedWords(piece.words, read.length));
      read += piece.read;
    }
    endsLine = piece.slice.endsLine;
  }
  if (endsOnAffricateAlone.test(phonemes)) phonemes += SILENT_CONTEXT;
  return { phonemes, read, words };
}

function toMovedWords(words: readonly WordSpan[], readOffset: number): WordSpan[] {
  return words.map((word) => ({ ...word, readStart: (word.readStart ?? 0) + readOffset }));
}

/** A line without a full stop is parted from the next one for an engine that takes text, too. */
function toReadJoint(read: string, endsLine: boolean): string {
  if (read === '') return '';
  return endsLine && !closed.test(read) ? '. ' : ' ';
}

/** Moves words to the user's text. Words that the user wrote as one become one; words that the user did not write go. */
function toSourceWords(stretch: Stretch, words: readonly WordSpan[]): WordSpan[] {
  const moved: WordSpan[] = [];
  let previousRun: ReturnType<typeof findWholeRun>;
  for (const word of words) {
    const run = findWholeRun(stretch, word);
    const source = toSourceRange(stretch, word);
    const previous = moved.at(-1);
    if (run !== undefined && run === previousRun && previous !== undefined) {
      const spoken = `${previous.spoken ?? ''} ${word.spoken ?? ''}`;
      moved[moved.length - 1] = { ...previous, spoken, phonemeEnd: word.phonemeEnd };
    } else if (source.end > source.start) {
      const maker = run?.saidBy === 'user' ? ({ source: 'user' } as const) : {};
      moved.push({ ...word, ...source, ...maker });
    }
    previousRun = source.end > source.start ? run : undefined;
  }
  return moved;
}
