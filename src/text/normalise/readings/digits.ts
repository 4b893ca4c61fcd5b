import { matchAt, type Reading, say, sayDigits, type Scan, spell, toForm, wordBefore } from '../scan/scan.ts';
import { sayParts } from './address.ts';
import { isBehindCodeWord } from './code-words.ts';

const address = /\d{1,3}(?:\.\d{1,3}){3}(?:[:/]\d{1,5})?(?![\d.]*\d)/uy;
/** What is asked for at an address of a computer. */
const folder = /\/\p{L}[\p{L}\p{N}._~/-]{0,200}/uy;
/** Groups of hexadecimal digits, eight or fewer with a gap. */
const longAddress =
  /(?:[\da-f]{1,4}:){7}[\da-f]{1,4}(?![\p{L}\p{N}:])|(?:[\da-f]{1,4}(?::[\da-f]{1,4}){0,6})?::(?:[\da-f]{1,4}(?::[\da-f]{1,4}){0,6})?(?![\p{L}\p{N}:])/iuy;
/** `0xFF`, the address of a device, and an identity that is unique. */
const hexadecimal =
  /(?:0x[\da-f]{1,64}|0b[01]{1,64}|(?:[\da-f]{2}:){5}[\da-f]{2}|(?:[\da-f]{2}-){5}[\da-f]{2}|[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12})(?![\p{L}\p{N}:-])/iuy;
const version = /([vV](?:ersion )?)?(\d{1,6}(?:\.\d{1,8}){2,6}(?:-?(?:alpha|beta|rc)\.?\d*)?)(?![\d])/uy;
const openVersion = /[vV]?(\d{1,4}(?:\.\d{1,4}){0,3})\.x(?![\p{L}\p{N}])/uy;
const pairVersion = /(\d{1,4}\.\d{1,4})(?!\d|\.\d)/uy;
/** `v8`, `V2.0`; `V8` is an engine. */
const shortVersion = /(?:v|V(?=\d+\.))(\d{1,4}(?:\.\d{1,4})?)(?![\p{L}\p{N}]|\.\d)/uy;
/** Groups of digits that are joined by hyphens, points, spaces or brackets. */
const groups =
  /(\+ ?)?\(?\d{1,5}\)?(?:(?: ?[-.–] ?| |\/| ?\(|(?<=\)))\d{2,5}\)?){1,7}(?![\p{L}\p{N}]|[.,:]\d| \d|-\d)/uy;
/** A prefix makes the groups behind it digits of a telephone number, however many they are. */
const prefixed =
  /(?:\+ ?\d{1,3}(?: ?\(0\) ?\d{1,4})?|\(?0\d{1,5}\)?)(?:(?: ?[-.–] ?| |\/| ?\()\d{1,8}\)?){1,7}(?![\p{L}\p{N}]|[.,:]\d| \d|-\d)/uy;
const vanity = /(1[- ])?(8\d\d|900)[- ]([A-Z]{2,10})(?:-([A-Z]{2,10}))?(?![\p{L}\p{N}-])/uy;
const dotted = /(?:(?:1\.)?\d{3}\.\d{3}\.\d{4}|0\d(?:[.-]\d{2}){4})(?![.-]?\d)/uy;
/** An ISBN and the like, and a number of nine digits behind a word that tells what it is. */
const coded = /\d{1,9}(?:[- ]\d{1,9}){1,6}(?:-[Xx])?(?![\p{L}\p{N}]|[.,:]\d|-\d)/uy;
/** The number of a Brazilian company. */
const company = /\d{2}\.\d{3}\.\d{3}\/\d{4}-\d{2}(?!\d)/uy;
/** Numbers of persons with a check digit: `12.345.678-9`. */
const identity = /\d{1,3}(?:\.\d{3}){2}-[\dXxKk](?![\p{L}\p{N}])/uy;
const plusNumber = /\+ ?\d{7,15}(?!\d)/uy;
const freeNumber = /(?:0\d{9,11}|\d{3}-\d{4}|3\d\d[ .-]\d{6,7})(?![\p{N}-])/uy;
/** Telephones of Spain and free numbers of Italy; what counts something is no telephone. */
const nineDigits: Readonly<Record<string, RegExp>> = {
  es: /[6-9]\d\d \d{3} \d{3}(?!\d| \d|[.,]\d)/uy,
  it: /80\d \d{3} \d{3}(?!\d| \d|[.,]\d)/uy,
};

/** Reads numbers that are said digit by digit: addresses of computers, versions, telephones, cards. */
export function readDigits(scan: Scan, at: number): Reading | null {
  if (/[\p{L}\p{N}]/u.test(scan.text.charAt(at - 1))) return null;
  if (matchAt(dotted, scan.text, at) !== null) return readGroups(scan, at);
  return (
    readHexadecimal(scan, at) ??
    readVanity(scan, at) ??
    readExtension(scan, at) ??
    readAddress(scan, at) ??
    readVersion(scan, at) ??
    readGroups(scan, at)
  );
}

function readAddress(scan: Scan, at: number): Reading | null {
  const match = matchAt(address, scan.text, at);
  if (match === null) return readLongAddress(scan, at);
  const parts = match[0].split(/([.:/])/u);
  if (parts.some((part, index) => index % 2 === 0 && index < 8 && Number(part) > 255)) return null;
  const { symbols } = scan.grammar;
  const spoken = parts
    .map((part, index) => (index % 2 === 1 ? (symbols[part] ?? '') : sayDigits(scan, part)))
    .join(' ');
  const end = at + match[0].length;
  const folders = (matchAt(folder, scan.text, end)?.[0] ?? '').replace(/[.-]+$/u, '');
  return say(`${spoken} ${sayParts(scan, folders)}`.trimEnd(), at, end + folders.length);
}

/** `2001:db8::1`: digits and letters one by one. */
function readLongAddress(scan: Scan, at: number): Reading | null {
  const match = matchAt(longAddress, scan.text, at);
  if (match === null || !/\d/u.test(match[0])) return null;
  return say(sayEach(scan, match[0], scan.grammar.symbols[':'] ?? ''), at, at + match[0].length);
}

/** `0x1F`, `00:1A:2B:3C:4D:5E` */
function readHexadecimal(scan: Scan, at: number): Reading | null {
  const match = matchAt(hexadecimal, scan.text, at);
  if (match === null || !/[\d:]/u.test(match[0])) return null;
  return say(
    sayEach(scan, match[0].replaceAll('-', ':'), ',').replaceAll(' ,', ','),
    at,
    at + match[0].length,
  );
}

function sayEach(scan: Scan, written: string, colon: string): string {
  return Array.from(written, (sign) =>
    sign === ':' ? colon : /\d/u.test(sign) ? sayDigits(scan, sign) : spell(scan, sign),
  ).join(' ');
}

function readVersion(scan: Scan, at: number): Reading | null {
  const { text, grammar } = scan;
  const isNamedSo = /^(?:version|versión|versione|versão)$/u.test(wordBefore(text, at));
  const match =
    matchAt(openVersion, text, at) ??
    matchAt(version, text, at) ??
    matchAt(shortVersion, text, at) ??
    (isNamedSo ? matchAt(pairVersion, text, at) : null);
  if (match === null || /^\d{1,3}(?:\.\d{3})+$/u.test(match[2] ?? '')) return null;
  const point = grammar.language.startsWith('en') ? grammar.numbers.point : grammar.symbols['.'];
  const isOpen = match[0].endsWith('.x');
  const numbers = isOpen ? `${match[1] ?? ''}.x` : (match[2] ?? match[1] ?? '');
  const isNamed = /^[vV]/u.test(match[0]);
  const form = { gender: 'm', isBeforeNoun: false } as const;
  const spoken = numbers
    .split(/(\.|-)/u)
    .map((part) => {
      if (part === '.') return point ?? '';
      if (part === '-' || part === '') return '';
      const [, word = '', digits = ''] = /^(\p{L}*)(\d*)$/u.exec(part) ?? [];
      const isPadded = digits.startsWith('0') && digits.length > 1;
      const number =
        digits === '' ? '' : isPadded ? sayDigits(scan, digits) : grammar.numbers.cardinal(digits, form);
      return `${word} ${number}`.trim();
    })
    .filter((part) => part !== '');
  const prefix =
    isNamed && wordBefore(text, at) !== 'version' ? `${grammar.symbols['version'] ?? 'version'} ` : '';
  return say(prefix + spoken.join(' '), at, at + match[0].length);
}

/** `1-800-FLOWERS`: words in the place of digits. */
function readVanity(scan: Scan, at: number): Reading | null {
  const match = matchAt(vanity, scan.text, at);
  if (match === null || !scan.grammar.language.startsWith('en')) return null;
  const [written, first = '', area = '', ...words] = match;
  const said = words
    .filter((word) => word)
    .map((word) => (word.length > 3 ? word.toLowerCase() : spell(scan, word)));
  const prefix = area.endsWith('00') ? sayHundreds(scan, area) : sayDigits(scan, area);
  const parts = [sayDigits(scan, first.slice(0, 1)), prefix, said.join(' ').trim()];
  return say(parts.filter((part) => part !== '').join(', '), at, at + written.length);
}

const extension = /x\.? ?(\d{1,6})(?![\p{L}\p{N}])/uy;

/** `555-0123 x203` */
function readExtension(scan: Scan, at: number): Reading | null {
  const { text, grammar } = scan;
  const match = matchAt(extension, text, at);
  const isBehindPhone = /(?<!\d)\d{3}[-. ]\d{4},? ?$/u.test(text.slice(Math.max(0, at - 12), at));
  if (match === null || !isBehindPhone || !grammar.language.startsWith('en')) return null;
  return say(`extension ${sayDigits(scan, match[1] ?? '')}`, at, at + match[0].length);
}

function readGroups(scan: Scan, at: number): Reading | null {
  if (!scan.options.phoneNormalization) return null;
  const { text } = scan;
  const match =
    matchAt(dotted, text, at) ??
    matchAt(company, text, at) ??
    matchAt(plusNumber, text, at) ??
    matchAt(prefixed, text, at) ??
    matchAt(groups, text, at) ??
    matchAt(freeNumber, text, at);
  const nine = matchNineDigits(scan, at);
  if (nine !== null)
    return say(
      nine
        .split(' ')
        .map((part) => sayDigits(scan, part))
        .join(', '),
      at,
      at + nine.length,
    );
  // `(tel. 01225 123456)`: the bracket was opened before the number.
  const written = (match?.[0] ?? '').replace(/(?<!\([^()]*)\)$/u, '');
  if (match === null || !isDigitByDigit(written)) return readCoded(scan, at);
  const isOpened = written.includes(')') || !written.startsWith('(');
  if (!isOpened) return null;
  const parts = written.match(/\d+/gu) ?? [];
  const plus = written.startsWith('+') ? `${scan.grammar.numbers.plus} ` : '';
  const isFree = parts.length > 2 && /^(?:800|888|877|866|900)$/u.test(parts[1] ?? '') && parts[0] === '1';
  const spoken = parts.map((part, index) =>
    isFree && index === 1 && part.endsWith('00') ? sayHundreds(scan, part) : sayDigits(scan, part),
  );
  return say(plus + spoken.join(', '), at, at + written.length);
}

function matchNineDigits(scan: Scan, at: number): string | null {
  const pattern = nineDigits[scan.grammar.language];
  const written = pattern === undefined ? undefined : matchAt(pattern, scan.text, at)?.[0];
  return written === undefined || toForm(scan, at + written.length).isBeforeNoun ? null : written;
}

/** Reads groups of digits behind a word such as `ISBN`, `account` or `call`. */
function readCoded(scan: Scan, at: number): Reading | null {
  const person = matchAt(identity, scan.text, at);
  const match = person ?? matchAt(coded, scan.text, at);
  const count = match?.[0].replace(/\D/gu, '').length ?? 0;
  if (match === null || count < 7 || (person === null && !isBehindCodeWord(scan, at))) return null;
  const parts = match[0].match(/\d+|[XxKk]/gu) ?? [];
  const spoken = parts.map((part) => (/^\d/u.test(part) ? sayDigits(scan, part) : spell(scan, part)));
  return say(spoken.join(', '), at, at + match[0].length);
}

function sayHundreds({ grammar }: Scan, digits: string): string {
  return grammar.numbers.cardinal(digits, { gender: 'm', isBeforeNoun: false });
}

/** Distinguishes telephone, card and identity numbers from ranges, sums and grouped thousands. */
function isDigitByDigit(written: string): boolean {
  const parts = written.match(/\d+/gu) ?? [];
  const count = parts.reduce((sum, part) => sum + part.length, 0);
  if (written.startsWith('+')) return count >= 7 && count <= 16;
  // `9.30-12.30`: two numbers with decimals.
  if (/^\d{1,2}\.\d{2} ?[-–] ?\d{1,2}\.\d{2}$/u.test(written)) return false;
  // `345–350 (2019)`: pages and a year.
  if (/\d\D+\d+ ?\(/u.test(written)) return false;
  if (/^\(\d{2,4}\)/u.test(written)) return count >= 7 && count <= 12;
  if (/^(?:1\.)?\d{3}\.\d{3}\.\d{4}$|^\d{2}\.\d{3}\.\d{3}\/\d{4}-\d{2}$/u.test(written)) return true;
  if (/^(?:\d{3}-\d{4}|[6-9]\d{4}[ -]\d{5}|\d{5}-\d{3,4})$/u.test(written)) return true;
  if (/^0\d{9,11}$/u.test(written) || /^3\d\d[ .-]\d{6,7}$/u.test(written)) return true;
  if (/^\d{4}(?:[ -]\d{4}){3}$/u.test(written) || /^\d{4}[ -]\d{6}[ -]\d{5}$/u.test(written)) return true;
  if (parts.length < 3 && !(written.startsWith('0') && count >= 7)) return false;
  if (/^[1-9]\d{0,2}(?: \d{3})+$/u.test(written)) return false;
  // `8.078/1990` is the number of a law.
  if (/^\d{1,3}(?:\.\d{3})+(?:\/(?:19|20)\d\d)?$/u.test(written)) return false;
  return (
    count >= 7 && count <= 17 && new Set(written.match(/[^\d()]+/gu)?.map((sign) => sign.trim())).size <= 2
  );
}
