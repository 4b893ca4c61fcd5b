import { toPhonemeEstimate, toSpokenPieces } from './spoken-form.ts';

const run = /[\p{L}\p{M}\p{N}\p{S}\p{Default_Ignorable_Code_Point}\p{Regional_Indicator}'’-]+/gu;
const sentenceEnd = /(?<=[.!?…。！？।]["'”’»)]*\s|\n)/u;
const clauseEnd = /[,;:.!?…\n、。，；：！？।]/u;

// eSpeak drops what comes after a thousand phonemes of a clause.
const maxClausePhonemes = 600;
const maxPartLength = 500;

/**
 * Makes text safe for eSpeak to speak, with its punctuation: no control characters (a NUL would end it), words in pieces
 * that eSpeak can take, and a pause where a clause would be too long. Returns it in parts of a few sentences.
 */
export function toSpeakableParts(text: string): string[] {
  const safe = text.toWellFormed().replace(/\p{Cc}/gu, (control) => (control === '\n' ? '\n' : ' '));
  const parts: string[] = [];
  for (const sentence of toShortClauses(safe).split(sentenceEnd)) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + sentence.length <= maxPartLength)
      parts[parts.length - 1] = last + sentence;
    else parts.push(sentence);
  }
  return parts.filter((part) => part.trim() !== '');
}

function toShortClauses(text: string): string {
  let estimate = 0;
  let end = 0;
  return text.replace(run, (word, offset: number) => {
    if (clauseEnd.test(text.slice(end, offset))) estimate = 0;
    end = offset + word.length;
    const pieces = toSpokenPieces(word).map((piece) => {
      estimate += toPhonemeEstimate(piece);
      if (estimate <= maxClausePhonemes) return piece;
      estimate = 0;
      return `${piece},`;
    });
    return pieces.join(' ');
  });
}
