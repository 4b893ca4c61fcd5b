import { boundPattern } from './bound-names.ts';
import { type Currency, isCurrency } from './numbers.ts';
import type { Tag } from './tag.ts';
import type { Piece, Token, Unit } from './token.ts';

const emoji =
  '\\p{Regional_Indicator}{2}|\\p{Extended_Pictographic}\\p{Emoji_Modifier}?\\ufe0f?(?:\\u200d\\p{Extended_Pictographic}\\p{Emoji_Modifier}?\\ufe0f?)*';
const piecePattern = new RegExp(
  [
    emoji,
    boundPattern,
    // Apostrophes at the edges, a capital before a capitalised word, numbers, hyphens.
    "^['‘’]+|\\p{Lu}(?=\\p{Lu}\\p{Ll})|(?:^-)?(?:\\p{Nd}?[,.]?\\p{Nd})+|[-_]+|['‘’]{2,}",
    // Letters up to a capital, letters with apostrophes in them, any other sign.
    "\\p{L}*?(?:['‘’]\\p{L})*?\\p{Ll}(?=\\p{Lu})|\\p{L}[\\p{L}\\p{M}\\p{Cf}]*(?:['‘’]\\p{L})*|[^-_\\p{L}'‘’\\p{Nd}]|['‘’]+$",
  ].join('|'),
  'gu',
);
const emojiStart = new RegExp(`^(?:${emoji})`, 'u');

const signTags: ReadonlySet<Tag> = new Set<Tag>([
  '.',
  ',',
  '-LRB-',
  '-RRB-',
  '``',
  "''",
  ':',
  '$',
  '#',
  'NFP',
]);
const signByTag: ReadonlyMap<Tag, string> = new Map<Tag, string>([
  ['-LRB-', '('],
  ['-RRB-', ')'],
  ['``', '“'],
  ["''", '”'],
]);
const notASign = /[^;:,.!?—…"“”]/gu;

/** Cuts tokens into pieces and joins pieces that touch to words; signs that are spoken as pauses part them. */
export function toUnits(tokens: readonly Token[]): Unit[] {
  const units: Unit[] = [];
  let word: Piece[] | null = null;
  for (const piece of toPieces(tokens)) {
    if (piece.phonemes !== null || piece.isAlone) {
      units.push({ kind: isSpokenSign(piece) ? 'sign' : 'word', pieces: [piece] });
      word = null;
      continue;
    }
    if (word === null) {
      word = [piece];
      units.push({ kind: 'word', pieces: word });
    } else word.push({ ...piece, isHead: false });
    if (piece.hasSpaceBehind) word = null;
  }
  return units;
}

/** Whether a piece is a sign and no word. */
function isSpokenSign({ tag, text }: Piece): boolean {
  return signTags.has(tag) && !/^[A-Za-z]+$/u.test(text);
}

function* toPieces(tokens: readonly Token[]): Generator<Piece> {
  let currency: Currency | null = null;
  for (const [index, token] of tokens.entries()) {
    const parts = cut(token);
    for (const [at, part] of parts.entries()) {
      const isLast = at === parts.length - 1;
      const sign = toSign(part);
      if (sign !== null) {
        if (part.tag === '$' && isCurrency(part.text)) currency = part.text;
        yield { ...part, phonemes: sign };
      } else if (currency !== null && part.tag === 'CD') {
        const isAmount = isLast && tokens[index + 1]?.tag !== 'CD';
        yield { ...part, currency: isAmount ? currency : null };
      } else {
        currency = null;
        yield isTwoForTo(parts, at) ? { ...part, text: 'to', isAlone: true } : part;
      }
    }
  }
}

function cut({ text, tag, start, hasSpaceBehind, reading }: Token): Piece[] {
  const common = { tag, isHead: true, currency: null, phonemes: null } as const;
  const matches = [...text.matchAll(piecePattern)];
  return matches.map(({ 0: part, index: offset }, index) => ({
    ...common,
    text: part,
    start: start + offset,
    end: start + offset + part.length,
    hasSpaceBehind: hasSpaceBehind && index === matches.length - 1,
    isAlone: emojiStart.test(part),
    reading: matches.length === 1 ? (reading ?? null) : null,
  }));
}

/** What a sign sounds like: Kokoro's sign for a pause, or nothing; null for what is no sign. */
function toSign({ text, tag }: Piece): string | null {
  if (tag === '$' && isCurrency(text)) return '';
  if (tag === ':' && /^[-–]$/u.test(text)) return '—';
  if (!signTags.has(tag) || /^[A-Za-z]+$/u.test(text)) return null;
  return signByTag.get(tag) ?? text.replace(notASign, '');
}

/** Whether a piece is the 2 of `B2B`. */
function isTwoForTo(parts: readonly Piece[], at: number): boolean {
  const [before, after] = [parts[at - 1], parts[at + 1]];
  if (parts[at]?.text !== '2' || before === undefined || after === undefined) return false;
  return /\p{L}$/u.test(before.text) && /^\p{L}/u.test(after.text);
}
