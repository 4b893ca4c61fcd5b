import type { Context } from './context.ts';
import { applyStress, type StressLevel } from './stress.ts';
import { type Tag, toReadingKind } from './tag.ts';

/** One look-up: a word as it is written, what it is in its sentence, and what follows it. */
export interface WordQuery {
  readonly word: string;
  readonly tag: Tag;
  readonly stress: StressLevel;
  readonly context: Context;
}

/** What the words below are made of. */
export interface WordSource {
  /** Looks a word up in the lists alone. */
  lookUp(query: WordQuery): string | null;
  /** Names the letters of a word. */
  spell(word: string): string | null;
}

type SpecialWord = (query: WordQuery, source: WordSource) => string | null;

const symbolNames: ReadonlyMap<string, string> = new Map(
  Object.entries({ '%': 'percent', '&': 'and', '+': 'plus', '@': 'at' }),
);
const addressSigns: ReadonlyMap<string, string> = new Map(Object.entries({ '.': 'dot', '/': 'slash' }));

const plain = { tag: 'XX', stress: null } as const;

const sayArticleA: SpecialWord = ({ tag }) => (tag === 'DT' ? 'ɐ' : 'ˈA');

const sayAm: SpecialWord = (query, source) => {
  const { word, tag, stress, context } = query;
  if (tag.startsWith('NN')) return source.spell(word);
  if (word === 'Am' && tag === 'FW')
    return applyStress(source.lookUp({ ...query, ...plain, word: 'am' }) ?? '', 2);
  const isFull = context.nextIsVowel === null || word !== 'am' || (stress ?? 0) > 0;
  return isFull ? source.lookUp({ ...query, ...plain, word: 'am' }) : 'ɐm';
};

const sayAn: SpecialWord = ({ word, tag }, source) =>
  word === 'AN' && tag.startsWith('NN') ? source.spell(word) : 'ɐn';

const sayBy: SpecialWord = ({ tag }) => (toReadingKind(tag) === 'ADV' ? 'bˈI' : null);

const sayTo: SpecialWord = (query, source) => {
  const { word, tag, context } = query;
  if (word === 'TO' && tag !== 'TO' && tag !== 'IN') return null;
  if (context.nextIsVowel === null) return source.lookUp({ ...query, ...plain, word: 'to' });
  return context.nextIsVowel ? 'tʊ' : 'tə';
};

const sayIn: SpecialWord = ({ word, tag, context }) => {
  if (word === 'IN' && tag === 'NNP') return null;
  return context.nextIsVowel === null || tag !== 'IN' ? 'ˈɪn' : 'ɪn';
};

const sayThe: SpecialWord = ({ word, tag, context }) => {
  if (word === 'THE' && tag !== 'DT') return null;
  return context.nextIsVowel === true ? 'ði' : 'ðə';
};

const sayUsed: SpecialWord = (query, source) => {
  const isHabit = query.context.nextIsTo && (query.tag === 'VBD' || query.tag === 'JJ');
  return source.lookUp({ ...query, ...plain, word: 'used', tag: isHabit ? 'VBD' : 'XX' });
};

const specialWords: ReadonlyMap<string, SpecialWord> = new Map<string, SpecialWord>([
  ...['a', 'A'].map((word) => [word, sayArticleA] as const),
  ...['am', 'Am', 'AM'].map((word) => [word, sayAm] as const),
  ...['an', 'An', 'AN'].map((word) => [word, sayAn] as const),
  ...['by', 'By', 'BY'].map((word) => [word, sayBy] as const),
  ...['to', 'To', 'TO'].map((word) => [word, sayTo] as const),
  ...['in', 'In', 'IN'].map((word) => [word, sayIn] as const),
  ...['the', 'The', 'THE'].map((word) => [word, sayThe] as const),
  ...['used', 'Used', 'USED'].map((word) => [word, sayUsed] as const),
  ['I', ({ tag }) => (tag === 'PRP' ? 'ˌI' : null)],
]);

/** Speaks words whose sound depends on their neighbours, signs, and dotted initials; null for all others. */
export function saySpecialWord(query: WordQuery, source: WordSource): string | null {
  const { word, tag, context } = query;
  const addressSign = tag === 'ADD' ? addressSigns.get(word) : undefined;
  if (addressSign !== undefined) {
    const name = source.lookUp({ ...query, ...plain, word: addressSign });
    return name === null ? null : applyStress(name, -0.5);
  }
  const symbol = symbolNames.get(word);
  if (symbol !== undefined) return source.lookUp({ word: symbol, ...plain, context });
  if (isDottedInitials(word)) return source.spell(word);
  if (tag === 'IN' && /^vs\.?$/iu.test(word)) return source.lookUp({ word: 'versus', ...plain, context });
  return specialWords.get(word)?.(query, source) ?? null;
}

/** Whether a word is a sign that has a name, as `&` has. */
export function isNamedSign(word: string): boolean {
  return symbolNames.has(word);
}

/** Whether a word is of letters parted by dots, at most two between them: `U.S.`, `e.g.`, `Ph.D`. */
function isDottedInitials(word: string): boolean {
  if (!/^\.*[^.].*\..*[^.]/u.test(word)) return false;
  return word.split('.').every((part) => part.length < 3 && /^\p{L}*$/u.test(part));
}
