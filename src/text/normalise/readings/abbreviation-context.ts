import states from '../../sentences/states.json' with { type: 'json' };
import { type Scan, wordAfter, wordBefore } from '../scan/scan.ts';

/** Looks a word up that may be the name of something that every object has. */
export function lookUp(table: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** Where an abbreviation stands, with its point. */
interface Place {
  readonly key: string;
  readonly at: number;
  readonly end: number;
  readonly isNamed: boolean;
}

const compass = new Set(['north', 'south', 'east', 'west', 'n', 's', 'e', 'w']);

const streets: Readonly<Record<string, string>> = { ave: 'avenue', blvd: 'boulevard', ct: 'court', dr: 'drive', hwy: 'highway', ln: 'lane', pkwy: 'parkway', rd: 'road', sq: 'square', st: 'street' }; // prettier-ignore
const persons: Readonly<Record<string, string>> = { dr: 'doctor', st: 'saint' };
const linkWord = /^(?:The|And|Of|At|In|Near|To|From|By|On|With|For|Is|Was)$/u;

/** What an abbreviation stands for by what is around it: saint or street, doctor or drive; a street stands behind a name or a number, a person before one. */
export function inContext({ text, grammar }: Scan, { key, at, end, isNamed }: Place): string | undefined {
  const street = lookUp(streets, key);
  const person = lookUp(persons, key);
  // `M. le Maire`, `M. et Mme Dupont`
  if (
    grammar.language === 'fr' &&
    /^MM?\. (?:(?:l[ea]s? |l')\p{L}|(?:et|ou|&) M(?:mes?|lles?)(?!\p{L}))/u.test(text.slice(at, at + 16))
  )
    return key === 'm' ? 'monsieur' : 'messieurs';
  if (grammar.language === 'pt-br' && key === 'd' && isNamed && wordAfter(text, end).endsWith('a'))
    return 'dona';
  if (grammar.language === 'it' && key === 'ss' && isNamed) return toItalianHoly(wordAfter(text, end));
  if (grammar.language === 'it' && key === 's' && isNamed) return toItalianSaint(wordAfter(text, end));
  // `al 3° p.`
  if (grammar.language === 'it' && key === 'p' && /\d[°º] $/u.test(text.slice(Math.max(0, at - 3), at)))
    return 'piano';
  // `£74 inc. VAT`, but `Moss Inc.`
  if (grammar.language.startsWith('en') && text.startsWith('inc.', at)) return 'including';
  const review = grammar.language.startsWith('en') ? findJournal(text, key, at) : undefined;
  if (review !== undefined) return review;
  // `£600 pcm`, but no PCM of sound
  if (text.startsWith('pcm', at) && /£[\d,.]{1,9} ?$/u.test(text.slice(Math.max(0, at - 12), at)))
    return 'per calendar month';
  if (isAgainst({ text, grammar }, { key, at, isNamed })) return 'versus';
  // `los s. XVIII-XIX`, `3e ét. dr.`
  if (grammar.language === 'es' && key === 's' && /[Ll]os $/u.test(text.slice(Math.max(0, at - 4), at)))
    return 'siglos';
  if (grammar.language === 'fr' && text.startsWith('dr.', at) && !isNamed) return 'droite';
  const extreme = findExtreme({ text, grammar }, key, at);
  if (extreme !== undefined) return extreme;
  if (!grammar.language.startsWith('en') || street === undefined) return undefined;
  const before = /([\p{L}\p{M}\p{N}'.]+) $/u.exec(text.slice(Math.max(0, at - 30), at))?.[1] ?? '';
  const isName = /^\p{Lu}\p{Ll}|^\d+(?:st|nd|rd|th)$/u.test(before);
  const isBehindName = isName && (!isNamed || at > before.length + 1) && !(isNamed && linkWord.test(before));
  if (key === 'dr' && !isNamed && linkWord.test(before)) return person;
  if (isBehindName) {
    const isPerson = isNamed && !compass.has(wordAfter(text, end).toLowerCase()) && isPersonBehind(before);
    return isPerson ? person : street;
  }
  return isNamed ? person : undefined;
}

const journals: Readonly<Record<string, string>> = { med: 'medicine', rev: 'review' };

/** `Phys. Rev. Lett.`, `Nat. Med.`, `rev. ed.`, `fl. 1750`: what scholars shorten. */
function findJournal(text: string, key: string, at: number): string | undefined {
  if (key === 'rev' && /^\. ?(?:ed|edn)(?!\p{L})/u.test(text.slice(at + 3, at + 9))) return 'revised';
  if (key === 'fl' && /^\. 1?\d{3}(?!\d)/u.test(text.slice(at + 2, at + 9))) return 'flourished';
  // `Tampa, Fla., on Monday`
  const isState =
    /\p{Ll}, $/u.test(text.slice(Math.max(0, at - 3), at)) &&
    /^\p{Lu}\p{Ll}+\./u.test(text.slice(at, at + key.length + 1));
  if (isState && lookUp(states, key) !== undefined) return lookUp(states, key);
  const isBehindShort = /(?:Phys|Nat|Am|Eur|Annu|Clin|Exp|Int|Mod|Chem|Biol|J)\. $/u.test(
    text.slice(Math.max(0, at - 7), at),
  );
  return isBehindShort ? lookUp(journals, key) : undefined;
}

const feminineBefore = /^(?:vel|temp|cap|pot|pres|edad|hum)$/u;

/** `velocidad máx.`: the greatest and the least agree with the noun before them. */
function findExtreme(
  { text, grammar }: Pick<Scan, 'grammar' | 'text'>,
  key: string,
  at: number,
): string | undefined {
  const isExtreme = /^m[áa]x$|^m[íi]n$/u.test(key) && /^(?:es|it|pt-br)$/u.test(grammar.language);
  const before = isExtreme ? wordBefore(text, at) : '';
  // What ends in `e` is of either gender in Italian.
  const isFeminine = grammar.language === 'it' ? /[aà]$/u.test(before) : grammar.genderOf(before) === 'f';
  const isNoun = /^\p{L}{3,}$/u.test(before) && !grammar.functionWords.has(before);
  if (!isNoun || !(feminineBefore.test(before) || isFeminine)) return undefined;
  const word = lookUp(grammar.abbreviations.spoken, key) ?? lookUp(grammar.abbreviations.beforeNumber, key);
  return word?.endsWith('imo') === true ? word.replace(/o$/u, 'a') : undefined;
}

/** `Chelsea v Arsenal`, `Donoghue v Stevenson`: the British leave the point out. */
function isAgainst(
  { text, grammar }: Pick<Scan, 'grammar' | 'text'>,
  { key, at, isNamed }: Omit<Place, 'end'>,
): boolean {
  if (key !== 'v' || !isNamed || !grammar.language.startsWith('en')) return false;
  return text.charAt(at) === 'v' && /\p{Lu}[\p{L}\p{M}]* $/u.test(text.slice(Math.max(0, at - 24), at));
}

/** `S. Maria` is santa, `S. Antonio` sant', `S. Stefano` santo. */
function toItalianSaint(name: string): string {
  const isWoman =
    name.endsWith('a') && !/^(?:andrea|luca|nicola|mattia|elia|geremia|isaia|zaccaria)$/iu.test(name);
  if (/^[aeiouàèéìòù]/iu.test(name)) return "sant'";
  if (isWoman) return 'santa';
  return /^(?:s[^aeiou]|z)/iu.test(name) ? 'santo' : 'san';
}

/** `SS. Trinità` is santissima, `SS. Pietro e Paolo` are santi. */
function toItalianHoly(name: string): string | undefined {
  if (/^(?:Trinit|Annunziat|Vergin|Madr|Concezion|Assunt)/u.test(name)) return 'santissima';
  return /^(?:Sacrament|Redentor|Salvator|Crocifiss|Nome)/u.test(name) ? 'santissimo' : undefined;
}

function isPersonBehind(before: string): boolean {
  return /^(?:Mt|Mount|Ft|Fort|Port|Lake|Cape|East|Mr|Mrs|Ms|Prof|Rev|Sir|Dear|Meet|Ask|Hello|Hi|Visit|Call|See|Saw|When|If|But|So|Then|Thanks)\.?$/u.test(
    before,
  );
}
