import type { NumberForm } from '../grammar/grammar.ts';
import { join, type Reading, say, type Scan, toForm, wordAfter, wordBefore } from '../scan/scan.ts';
import { parseUnit } from './unit.ts';

/** What a fraction is a part of. */
interface Whole {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly form: NumberForm;
}

/** The unit, or the word for a measure, behind a fraction: `3/4 h`, `3/4 tasse`. */
function parseWhole(scan: Scan, at: number): Whole | null {
  const unit = parseUnit(scan, at);
  if (unit !== null)
    return {
      start: unit.start,
      end: unit.end,
      name: unit.noun.one,
      form: { gender: unit.noun.gender ?? 'm', isBeforeNoun: true },
    };
  const word = scan.text.charAt(at) === ' ' ? wordAfter(scan.text, at) : '';
  const noun = scan.grammar.measures.get(word.toLowerCase());
  if (noun === undefined) return null;
  const gender = noun.gender ?? 'm';
  return { start: at + 1, end: at + 1 + word.length, name: word, form: { gender, isBeforeNoun: true } };
}

const determiners = /^(?:an?|the|this|that|each|every|my|your|his|her|its|our|their)$/u;

/** What a measure is said of, behind it. */
const behindMeasure =
  /^(?:wide|long|tall|high|deep|thick|wider|longer|taller|higher|deeper|thicker|apart|early|late|north|south|east|west)$/u;

/** English says `three quarters cup flour` of what follows, and `three quarters of a cup` else. */
function isDescribing({ text, grammar }: Scan, at: number, { start, end }: Whole): boolean {
  if (!grammar.language.startsWith('en')) return false;
  if (text.charAt(start - 1) === '-' || determiners.test(wordBefore(text, at))) return true;
  const next = wordAfter(text, end).toLowerCase();
  return next !== '' && !behindMeasure.test(next) && !grammar.functionWords.has(next);
}

const articles =
  /^(?:the|this|that|another|each|every|una?|une|uno|uma?|el|la|le|il|o|este|esta|ce|cet|cette|questo|questa|quel|quella|chaque|cada|ogni)$/u;

/** Behind an article the fraction has none: `une 1/2 h`, `a 1/4 mile`. */
function isArticle({ text, grammar }: Scan, at: number): boolean {
  const before = wordBefore(text, at);
  return articles.test(before) || (grammar.language.startsWith('en') && /^an?$/u.test(before));
}

/** `1/2 an hour`, `1/2 the price` */
function toHalf({ text, grammar }: Scan, fraction: string, end: number): string {
  const isHalf = fraction === 'one half' && grammar.language.startsWith('en');
  return isHalf && determiners.test(wordAfter(text, end).toLowerCase()) ? 'half' : fraction;
}

/** Reads a fraction with what it is a part of; `sayFraction` says it in the form that it needs there. */
export function readPart(
  scan: Scan,
  { start, end }: { readonly start: number; readonly end: number },
  sayFraction: (form: NumberForm) => string | null,
): Reading | null {
  const whole = parseWhole(scan, end);
  const said = sayFraction(whole?.form ?? toForm(scan, end));
  if (said === null) return null;
  // `sure that 1/3 of them`
  const isOf = / of(?!\p{L})/uy.test(scan.text.slice(end, end + 4));
  const fraction =
    isArticle(scan, start) && !isOf
      ? said.replace(/^(?:one|une?|uno|um) (?=\p{L})/u, '')
      : toHalf(scan, said, end);
  if (whole === null) return say(fraction, start, end);
  const { name } = whole;
  const { numbers } = scan.grammar;
  // `1/2 %` is no part of a noun.
  const isNoun = !/^(?:per|por|pour) /u.test(name);
  const joined = isNoun && !isDescribing(scan, start, whole) ? numbers.partOf?.(fraction, name) : undefined;
  const words = joined ?? `${fraction} ${name}`;
  if (!words.endsWith(` ${name}`)) return say(words, start, whole.end);
  const before = words.slice(0, words.length - name.length - 1);
  return join(say(before, start, end), say(name, whole.start, whole.end));
}
