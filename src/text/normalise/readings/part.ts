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

/** English says `three quarters cup flour` of what follows, and `three quarters of a cup` else. */
function isDescribing({ text, grammar }: Scan, at: number, { start, end }: Whole): boolean {
  if (!grammar.language.startsWith('en')) return false;
  if (text.charAt(start - 1) !== ' ' || determiners.test(wordBefore(text, at))) return true;
  const next = wordAfter(text, end).toLowerCase();
  return next !== '' && !grammar.functionWords.has(next);
}

/** Reads a fraction with what it is a part of; `sayFraction` says it in the form that it needs there. */
export function readPart(
  scan: Scan,
  { start, end }: { readonly start: number; readonly end: number },
  sayFraction: (form: NumberForm) => string | null,
): Reading | null {
  const whole = parseWhole(scan, end);
  const fraction = sayFraction(whole?.form ?? toForm(scan, end));
  if (fraction === null) return null;
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
