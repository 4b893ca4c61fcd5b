import charactersJson from './characters.json' with { type: 'json' };
import lettersJson from './letters.json' with { type: 'json' };

/** What stands around a character that is folded. */
export interface FoldingContext {
  /** What was folded before it. */
  readonly before: string;
  readonly part: string;
  readonly start: number;
  readonly end: number;
}

/** Characters whose plain form Unicode's compatibility mapping does not give, or gives without its meaning. */
const plain: ReadonlyMap<string, string> = new Map(Object.entries(charactersJson));

/** What stands for each Latin letter of phonetic and rare alphabets: letters that every voice knows, or nothing for a click. */
const plainLetters: ReadonlyMap<string, string> = new Map(
  Object.entries(lettersJson).flatMap(([base, letters]) =>
    Array.from(letters, (letter): [string, string] => [letter, withCaseOf(letter, base)]),
  ),
);

function withCaseOf(letter: string, base: string): string {
  return /\p{Lu}/u.test(letter) ? base.charAt(0).toUpperCase() + base.slice(1) : base;
}

/** Compatibility characters with a reading of their own, and those that belong to a script. */
const keptAsTheyAre = /^[\u00a8\u00aa\u00af\u00b2-\u00b5\u00b8-\u00ba\u2070-\u208e\u1d2c-\u1d6a…™℠]$/u;

const space = /^[\p{Z}\p{Cc}]$/u;
const invisible = /^[\p{Default_Ignorable_Code_Point}\ufffc-\uffff\p{Cn}\p{Co}]$/u;
const apostrophe = /^[ʼ＇‘’‛´ʹ′]$/u;
const fraction = /^[\u00bc-\u00be\u2150-\u215e\u2189]$/u;

/** Folds one character with its marks; see `foldText`. */
export function foldCharacter(cluster: string, context: FoldingContext): string {
  const character = withoutMarks(cluster);
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x7f && code > 0x1f && character.length === 1) return foldAscii(character, context);
  if (space.test(character)) return foldSpace(context);
  if (character === '\u00ad') return '';
  if (isDevanagariJoiner(code, context)) return character;
  if (code === 0xfe0f || code === 0x200d || (code >= 0x1f3fb && code <= 0x1f3ff)) return character;
  if (invisible.test(character)) return '';
  if (apostrophe.test(character)) return "'";
  // `étudiant·e·s`, `col·lega`
  if (character === '·' && isInLongWord(context)) return '';
  const known = plain.get(character) ?? plainLetters.get(character);
  if (known !== undefined) return known;
  if (fraction.test(character)) return foldFraction(character, context);
  if (/^\p{Nd}$/u.test(character)) return String(toDigit(code));
  if (isWhiteOnBlack(code)) return String.fromCharCode(65 + ((code - 0x1f150) % 32));
  if (code >= 0x2776 && code <= 0x2793) return String(((code - 0x2776) % 10) + 1);
  if (keptAsTheyAre.test(character) || /^[\u3000-\u324f\u3400-\uabff]/u.test(character))
    return character.normalize('NFC');
  return foldCompatible(character);
}

/** `🅐` to `🅩` and `🅰` to `🆉`; signs of other kinds stand between them. */
function isWhiteOnBlack(code: number): boolean {
  return code >= 0x1f150 && code <= 0x1f189 && (code - 0x1f150) % 32 < 26;
}

/** A mark on a digit or a sign says nothing, unless it makes an emoji of it. */
function withoutMarks(cluster: string): string {
  const isEmoji = /^\p{Extended_Pictographic}|^[\d#*]\ufe0f?\u20e3/u.test(cluster);
  if (cluster.length === 1 || isEmoji || /^[\p{L}\p{M}]/u.test(cluster)) return cluster;
  return cluster.replace(/\p{M}+$/u, '');
}

function foldAscii(character: string, { before, part, end }: FoldingContext): string {
  if (character !== '`' && character !== '-') return character;
  if (!/[\p{L}\p{M}]$/u.test(before.slice(-2))) return character;
  const after = part.slice(end, end + 8);
  if (character === '-') {
    const isBreak = /^[ \t]*\r?\n[ \t]*\p{Ll}/u.test(after);
    return isBreak && !isCompound(before, after) ? '' : character;
  }
  return /^\p{L}/u.test(after) ? "'" : character;
}

/** Words that are joined to others with a hyphen rather than broken behind, in and out of a longer compound. */
const joinedBehind = /(?:^|[^\p{L}\p{M}-])(?:well|self|half|high|cross|hard|full|ever)$/iu;
const joinedWithin = /-(?:of|the|to|in|and|on|by|for|a|up|at|or|de|à|du|la|le)$/iu;
const ending = /^\s*(?:ness|ish|er|est|ly)(?!\p{L})/u;

/** `well-` and `attended`, `state-of-the-` and `art`: the hyphen at the line's end is the word's own. */
function isCompound(before: string, after: string): boolean {
  const last = before.slice(-12);
  return joinedWithin.test(last) || (joinedBehind.test(last) && !ending.test(after));
}

function isInLongWord({ before, part, end }: FoldingContext): boolean {
  const isInverse = /^\p{L}{1,4}⁻/u.test(part.slice(end, end + 5));
  return !isInverse && /[\p{L}\p{M}]{2}$/u.test(before.slice(-4)) && /^\p{L}/u.test(part.slice(end, end + 2));
}

/** A line's end is a space; where a hyphen breaks a word across lines, both go. */
function foldSpace({ before, part, start, end }: FoldingContext): string {
  if (before.endsWith(' ')) return '';
  const isBroken = /\p{L}\p{M}*-[ \t\r\n]*$/u.test(part.slice(Math.max(0, start - 10), start));
  return isBroken &&
    /^[ \t\r\n]*\p{Ll}/u.test(part.slice(end, end + 8)) &&
    /[\r\n]/u.test(
      part.slice(Math.max(0, start - 8), end + 8).trim() === ''
        ? '\n'
        : part.slice(Math.max(0, start - 8), end + 8),
    )
    ? ''
    : ' ';
}

function isDevanagariJoiner(code: number, { part, start, end }: FoldingContext): boolean {
  return (
    (code === 0x200c || code === 0x200d) &&
    /\p{Script=Devanagari}/u.test(part.slice(Math.max(0, start - 1), end + 1))
  );
}

/** `1½` is `1 1/2`. */
function foldFraction(character: string, { before, part, end }: FoldingContext): string {
  const folded = character.normalize('NFKC').replace('\u2044', '/');
  const open = folded.endsWith('/') ? `${folded}1` : folded;
  const gap = /^\d/u.test(part.slice(end)) ? ' ' : '';
  return (/\d$/u.test(before) ? ` ${open}` : open) + gap;
}

function toDigit(code: number): number {
  let zero = code;
  while (code - zero < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  // Blocks of digits that touch, as the mathematical ones do, have ten each.
  return (code - zero) % 10;
}

function foldCompatible(character: string): string {
  const folded = character.normalize('NFKC');
  const isPlainer = /^(?!\p{M})[\x20-\x7e\p{L}\p{M}\p{Sc}°Ωµμ]+$/u.test(folded);
  const kept = isPlainer ? folded : character.normalize('NFC');
  return Array.from(kept, (letter) => plainLetters.get(letter) ?? letter).join('');
}
