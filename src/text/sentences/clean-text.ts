/**
 * What no phonemizer can make use of: control characters, byte-order and direction marks, zero-width spaces,
 * lone surrogates, non-characters. Joiners and soft hyphens stay, since they lie within words.
 */
const unusable = /[\p{Cc}\p{Cs}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff0-\uffff]/gu;

/** Replaces unusable characters by spaces, one for each UTF-16 unit, so that every offset stays what it was. */
export function toCleanText(text: string): string {
  return text.replace(unusable, ' ');
}
