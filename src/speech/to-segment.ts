import type { Alphabet } from '../contract/phonemizer.ts';
import type { Segment, WordSpan } from '../contract/segment.ts';
import type { Piece } from './piece.ts';

const closed = /[;:,.!?—…][)"”]?$/u;

/** So few phonemes, the last an affricate. Alone, that is often too short: "age" is heard as "late". */
const endsOnAffricateAlone = /^[^ ]{1,12}[ʧʤ][.!?]?$/u;

/** What gives the last phoneme its time, and is not heard itself. */
const SILENT_CONTEXT = ' …';

/** Joins pieces that follow each other to a segment. A line without a full stop gets one, so that it is not run on. */
export function toSegment(
  text: string,
  pieces: readonly Piece[],
  { index, alphabet }: { readonly index: number; readonly alphabet: Alphabet },
): Segment {
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
        const [phonemeStart, phonemeEnd] = [word.phonemeStart + offset, word.phonemeEnd + offset];
        words.push({ ...word, phonemeStart, phonemeEnd });
      }
    }
    if (piece.read !== '') read += toReadJoint(read, endsLine) + piece.read;
    endsLine = piece.slice.endsLine;
  }
  if (endsOnAffricateAlone.test(phonemes)) phonemes += SILENT_CONTEXT;
  const pauseBeforeSeconds = pieces.reduce((sum, { pauseBefore }) => sum + pauseBefore, 0);
  const pauseAfterSeconds = pieces.reduce((sum, { pauseAfter }) => sum + pauseAfter, 0);
  const start = pieces[0]?.slice.start ?? 0;
  const end = pieces.at(-1)?.slice.end ?? start;
  return {
    index,
    text: text.slice(start, end),
    start,
    end,
    read,
    ...(pauseBeforeSeconds === 0 ? {} : { pauseBeforeSeconds }),
    ...(pauseAfterSeconds === 0 ? {} : { pauseAfterSeconds }),
    phonemes,
    tokenIds: phonemes === '' ? [] : alphabet.toTokenIds(phonemes),
    words,
  };
}

/** A line without a full stop is parted from the next one for an engine that takes text, too. */
function toReadJoint(read: string, endsLine: boolean): string {
  if (read === '') return '';
  return endsLine && !closed.test(read) ? '. ' : ' ';
}
