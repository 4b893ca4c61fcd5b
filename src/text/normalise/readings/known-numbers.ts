import type { Numeral } from '../scan/numeral.ts';
import { type Scan, wordAfter, wordBefore, wordsBefore } from '../scan/scan.ts';

const scoreWords =
  /^(?:score|scored|won|win|lost|beat|ended|finished|drew|lead|led|ganó|perdió|marcador|gagné|perdu|vinto|perso|venceu|perdeu|placar)$/iu;

/** Whether two numbers are the result of a game: `Arsenal 2 - 1 Chelsea`, `The final score was 3 - 2.` */
export function isResult({ text }: Scan, first: Numeral, second: Numeral): boolean {
  const isShort = [first, second].every(({ integer, fraction }) => integer.length < 4 && fraction === null);
  if (!isShort || /^ ?[=+*/×÷-]/u.test(text.slice(second.end, second.end + 2))) return false;
  const words = wordsBefore(text, first.end - first.integer.length).slice(-3);
  const isBetweenNames =
    /^\p{Lu}\p{L}/u.test(words.at(-1) ?? '') && /^\p{Lu}\p{L}/u.test(wordAfter(text, second.end));
  return isBetweenNames || words.some((word) => scoreWords.test(word));
}

const ofThousandMeters =
  /^(?:races?|runs?|runners?|walks?|course|times?|monitors?|displays?|screens?|resolution|video)$/u;
const aRace = /^(?:an?|the|my|your|his|her|our|their|first|this|another)$/u;

/** Whether thousands are the length of a race, or the dots of a screen: `a 5K race`, `ran a 10k on Sunday`: nobody says the thousand. */
function isRace({ text, grammar }: Scan, at: number, { integer, fraction, end }: Numeral): boolean {
  if (!grammar.language.startsWith('en') || fraction !== null || !/^(?:[3-8]|1[05])$/u.test(integer))
    return false;
  if (!/^[kK](?![\p{L}\p{N}])/u.test(text.slice(end, end + 2))) return false;
  const next = wordAfter(text, end + 1);
  if (ofThousandMeters.test(next)) return true;
  return aRace.test(wordBefore(text, at)) && (next === '' || grammar.functionWords.has(next));
}

/** Whether two numbers are the name of an aeroplane: `Boeing 737-800`, `777-300ER`. */
export function isJet({ text }: Scan, first: Numeral, second: Numeral): boolean {
  const isNamed = wordBefore(text, first.end - first.integer.length) === 'boeing';
  return (
    isNamed ||
    (/^7[0-8]7$/u.test(first.integer) && /^(?:ER|LR)/u.test(text.slice(second.end, second.end + 2)))
  );
}

const laws = /^(?:n°|nº|numéro|loi|décret|ordonnance|décision)$/u;
const articles = /^(?:[ld]')?(?:art|article|alinéa)$/u;

/** Whether two numbers with a hyphen are those of a case: `No. 21-1234`. */
export function isDocket({ text, grammar }: Scan, at: number, second: Numeral): boolean {
  const isNumbered = /^(?:no|case|docket|file|dkt)$/u.test(wordBefore(text, at));
  return grammar.language.startsWith('en') && isNumbered && second.integer.length > 3;
}

/** Whether two numbers with a hyphen are that of a French law or article: `loi n° 78-17`, `l'art. 6-1`, but not `art. 6-10`. */
export function isFrenchLaw(
  { text, grammar }: Scan,
  at: number,
  [first, second]: readonly [Numeral, Numeral],
): boolean {
  const before = grammar.language === 'fr' ? wordBefore(text, at) : '';
  const isPart = articles.test(before) && Number(second.integer) <= Number(first.integer);
  return isPart || laws.test(before);
}

const products =
  /^M(?: (?:Company|Co|Corp|Corporation|tapes?|Command|Scotch|Post-it|N95|masks?|respirators?|adhesives?)(?!\p{L}))/u;

/** Whether letters behind a number are no magnitude: `a 5K race`, `el 8M`, the firm in `3M tape`. */
export function isNoCount(scan: Scan, at: number, numeral: Numeral): boolean {
  const { text, grammar } = scan;
  const isFirm =
    grammar.language.startsWith('en') &&
    numeral.integer === '3' &&
    products.test(text.slice(numeral.end, numeral.end + 16));
  return isFirm || isRace(scan, at, numeral) || isDayName(scan, at, numeral);
}

/** Whether a number is a day with the letter of its month, as Spain calls what happened on it: `el 8M`. */
function isDayName({ text, grammar }: Scan, at: number, { integer, fraction }: Numeral): boolean {
  return (
    grammar.language === 'es' && fraction === null && Number(integer) <= 31 && wordBefore(text, at) === 'el'
  );
}
