// eSpeak drops what comes after about 130 letters of a word, 160 bytes, 30 digits or 20 letters that it has to spell.
const maxPronounceable = 60;
const maxNumber = 24;
const maxSpelled = 16;

const ignorable = /\p{Default_Ignorable_Code_Point}/gu;
const joiner = /[\u200c\u200d]/u;
const emoji =
  /(\p{Regional_Indicator}{2}|\p{Extended_Pictographic}\p{Emoji_Modifier}?\ufe0f?(?:\u200d\p{Extended_Pictographic}\p{Emoji_Modifier}?\ufe0f?)*)/u;
// eSpeak forgets half of an emoji's name when a skin tone or a style follows it.
const emojiStyle = /\p{Emoji_Modifier}|\ufe0f/gu;
const stylistic = /[\ufb00-\ufb06\uff01-\uff5e\u{1d400}-\u{1d7ff}]/gu;

const pronounceable = /^[\p{Script=Latin}\p{Script=Devanagari}\p{M}'’-]+$/u;
const spelled = /(.)\1{4}|[bcdfghjklmnpqrstvwxz]{7}/iu;
const numeric = /^[\p{N}\p{P}]+$/u;

/**
 * Converts one word of the text to what eSpeak is given: no invisible characters, composed accents, plain letters for
 * styled ones, and several pieces where the word is longer than eSpeak can take or has emoji in it. Empty pieces are
 * left out, so that a word of nothing visible gives none.
 */
export function toSpokenPieces(word: string): string[] {
  return word
    .toWellFormed()
    .replaceAll('\ufffd', '')
    .split(emoji)
    .flatMap((part, index) => (index % 2 === 1 ? [part.replace(emojiStyle, '')] : toPieces(toVisible(part))))
    .filter((piece) => piece !== '');
}

function toVisible(part: string): string {
  const keepsJoiners = /\p{Script=Devanagari}/u.test(part);
  return part
    .replace(ignorable, (character) => (keepsJoiners && joiner.test(character) ? character : ''))
    .replace(stylistic, (character) => character.normalize('NFKC'))
    .normalize('NFC');
}

function toPieces(word: string): string[] {
  const limit = toLimit(word);
  const characters = Array.from(word);
  const pieces: string[] = [];
  let start = 0;
  while (characters.length - start > limit) {
    const end = toCut(characters, start, limit);
    pieces.push(characters.slice(start, end).join(''));
    start = end;
  }
  pieces.push(characters.slice(start).join(''));
  return pieces;
}

function toLimit(word: string): number {
  if (numeric.test(word)) return maxNumber;
  return pronounceable.test(word) && !spelled.test(word) ? maxPronounceable : maxSpelled;
}

/** Cuts behind the last sign that is no letter or digit, else before any letter; an accent stays with its letter. */
function toCut(characters: readonly string[], start: number, limit: number): number {
  const latest = start + limit;
  for (let end = latest; end > start + limit / 2; end -= 1) {
    if (/[^\p{L}\p{N}\p{M}]/u.test(characters[end - 1] ?? '')) return end;
  }
  for (let end = latest; end > start + 1; end -= 1) {
    if (!/\p{M}/u.test(characters[end] ?? '')) return end;
  }
  return latest;
}

/** Estimates how many phonemes eSpeak makes of a piece, on the high side; named letters and digits take many each. */
export function toPhonemeEstimate(piece: string): number {
  return (piece.length + 1) * toPhonemesPerLetter(piece);
}

function toPhonemesPerLetter(piece: string): number {
  if (!pronounceable.test(piece)) return 10;
  const isSpelled =
    spelled.test(piece) || /^(?:\p{Lu}{2,5}|[b-df-hj-np-tv-xzB-DF-HJ-NP-TV-XZ]+)$/u.test(piece);
  return isSpelled ? 6 : 1;
}
