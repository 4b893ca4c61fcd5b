import type { EspeakLanguage } from '../../contract/phonemizer.ts';
import abbreviations from './abbreviations.json' with { type: 'json' };
import loansJson from './loans.json' with { type: 'json' };
import { apostropheClass, markClass, partingMarkClass, toKokoroSigns } from './punctuation.ts';
import { toSpokenPieces } from './spoken-form.ts';

/**
 * A part of the text: a word with what eSpeak gets for it, or what stands between words, in Kokoro's signs. A word that
 * eSpeak gets in pieces comes as several with one range.
 */
export type Token =
  | { readonly kind: 'word'; readonly start: number; readonly end: number; readonly spoken: string }
  | { readonly kind: 'mark'; readonly signs: string }
  | { readonly kind: 'space' };

/** A stretch of text without space. */
interface Chunk {
  readonly text: string;
  readonly start: number;
  /** The chunk that follows, or nothing at the end of the text. */
  readonly next: string;
  readonly language: EspeakLanguage;
}

const loans = new Map<string, ReadonlyMap<string, string>>(
  Object.entries(loansJson).map(([language, table]) => [language, new Map(Object.entries(table))]),
);
const loanParts = /^((?:\p{L}{1,5}['’])?)(.+?)(s?)$/u;

const spaceClass = '[\\s\\p{Cc}\\p{Zl}\\p{Zp}]';
const chunkPattern = new RegExp(`(${spaceClass}+)|[^\\s\\p{Cc}\\p{Zl}\\p{Zp}]+`, 'gu');
const edgeClass = `(?:${markClass}|${apostropheClass})`;
// A point or a minus sign directly before a digit belongs to the number.
const leadingEdge = new RegExp(`^(?:(?![.-]\\p{Nd})${edgeClass})+`, 'u');
const edge = new RegExp(`^${edgeClass}$`, 'u');
const address = /:\/\/|^www\.|@[^@]+\./iu;
const innerMarks = new RegExp(
  `(${partingMarkClass}+|\\.{2,}|--+|(?<=\\p{L})[,;:!?]+(?=\\p{L})|(?<=\\p{Ll})\\.(?=\\p{Lu}\\p{Ll}))`,
  'u',
);
// In French and Italian eSpeak takes `L'I` for an initialism and names the apostrophe, but not `l'I`.
const elidingLanguages: ReadonlySet<EspeakLanguage> = new Set<EspeakLanguage>(['fr', 'it']);
const elided = /^\p{Lu}(?=['’]\p{L})/u;
const dottedAbbreviation = /^(?:\p{L}\.)+\p{L}$/u;

/** Splits text into words, punctuation and space; together they cover all of it, in order. */
export function tokenize(text: string, language: EspeakLanguage): Token[] {
  const tokens: Token[] = [];
  const matches = [...text.matchAll(chunkPattern)];
  for (const [index, match] of matches.entries()) {
    if (match[1] !== undefined) {
      tokens.push({ kind: 'space' });
      continue;
    }
    const next = matches[index + 2]?.[0] ?? '';
    tokens.push(...toTokens({ text: match[0], start: match.index, next, language }));
  }
  return tokens;
}

function toTokens(chunk: Chunk): Token[] {
  const { text, start, language } = chunk;
  const leading = leadingEdge.exec(text)?.[0] ?? '';
  const rest = text.slice(leading.length);
  const coreEnd = findCoreEnd(rest);
  const [core, trailing] = [rest.slice(0, coreEnd), rest.slice(coreEnd)];
  if (core === '') return [{ kind: 'mark', signs: /^[-‐‑]$/u.test(text) ? '—' : toKokoroSigns(leading) }];

  const isAbbreviation = isAbbreviated(core, trailing, chunk);
  const parts = address.test(core) ? [core] : core.split(innerMarks);
  const tokens: Token[] = [];
  const before = toKokoroSigns(leading);
  if (before !== '') tokens.push({ kind: 'mark', signs: before });
  let offset = start + leading.length;
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1;
    // Even a mark that has no sign parts the words on its two sides.
    if (index % 2 === 1) tokens.push({ kind: 'mark', signs: toKokoroSigns(part) });
    else if (part !== '') {
      const word = elidingLanguages.has(language) ? part.replace(elided, toSmall) : part;
      const spoken = toSpoken(
        respellLoan(word, language),
        index === 0 ? leading : '',
        isLast ? trailing : '',
      );
      const range = { start: offset, end: offset + part.length };
      for (const piece of spoken) tokens.push({ kind: 'word', ...range, spoken: piece });
    }
    offset += part.length;
  }
  const after = toKokoroSigns(isAbbreviation ? trailing.slice(1) : trailing);
  if (after !== '') tokens.push({ kind: 'mark', signs: after });
  return tokens;
}

function toSmall(letter: string): string {
  return letter.toLowerCase();
}

/** Finds where the marks at the end of a chunk begin; from the end, which takes time in proportion to them alone. */
function findCoreEnd(rest: string): number {
  let end = rest.length;
  while (end > 0 && edge.test(rest.charAt(end - 1))) end -= 1;
  return end;
}

/** eSpeak knows words by their apostrophe (`'em`, `po'`) and abbreviations by their last point (`e.g.`). */
function toSpoken(word: string, leading: string, trailing: string): string[] {
  const pieces = toSpokenPieces(word);
  const last = pieces.length - 1;
  const before = /['’]$/u.test(leading) ? "'" : '';
  const after = /^['’]/u.test(trailing) ? "'" : '';
  const point = dottedAbbreviation.test(word) && trailing.startsWith('.') ? '.' : '';
  return pieces.map(
    (piece, index) => (index === 0 ? before : '') + piece + (index === last ? point + after : ''),
  );
}

/** Whether the point after a word belongs to the word and is no sign to pause. */
function isAbbreviated(word: string, trailing: string, { next, language }: Chunk): boolean {
  if (!/^\.(?:[,;:)]|$)/u.test(trailing) || (trailing === '.' && next === '')) return false;
  const isTitle = abbreviations[language].includes(word.toLowerCase());
  const isInitial = /^\p{Lu}$/u.test(word) && word !== 'I';
  if (isTitle || isInitial) return true;
  const mayEndSentence = word === word.toLowerCase() && /^\p{P}*\p{Lu}/u.test(next);
  return dottedAbbreviation.test(word) && !mayEndSentence;
}

/** Spells a name or word of English as its sound is written in the language that uses it; any other word stays as it is. */
function respellLoan(word: string, language: EspeakLanguage): string {
  const table = loans.get(language);
  if (table === undefined) return word;
  const [, article = '', loan = '', plural = ''] = loanParts.exec(word) ?? [];
  const whole = table.get((loan + plural).toLowerCase());
  if (whole !== undefined) return article + whole;
  const single = table.get(loan.toLowerCase());
  return single === undefined ? word : article + single + plural;
}
