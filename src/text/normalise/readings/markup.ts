import { leaveOut, matchAt, type Reading, say, type Scan } from '../scan/scan.ts';

const tag = /<\/?\p{L}[\p{L}\p{N}]*(?: [^<>]{0,200})?\/?>/uy;
const element =
  /<\/?(?:a|b|blockquote|br|code|del|div|em|h[1-6]|hr|i|img|ins|li|mark|ol|p|pre|q|s|small|span|strong|sub|sup|table|tbody|td|th|thead|tr|u|ul)(?: [^<>]{0,200})?\/?>/iuy;
const entity = /&(amp|lt|gt|quot|apos|nbsp|#39|#34|#160);/iuy;
const bracketed = /<(?:(?:https?|ftp|mailto):[^\s<>]{1,300}|[^\s<>@]{1,64}@[^\s<>]{1,100})>/uy;
const opened = /^<\/?\p{L}[^<>]*$|^<(?:https?|ftp|mailto):[^<>]*$|^<[^\s<>@]{1,64}@[^<>]*$/u;
/** `a <b and c> d` compares. */
const comparing = /^<\p{L}[ \p{P}]/u;
const LONGEST_MARKUP = 320;
const decoration = /={2,3}|~{1,3}/uy;

/**
 * Markup in plain text is silent: elements of HTML, the angle brackets of other tags and around addresses, signs that
 * mark a word (`==word==`, `~~word~~`), and the mark of a quotation in mails. A `>` between two names of a menu is a
 * pause.
 */
export function readMarkup(scan: Scan, at: number): Reading | null {
  const sign = scan.text.charAt(at);
  if (sign === '<') return readStart(scan.text, at);
  if (sign === '&') return readEntity(scan, at);
  if (sign === '>') return readEnd(scan.text, at);
  if (sign === '-') return readCommentEnd(scan.text, at);
  return sign === '=' || sign === '~' ? readDecoration(scan, at) : null;
}

function readStart(text: string, at: number): Reading | null {
  if (text.startsWith('<!--', at)) return leaveOut('markup', at, at + 4);
  const html = matchAt(element, text, at);
  const isComparison = html !== null && comparing.test(html[0]) && !/["=]/u.test(html[0]);
  if (html !== null && !isComparison) return leaveOut('markup', at, at + html[0].length);
  if (matchAt(bracketed, text, at) !== null) return leaveOut('markup', at, at + 1);
  const isTag = matchAt(tag, text, at) !== null && !/^<\p{L} /u.test(text.slice(at, at + 3));
  return isTag ? leaveOut('markup', at, at + 1) : null;
}

/** `a <!-- b --> c`: the words of a comment are read. */
function readCommentEnd(text: string, at: number): Reading | null {
  if (!text.startsWith('-->', at)) return null;
  const isOpen = text.slice(Math.max(0, at - LONGEST_MARKUP), at).includes('<!--');
  return isOpen ? leaveOut('markup', at, at + 3) : null;
}

const signs: Readonly<Record<string, string>> = { amp: '&', gt: '>', lt: '<' };

function readEntity({ text, grammar }: Scan, at: number): Reading | null {
  const match = matchAt(entity, text, at);
  if (match === null) return null;
  const sign = signs[(match[1] ?? '').toLowerCase()];
  const end = at + match[0].length;
  const words = sign === undefined ? undefined : grammar.signs[sign];
  return words === undefined ? leaveOut('markup', at, end) : say(words, at, end);
}

function readEnd(text: string, at: number): Reading | null {
  const isQuoted =
    /^[> ]{0,8}$/u.test(text.slice(0, at)) && /^>[> ]{0,8}[\p{L}"“]/u.test(text.slice(at, at + 10));
  if (isQuoted && at < 9) return leaveOut('markup', at, at + 1);
  const near = text.slice(Math.max(0, at - LONGEST_MARKUP), at);
  const open = near.lastIndexOf('<');
  const inside = open < 0 ? '' : near.slice(open);
  const isAddress = /^<[^\s<>]*[@:]/u.test(inside);
  if (opened.test(inside) && (isAddress || !comparing.test(inside))) return leaveOut('markup', at, at + 1);
  const isMenu =
    /\p{Lu}[\p{L}\p{M}]+ $/u.test(near.slice(-24)) && /^ \p{Lu}\p{L}/u.test(text.slice(at + 1, at + 4));
  return isMenu ? { end: at + 1, parts: [{ spoken: ',', start: at, end: at + 1, kind: 'mark' }] } : null;
}

/** Such signs touch a word on one side only. */
function readDecoration({ text }: Scan, at: number): Reading | null {
  const match = matchAt(decoration, text, at);
  if (match === null) return null;
  const [signs] = match;
  const end = at + signs.length;
  const isBehind = /[\p{L}\p{N}.,!?]/u.test(text.charAt(at - 1));
  const isBefore = /[\p{L}\p{N}]/u.test(text.charAt(end));
  const isSubscript =
    signs === '~' &&
    (/^\d{1,3}~/u.test(text.slice(end, end + 4)) ||
      /\p{L}~\d{1,3}$/u.test(text.slice(Math.max(0, at - 5), at)));
  if (isSubscript && isBehind) return leaveOut('markup', at, end);
  const isMark = signs.length > 1 ? isBehind !== isBefore : isBehind && !isBefore;
  return isMark ? leaveOut('markup', at, end) : null;
}
