import tldsJson from './top-level-domains.json' with { type: 'json' };
import { isAtStart, matchAt, type Reading, say, sayDigits, type Scan, spell } from '../scan/scan.ts';

const domains: ReadonlySet<string> = new Set(tldsJson);
const mail = /(?:mailto:)?[\p{L}\p{N}][\p{L}\p{N}._%+-]{0,63}@(?:[\p{L}\p{N}-]{1,63}\.){1,5}\p{L}{2,24}/iuy;
const link = /(?:(?:https?|ftp|file|wss?):\/\/|www\.)[^\s<>"“”«»`\\^{}|]{1,1500}/iuy;
const bare =
  /(?:[\p{L}\p{N}][\p{L}\p{N}-]{0,62}\.){1,5}(\p{L}{2,12})(?![\p{L}\p{N}-]|\.\p{L})(?::\d{1,5})?(?:\/[^\s<>"“”«»`\\^{}|]{0,300})?/uy;
const localHost = /localhost(?::\d{1,5})?(?:\/[^\s<>"“”«»`\\^{}|]{0,300})?(?![\p{L}\p{N}])/uy;
const trailing = /[.,;:!?'’)\]…*_]+$/u;
/** Longer addresses are said as far as they can be read. */
const MAX_QUERY = 32;

/** Reads an e-mail address or the address of a page. */
export function readAddress(scan: Scan, at: number): Reading | null {
  const { text, options } = scan;
  if (!isAtStart(text, at) || /[@/]/u.test(text.charAt(at - 1))) return null;
  const mailMatch = matchAt(mail, text, at);
  if (mailMatch !== null) return options.emailNormalization ? readMail(scan, at, mailMatch[0]) : null;
  if (!options.urlNormalization) return null;
  const match = matchAt(link, text, at) ?? matchAt(localHost, text, at) ?? matchBare(scan, at);
  if (match === null) return null;
  const written = trimAddress(match);
  return say(sayLink(scan, written), at, at + written.length);
}

function matchBare({ text, grammar }: Scan, at: number): string | RegExpExecArray | null {
  const match = matchAt(bare, text, at);
  const domain = (match?.[1] ?? '').toLowerCase();
  // `p.es.` is short for words.
  if (match !== null && Object.hasOwn(grammar.abbreviations.spoken, match[0].toLowerCase())) return null;
  // A sentence without a space behind its stop looks alike: `end.It`.
  return match !== null && domains.has(domain) && (match[1] === domain || match[1] === domain.toUpperCase())
    ? match
    : null;
}

/** Leaves the sentence's own punctuation, and a bracket that was opened before the address. */
function trimAddress(match: string | RegExpExecArray): string {
  const written = typeof match === 'string' ? match : match[0];
  const end = trailing.exec(written.slice(-16))?.[0] ?? '';
  const isBalanced = end.startsWith(')') && written.includes('(');
  return written.slice(0, written.length - end.length + (isBalanced ? 1 : 0));
}

function readMail(scan: Scan, at: number, written: string): Reading {
  const [local = '', host = ''] = written.replace(/^mailto:/iu, '').split('@');
  const { symbols } = scan.grammar;
  return say(
    `${sayParts(scan, local)} ${symbols['@'] ?? ''} ${sayHost(scan, host)}`,
    at,
    at + written.length,
  );
}

function sayLink(scan: Scan, written: string): string {
  const { symbols } = scan.grammar;
  const [, rest = ''] = /^(?:[a-z]+:\/\/)?(?:www\.)?(.*)$/isu.exec(written) ?? [];
  const [, host = '', path = '', query = ''] = /^([^/?#]*)([^?#]*)(.*)$/su.exec(rest) ?? [];
  const folders = path.split('/').filter((part) => part !== '' && isReadable(part));
  const said = [
    sayHost(scan, host),
    ...folders.map((part) => `${symbols['/'] ?? ''} ${sayParts(scan, decode(part))}`),
  ];
  if (query !== '' && query.length <= MAX_QUERY) said.push(sayParts(scan, decode(query)));
  return said.join(' ');
}

/** A part of a path is said unless it is a key that nobody reads aloud. */
function isReadable(part: string): boolean {
  const isKey = part.length > 16 && /\d/u.test(part) && !/[-_.]/u.test(part);
  return part.length <= 80 && !isKey;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function sayHost(scan: Scan, host: string): string {
  const { symbols } = scan.grammar;
  return host
    .split('.')
    .map((label, index, labels) => {
      const isLast = index === labels.length - 1 && index > 0;
      const isCode = label.length === 2 && isLast;
      return isCode ? spell(scan, label) : sayParts(scan, label);
    })
    .join(` ${symbols['.'] ?? ''} `);
}

/** Says words, digits and signs one after the other. */
export function sayParts(scan: Scan, written: string): string {
  const { symbols } = scan.grammar;
  const said: string[] = [];
  for (const [part] of written.matchAll(/\p{L}[\p{L}\p{M}]*|\d+|[^\s]/gu)) {
    if (/^\d/u.test(part)) said.push(sayShortDigits(scan, part));
    else if (/^\p{L}/u.test(part)) said.push(sayName(scan, part));
    else if (symbols[part] !== undefined) said.push(symbols[part] ?? '');
  }
  return said.join(' ');
}

function sayShortDigits(scan: Scan, digits: string): string {
  const isYear = /^(?:19|20)\d\d$/u.test(digits);
  if (isYear) return scan.grammar.numbers.year(digits);
  if (digits.length > 3 || digits.startsWith('0')) return sayDigits(scan, digits);
  return scan.grammar.numbers.cardinal(digits, { gender: 'm', isBeforeNoun: false });
}

const extensions = new Set(['pdf', 'txt', 'jpg', 'png', 'gif', 'svg', 'html', 'htm', 'css', 'js', 'ts', 'tsx', 'jsx', 'csv', 'xml', 'yml', 'md', 'mp3', 'mp4', 'wav', 'py', 'rb', 'rs', 'cpp', 'hpp', 'sql', 'php', 'exe', 'dll', 'tmp', 'cfg', 'ini', 'xls', 'xlsx', 'ppt', 'pptx', 'docx', 'www', 'http', 'https', 'gz', 'rtf', 'srt', 'vtt', 'mkv', 'npm', 'aws', 'api', 'cdn', 'io', 'etc']); // prettier-ignore

/** A single letter or a file's ending is spelled, a name of several words is parted; a long one in capitals is a word. */
function sayName(scan: Scan, part: string): string {
  if (part.length === 1 || extensions.has(part.toLowerCase())) return spell(scan, part);
  if (/^\p{Lu}{6,}$/u.test(part) && !/^[^AEIOUY]+$/u.test(part)) return part.toLowerCase();
  return part.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ');
}
