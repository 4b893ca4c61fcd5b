import { toPhonemeEstimate, toSpokenPieces } from './spoken-form.ts';

const run = /[\p{L}\p{M}\p{N}\p{S}\p{Default_Ignorable_Code_Point}\p{Regional_Indicator}'’-]+/gu;
const sentenceEnd = /(?<=[.!?…。！？।]["'”’»)]*\s|\n)/u;
const clauseEnd = /[,;:.!?…\n、。，；：！？।]/u;

// eSpeak drops what comes after a thousand phonemes of a clause.
const maxClausePhonemes = 600;
const maxPartLength = 500;

/** A few sentences that eSpeak can speak. */
export interface SpeakablePart {
  readonly text: string;
  /** Moves a UTF-16 offset in `text` to the text that the part was made from. */
  readonly toSource: (offset: number) => number;
}

interface SafeText {
  readonly text: string;
  /** Where words begin, in order: in `text`, and in what it was made from. */
  readonly words: readonly { readonly at: number; readonly source: number }[];
}

/**
 * Makes text safe for eSpeak to speak, with its punctuation: no control characters (a NUL would end it), words in pieces
 * that eSpeak can take, and a pause where a clause would be too long. Returns it in parts of a few sentences.
 */
export function toSpeakableParts(text: string): SpeakablePart[] {
  const safe = text.toWellFormed().replace(/\p{Cc}/gu, (control) => (control === '\n' ? '\n' : ' '));
  const short = toShortClauses(safe);
  const parts: { text: string; readonly start: number }[] = [];
  let start = 0;
  for (const sentence of short.text.split(sentenceEnd)) {
    const last = parts.at(-1);
    if (last !== undefined && last.text.length + sentence.length <= maxPartLength) last.text += sentence;
    else parts.push({ text: sentence, start });
    start += sentence.length;
  }
  return parts
    .filter((part) => part.text.trim() !== '')
    .map((part) => ({
      text: part.text,
      toSource: (offset) => findSource(short, part.start + offset),
    }));
}

/** Counts from the word before the offset, since only words change their length. */
function findSource({ words }: SafeText, offset: number): number {
  const index = words.findLastIndex(({ at }) => at <= offset);
  const word = words[index];
  if (word === undefined) return offset;
  const next = words[index + 1];
  return Math.min(word.source + offset - word.at, (next?.source ?? Infinity) - 1);
}

function toShortClauses(text: string): SafeText {
  let estimate = 0;
  let end = 0;
  let added = 0;
  const words: SafeText['words'][number][] = [];
  const short = text.replace(run, (word, offset: number) => {
    if (clauseEnd.test(text.slice(end, offset))) estimate = 0;
    end = offset + word.length;
    const pieces = toSpokenPieces(word).map((piece) => {
      estimate += toPhonemeEstimate(piece);
      if (estimate <= maxClausePhonemes) return piece;
      estimate = 0;
      return `${piece},`;
    });
    const spoken = pieces.join(' ');
    words.push({ at: offset + added, source: offset });
    added += spoken.length - word.length;
    return spoken;
  });
  return { text: short, words };
}
