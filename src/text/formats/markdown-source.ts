import {
  CodeSpans,
  fenceOpening,
  findFenceEnd,
  findThoughtEnd,
  thoughtOpening,
} from '../markup/code-and-thoughts.ts';
import { placeDecoded } from './decoded-places.ts';
import { toReadableFormula } from './formula.ts';

/** Stands in the place of what is left out before Markdown is parsed. */
const LEFT_OUT = '\ue000';
/** Stands in the place of a formula, whose signs mean something else in Markdown. */
const FORMULA = '\ue001';

const otherMarks =
  /`{1,20}|\\[([]|\${1,2}|\[\[([^[\]|\n]{1,200})\|(?=[^[\]|\n]{1,200}\]\])|\[\^\d{1,3}\^?\](?!:)|\[!(?=(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\])|(?<![^\s(])(?::[a-z][a-z\d_+-]{1,30})+:(?![^\s).,!?])/u;
const parts = new RegExp(`(${fenceOpening.source})|${thoughtOpening.source}|${otherMarks.source}`, 'gmu');
const LONGEST_FORMULA = 2_000;
const stretches = new RegExp(`${LEFT_OUT}+|${FORMULA}+|[^${LEFT_OUT}${FORMULA}]+`, 'gu');

/** A formula as it is read, in the place of its source. */
export interface Formula {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A part of a text of the prepared source: as it is written, or a formula. */
export type SourcePart =
  | { readonly kind: 'formula'; readonly formula: Formula }
  | { readonly kind: 'text'; readonly value: string; readonly start: number; readonly end: number };

/**
 * The source of a Markdown text as the parser is given it, of the same length: thoughts of language models, the targets
 * of wiki links, short names of emoji and formulas are replaced by characters that mean nothing.
 */
export class MarkdownSource {
  readonly #source: string;
  readonly #formulas = new Map<number, Formula>();
  #text = '';

  constructor(source: string) {
    this.#source = source;
    this.#prepare();
  }

  /** What is parsed. */
  get text(): string {
    return this.#text;
  }

  /** Whether a value that the parser gives holds anything that was replaced. */
  static isChanged(value: string): boolean {
    return value.includes(LEFT_OUT) || value.includes(FORMULA);
  }

  /** Parts a value by what was replaced in it; `start` and `end` say where it stands in the source. */
  *split(value: string, start: number, end: number): Generator<SourcePart, void, undefined> {
    const isLiteral = value.length === end - start;
    const places = isLiteral ? [] : placeDecoded(this.#text, { value, start, end });
    const startOf = (index: number): number => (isLiteral ? start + index : (places[index]?.start ?? end));
    const endOf = (index: number): number => (isLiteral ? start + index : (places[index - 1]?.end ?? start));
    for (const { 0: stretch, index } of value.matchAll(stretches)) {
      if (stretch.startsWith(FORMULA))
        yield* this.#findFormulas(startOf(index), endOf(index + stretch.length));
      else if (!stretch.startsWith(LEFT_OUT))
        yield { kind: 'text', value: stretch, start: startOf(index), end: endOf(index + stretch.length) };
    }
  }

  *#findFormulas(start: number, end: number): Generator<SourcePart, void, undefined> {
    for (let at = start; at < end;) {
      const formula = this.#formulas.get(at);
      if (formula === undefined) return;
      yield { kind: 'formula', formula };
      at = formula.end;
    }
  }

  #prepare(): void {
    const source = this.#source;
    let at = 0;
    const replace = (start: number, end: number, by: string): void => {
      this.#text += source.slice(at, start) + by.repeat(end - start);
      at = end;
    };
    const pattern = new RegExp(parts);
    const code = new CodeSpans(source);
    const signs = new NextPlaces(source);
    for (let match = pattern.exec(source); match !== null; match = pattern.exec(source)) {
      const start = match.index;
      const [sign, opening, thought] = match;
      if (opening !== undefined) {
        const fence = { from: start + opening.length, opening, isWhole: true };
        pattern.lastIndex = findFenceEnd(source, fence) ?? source.length;
        continue;
      }
      if (thought !== undefined) {
        // Line breaks, since spaces would make a block of code of what follows. One that is not closed goes to the end.
        replace(start, findThoughtEnd(source, start, thought) ?? source.length, '\n');
      } else if (sign.startsWith('`')) {
        pattern.lastIndex = code.findEnd(start, sign.length) ?? start + sign.length;
        continue;
      } else if (sign.startsWith('$') || sign.startsWith('\\')) {
        const formula = findFormula({ source, signs }, start, sign);
        if (formula === null) continue;
        this.#formulas.set(start, formula);
        replace(start, formula.end, FORMULA);
      } else replace(start, start + sign.length, LEFT_OUT);
      pattern.lastIndex = at;
    }
    this.#text += source.slice(at);
  }
}

/** Finds the next place of a sign; places are asked for in order, so that the text is searched once for each sign. */
class NextPlaces {
  readonly #source: string;
  readonly #places = new Map<string, number>();

  constructor(source: string) {
    this.#source = source;
  }

  find(sign: string, from: number): number {
    const known = this.#places.get(sign);
    if (known !== undefined && known >= from) return known;
    const found = this.#source.indexOf(sign, from);
    const place = found < 0 ? Infinity : found;
    this.#places.set(sign, place);
    return place;
  }
}

const closings: Readonly<Record<string, string>> = { $: '$', $$: '$$', '\\(': '\\)', '\\[': '\\]' };

function findFormula(
  { source, signs }: { readonly source: string; readonly signs: NextPlaces },
  start: number,
  sign: string,
): Formula | null {
  if (source.charAt(start - 1) === '\\') return null;
  const closing = closings[sign] ?? sign;
  const from = start + sign.length;
  let to = signs.find(closing, from);
  // `$\$5$`
  while (sign === '$' && source.charAt(to - 1) === '\\') to = signs.find(closing, to + 1);
  if (to === from || to - from > LONGEST_FORMULA) return null;
  const tex = source.slice(from, to);
  const end = to + closing.length;
  if (/\n\s*\n/u.test(tex) || (sign === '$' && !isInlineFormula(tex, source.charAt(end)))) return null;
  const text = toReadableFormula(tex);
  return text === '' ? null : { text, start, end };
}

/** Amounts of money have the same sign: `$5 and $10`. */
function isInlineFormula(tex: string, after: string): boolean {
  if (/^\s|\s$/u.test(tex) || /\d/u.test(after)) return false;
  return /[\\^_=+<>{}]/u.test(tex) || /^\p{L}{1,2}(?:\([^()]{0,40}\))?$/u.test(tex) || isShortFormula(tex);
}

const shortFormula = /^[\p{L}\d([|-][\p{L}\d .,'!|()[\]*/-]{0,40}(?<=[\p{L}\d)\]|!'])$/u;
/** Words, codes of currencies, and what is parted by a space alone or by a comma outside of brackets. */
const plainText = /\p{L}{3}|\p{Lu}{2}|[\p{L}\d)] [\p{L}\d(]|^[^([]*\d,|,[^)\]]*\d$/u;

/** `$x-1$`, `$n!$`, `$[0, 1]$`, `$-2.5$`: letters with signs of arithmetic, or numbers that a sign closes at once. */
function isShortFormula(tex: string): boolean {
  if (/^-?\d{1,15}(?:[.,]\d{1,15})*$/u.test(tex)) return true;
  if (!shortFormula.test(tex) || plainText.test(tex)) return false;
  const isBalanced = tex.split(/[([]/u).length === tex.split(/[)\]]/u).length;
  return isBalanced && (/\p{Ll}|\p{Lu}(?!$)/u.test(tex) || /[(/[|!]/u.test(tex));
}
