import { matchAt, type Scan } from '../scan/scan.ts';

/** Whether a hyphen or a dash between two things of a kind means "to". */
export function isRangeSign(scan: Scan, at: number): boolean {
  return (
    isBeforeNegative(scan.text, at) ||
    isBetweenShortYears(scan.text, at) ||
    isBetweenTimes(scan, at) ||
    isBetweenRanks(scan, at) ||
    isUntilNow(scan, at) ||
    isBetweenParts(scan.text, at) ||
    isBetweenDays(scan, at)
  );
}

/** `'98-'99` */
function isBetweenShortYears(text: string, at: number): boolean {
  return (
    /(?<![\p{L}\p{N}])'\d\d$/u.test(text.slice(Math.max(0, at - 4), at)) &&
    /^'\d\d(?![\p{L}\p{N}'])/u.test(text.slice(at + 1, at + 5))
  );
}

/** `-20°–-10°` */
function isBeforeNegative(text: string, at: number): boolean {
  return /[\d°%CF]$/u.test(text.charAt(at - 1)) && /^–[-−]\d/u.test(text.slice(at, at + 3));
}

const dayBefore = /(?<!\d)\d{1,2} (\p{L}{3,9})\.?$/u;
const dayBehind = /\d{1,2} (\p{L}{3,9})(?!\p{L})/uy;

/** `31 Dec–2 Jan` */
function isBetweenDays({ text, grammar }: Scan, at: number): boolean {
  const names = [
    dayBefore.exec(text.slice(Math.max(0, at - 14), at))?.[1],
    matchAt(dayBehind, text, at + 1)?.[1],
  ];
  return names.every((name) => name !== undefined && Object.hasOwn(grammar.dates.months, name.toLowerCase()));
}

const now =
  /^ ?(?:present|now|today|presente|actualidad|actual|hoy|présent|aujourd'hui|oggi|hoje|atual)(?!\p{L})/iu;

/** `2010-present`, `1998–hoy` */
function isUntilNow({ text }: Scan, at: number): boolean {
  return (
    /(?:19|20)\d\d ?$/u.test(text.slice(Math.max(0, at - 5), at)) && now.test(text.slice(at + 1, at + 14))
  );
}

/** `5th–4th centuries`, `3e-4e étage`, `1ª-2ª série` */
function isBetweenRanks({ text, grammar }: Scan, at: number): boolean {
  const [before, after] = [text.slice(Math.max(0, at - 8), at), text.slice(at + 1, at + 9)];
  const ranks = { en: rank, fr: frenchRank }[grammar.language.slice(0, 2)] ?? romanceRank;
  return ranks.test(before) && ranks.test(/^'?\d{1,4}[^ .,;)]{1,4}/u.exec(after)?.[0] ?? '');
}

const rank = /(?<![\d.])(?:\d{1,3}(?:st|nd|rd|th)|'?(?:\d\d)?\d0'?s)$/u;
const frenchRank = /(?<![\d.])\d{1,3}(?:er?|ère|ème|es)$/u;
const romanceRank = /(?<![\d.])\d{1,3}\.?[ªº]$/u;

/** `Fig. 3A–C`, `2a-d`, `J12–J13` */
function isBetweenParts(text: string, at: number): boolean {
  const before = /\d([A-Za-z])$/u.exec(text.slice(Math.max(0, at - 2), at))?.[1] ?? '';
  const after = /^([A-Za-z])(?![\p{L}\p{N}])/u.exec(text.slice(at + 1, at + 3))?.[1] ?? '';
  if (before !== '') return before < after && /\p{Lu}/u.test(before) === /\p{Lu}/u.test(after);
  // `FY2023–24`
  if (
    /(?<!\p{L})\p{Lu}{2}(?:19|20)\d\d$/u.test(text.slice(Math.max(0, at - 7), at)) &&
    /^\d\d(?!\d)/u.test(text.slice(at + 1, at + 4))
  )
    return true;
  // `J12–J13`, `Q1-Q3`
  const [, letters = '', from = ''] =
    /(?<![\p{L}\p{N}])(\p{Lu}{1,2})(\d{1,3})$/u.exec(text.slice(Math.max(0, at - 6), at)) ?? [];
  const [, again = '', until = ''] =
    /^(\p{Lu}{1,2})(\d{1,3})(?![\p{L}\p{N}])/u.exec(text.slice(at + 1, at + 7)) ?? [];
  return letters !== '' && letters === again && Number(from) < Number(until);
}

/** `noon-2pm`, `9am–noon` */
function isBetweenTimes({ text, grammar }: Scan, at: number): boolean {
  if (!grammar.language.startsWith('en')) return false;
  const before = text.slice(Math.max(0, at - 10), at).toLowerCase();
  const after = text.slice(at + 1, at + 10).toLowerCase();
  return (
    (/(?:^|\s)(?:noon|midnight)$/u.test(before) && /^\d/u.test(after)) ||
    (/\d(?: ?[ap]\.?m\.?)?$/u.test(before) && /^(?:noon|midnight)(?!\p{L})/u.test(after))
  );
}
