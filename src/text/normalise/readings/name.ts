import { isAtStart, matchAt, type Reading, say, sayDigits, type Scan } from '../scan/scan.ts';
import { sayParts } from './address.ts';
import { isCode } from './code-words.ts';
import { nameLetter } from './formula.ts';

const tag = /#([\p{L}\p{N}_][\p{L}\p{M}\p{N}_]{0,100})/uy;
const handle = /@([\p{L}\p{N}_][\p{L}\p{M}\p{N}_.-]{0,60}(?<![.-]))/uy;
const windowsPath = /[A-Za-z]:\\[^\s<>"|?*]{0,300}/uy;
const unixPath =
  /(?:~|\.{1,2})?\/(?:[\p{L}\p{N}._{}-]{1,80}\/){0,20}[\p{L}\p{N}._{}-]{1,80}\/?(?:\?[\p{L}\p{N}_[\]]{1,40}=[^\s<>"“”(){}]{0,200})?/uy;
const relativePath = /[\p{L}\p{N}_-]{1,60}(?:\/[\p{L}\p{N}._-]{1,80}){1,20}/uy;
const fileName =
  /(?:\*|[\p{L}\p{N}_-]{1,80})(?:\.[\p{L}\p{N}_-]{1,20}){0,3}\.(?:pdf|txt|docx?|xlsx?|pptx?|csv|json|ya?ml|xml|html?|css|jsx?|tsx?|mjs|py|rb|rs|go|java|cpp|hpp|c|h|cs|php|sh|sql|md|png|jpe?g|gif|svg|webp|mp3|mp4|wav|ogg|flac|mov|avi|mkv|zip|tar|gz|rar|exe|dll|dmg|iso|log|ini|cfg|toml|lock|bak|tmp|epub|srt|vtt|rtf)(?![\p{L}\p{N}_-])/iuy;
/** `JSON.parse`, `array.map(…)` */
const method =
  /(?:\p{Lu}{2,12}(?:\.\p{Ll}[\p{L}\p{N}_]{1,40}){1,5}|[\p{L}_$][\p{L}\p{N}_$]{0,40}(?:\.\p{Ll}[\p{L}\p{N}_$]{0,40}){1,5}(?=\())(?![\p{L}\p{N}])/uy;
const snake = /[\p{L}\p{N}]{1,40}(?:_{1,2}[\p{L}\p{N}]{1,40}){1,20}(?:\(\))?/uy;
const plusName = /(?:C|g|c)(?:\+\+|#)(?![\p{L}\p{N}])|[A-Z]#(?![\p{L}\p{N}])|[A-F][+](?![\p{L}\p{N}+])/uy;
const gradeMinus = /(?:[A-FO]|AB)[-−](?=[.,;:!?]|$| \p{Ll})/uy;

/** Reads tags, handles, paths, names of files and of things in programs. */
export function readName(scan: Scan, at: number): Reading | null {
  const { text } = scan;
  if (!isAtStart(text, at)) return null;
  return (
    readTag(scan, at) ??
    readPath(scan, at) ??
    readMethod(scan, at) ??
    readSigned(scan, at) ??
    readSnake(scan, at)
  );
}

function readTag(scan: Scan, at: number): Reading | null {
  const { text, grammar } = scan;
  const match = matchAt(tag, text, at) ?? matchAt(handle, text, at);
  if (match === null) return null;
  const [written, name = ''] = match;
  const isNumber = /^\d+$/u.test(name);
  const sign = written.startsWith('@')
    ? grammar.symbols['@']
    : isNumber
      ? grammar.symbols['number']
      : grammar.symbols['#'];
  const end = at + written.length;
  // `@5pm`, `@7:30`: what is behind the sign is a time.
  const isTime =
    written.startsWith('@') &&
    /^\d{1,2}(?:[ap]m)?$/iu.test(name) &&
    /^(?::\d\d|[\s.,!?;)]|$)/u.test(text.slice(end, end + 3));
  if (isTime) return say(sign ?? '', at, at + 1);
  // `#A-1234`: an order, no tag.
  if (/^#\p{Lu}{1,3}$/u.test(written) && /^-\d/u.test(text.slice(end, end + 2)))
    return say(grammar.symbols['number'] ?? '', at, at + 1);
  // `#112-4458392`: what follows the sign is read by itself.
  if (isNumber && /^-\d/u.test(text.slice(end, end + 2))) return say(sign ?? '', at, at + 1);
  const form = { gender: 'm', isBeforeNoun: false } as const;
  const words =
    isNumber && name.length < 7
      ? isCode(scan, at, name)
        ? sayDigits(scan, name)
        : grammar.numbers.cardinal(name, form)
      : sayParts(scan, name.replaceAll('_', ' '));
  return say(`${sign ?? ''} ${words}`, at, at + written.length);
}

function readPath(scan: Scan, at: number): Reading | null {
  const { text } = scan;
  const match =
    matchAt(windowsPath, text, at) ??
    matchAt(unixPath, text, at) ??
    matchAt(fileName, text, at) ??
    matchRelative(text, at);
  if (match === null) return null;
  const written = match[0].replace(/[.,;:!)]+$/u, '');
  // `(a + b)/r²`
  if (/^\/(?:\p{L}[²³⁰⁴-⁹]*|\d{1,2})$/u.test(written) && /[)²³]$/u.test(text.slice(Math.max(0, at - 1), at)))
    return null;
  // `120 hab./km²`, `Fe²⁺/Fe³⁺`
  if (match[0].startsWith('/') && /(?:\p{L}\.|[⁺⁻])$/u.test(text.slice(Math.max(0, at - 2), at))) return null;
  // `D.C.` is no file, nor is the second half of `a.m./p.m.`
  if (written.length < 2 || /^\/?(?:\p{L}\.){1,8}\p{L}$/u.test(written)) return null;
  return say(sayParts(scan, written), at, at + written.length);
}

/** `src/text/scan.ts`, but not `and/or`: a path has a file at its end or several slashes. */
function matchRelative(text: string, at: number): RegExpExecArray | null {
  const match = matchAt(relativePath, text, at);
  if (match === null || !/\p{L}/u.test(match[0])) return null;
  const slashes = match[0].split('/').length - 1;
  return /\.\p{L}{1,5}$/u.test(match[0]) || slashes > 2 ? match : null;
}

function readSigned(scan: Scan, at: number): Reading | null {
  const { text, grammar } = scan;
  const match = matchAt(plusName, text, at) ?? matchAt(gradeMinus, text, at);
  if (match === null) return null;
  const name = /^\p{L}+/u.exec(match[0])?.[0] ?? '';
  const letter = Array.from(name, (one) => nameLetter(scan, one)).join(' ');
  const sign = match[0].slice(name.length);
  const words =
    sign === '#'
      ? grammar.symbols['sharp']
      : /[-−]/u.test(sign)
        ? grammar.numbers.minus
        : Array.from(sign, () => grammar.numbers.plus).join(' ');
  return say(`${letter} ${words ?? ''}`, at, at + match[0].length);
}

function readMethod(scan: Scan, at: number): Reading | null {
  const match = matchAt(method, scan.text, at);
  return match === null ? null : say(sayParts(scan, match[0]), at, at + match[0].length);
}

function readSnake(scan: Scan, at: number): Reading | null {
  const match = matchAt(snake, scan.text, at);
  if (match === null || /^\d+(?:_\d+)+$/u.test(match[0])) return null;
  return say(
    sayParts({ ...scan }, match[0].replace('()', '').replaceAll('_', ' ')),
    at,
    at + match[0].length,
  );
}
