import { leaveOut, matchAt, type Reading, say, type Scan } from '../scan/scan.ts';
import { readAbbreviation } from './abbreviation.ts';
import { readAcronym } from './acronym.ts';

const latin = /[\p{Script=Latin}\p{M}]+(?:(?:['’]|[-‐])?[\p{Script=Latin}\p{M}]+)*/uy;
const devanagari =
  /[\p{Script=Devanagari}\p{M}\u200c\u200d]+(?:-[\p{Script=Devanagari}\p{M}\u200c\u200d]+)*/uy;
// A letter of `μm` is no part of the word before it.
const otherLetters =
  /(?:(?!\p{Script=Latin})\p{L})\p{M}*(?:(?!\p{Script=Latin}|μ\p{Script=Latin})[\p{L}\p{M}])*/uy;
const otherThanHindi =
  /(?:(?!\p{Script=Latin}|\p{Script=Devanagari})\p{L}\p{M}*)(?:(?!\p{Script=Latin}|\p{Script=Devanagari}|μ\p{Script=Latin})\p{L}\p{M}*)*/uy;
const greekLetter = /\p{Script=Greek}\p{M}*(?!\p{Script=Greek})/uy;
const elision = /\p{L}{1,6}'(?=\p{L})/uy;
const optionalPlural = /\((s|es)\)(?![\p{L}])/uy;

/** Hindi words that are written in two ways and said in one. */
const spellings: Readonly<Record<string, string>> = {
  पांच: 'पाँच',
  हजार: 'हज़ार',
  रुपए: 'रुपये',
  रूपये: 'रुपये',
  छः: 'छह',
};

/** Reads a word; one in a script that the language's voice cannot read is marked as such. */
export function readWord(scan: Scan, at: number): Reading | null {
  const { text, grammar, isShouted } = scan;
  const elided = readElided(scan, at);
  if (elided !== null) return elided;
  const known =
    matchAt(latin, text, at) ?? (grammar.language === 'hi' ? matchAt(devanagari, text, at) : null);
  if (known !== null) {
    const accented = readTypedAccent(scan, at, known[0]);
    if (accented !== null) return accented;
    const written = isShouted ? known[0].toLowerCase() : known[0];
    const word = (Object.hasOwn(spellings, written) ? spellings[written] : undefined) ?? written;
    const end = at + known[0].length;
    const plural = scan.options.optionalPluralizationNormalization
      ? matchAt(optionalPlural, text, end)
      : null;
    return plural === null ? say(word, at, end) : say(word + (plural[1] ?? ''), at, end + plural[0].length);
  }
  const greek = matchAt(greekLetter, text, at);
  const name = greek === null ? undefined : grammar.signs[toBaseLetter(greek[0])];
  if (greek !== null && name !== undefined) return say(name, at, at + greek[0].length);
  const other = matchAt(grammar.language === 'hi' ? otherThanHindi : otherLetters, text, at);
  if (other === null) return null;
  return leaveOut('script', at, at + other[0].length);
}

function toBaseLetter(letter: string): string {
  return letter.normalize('NFD').charAt(0).toLowerCase();
}

/** Italian words whose apostrophe stands for what is left out: `un po'`, `di'`. */
const shortened = new Set(['po', 'mo', 'di', 'da', 'fa', 'va', 'sta', 'be', 'to', 've', 'ca', 'vo']);
const accents: Readonly<Record<string, string>> = { a: 'à', e: 'è', i: 'ì', o: 'ò', u: 'ù' };

/** `citta'`, `perche'`: keyboards without accents put an apostrophe behind the vowel. */
function readTypedAccent({ text, grammar }: Scan, at: number, word: string): Reading | null {
  const end = at + word.length;
  if (grammar.language !== 'it' || text.charAt(end) !== "'") return null;
  const accent = accents[word.slice(-1).toLowerCase()];
  const isQuoted = /(?:^|[\s(])'\p{L}[^']*$/u.test(text.slice(Math.max(0, end - 200), end));
  if (accent === undefined || isQuoted || shortened.has(word.toLowerCase())) return null;
  const isAcute = /ch[eE]$/u.test(word);
  return say(word.slice(0, -1) + (isAcute ? 'é' : accent), at, end + 1);
}

/** French and Italian write small words into the next one: `l'ing. Verdi`, `l'ONU`. */
function readElided(scan: Scan, at: number): Reading | null {
  if (!/^(?:fr|it)$/u.test(scan.grammar.language)) return null;
  const match = matchAt(elision, scan.text, at);
  if (match === null) return null;
  const start = at + match[0].length;
  // Behind the apostrophe, what follows begins a word of its own.
  const rest = readAbbreviation(scan, start) ?? readAcronym(scan, start);
  const [part, ...others] = rest?.parts ?? [];
  if (rest === null || part === undefined || others.length > 0) return null;
  return say(match[0] + part.spoken, at, rest.end);
}
