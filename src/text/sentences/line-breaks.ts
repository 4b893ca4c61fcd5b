import type { Language } from '../../contract/language.ts';
import conjunctionsJson from './conjunctions.json' with { type: 'json' };
import { isSentenceEnd, SENTENCE_CONTEXT } from './sentence-end.ts';
import openWordsJson from './open-words.json' with { type: 'json' };
import type { Sentence, TextSlice } from './slice.ts';

/** A line narrower than this is rather verse or a list than running text that was wrapped. */
const LEAST_WRAPPED = 30;

/** Words that nothing ends with: they link or open what follows. */
const openWords = new Map(
  Object.entries(openWordsJson).map(([language, words]) => [
    language,
    new Set([...words, ...conjunctionsJson[language as keyof typeof openWordsJson]]),
  ]),
);

const lineEnd = /\r\n|[\n\r\u0085\u2028\u2029]/g;
const itemStart =
  /^\s*(?:[-*+•‣◦▪·–—][ \t]|\(?\d{1,3}[.)][ \t]|\(?(?:\p{L}|[ivx]{2,5}|[IVX]{2,5})[.)][ \t]|#{1,6}[ \t]|[>|])/u;
const brokenWord = /\p{L}\p{M}*-\s*$/u;
/** What a line may end with as well as a sentence: `5 p.m.`, `Jane Roe, Ph.D.`, `Acme Corp.` */
const openEnd =
  /(?<!\p{L})(?:[ap]\.m|[MJ]\.D|Ph\.? ?D|[BM]\.[AS]|Corp|Inc|Ltd|Co|Jr|Sr|Esq|etc|Ave|Blvd|Rd)\.["'’”)\]]*$/u;
/** `Tel.: …`, `Date: …` */
const label = /^\p{Lu}[\p{L}.]{1,14}:\s/u;
const lowerStart = /^\s*[\p{Ll}]/u;
const runsOn = /^\s*[,;:.!?)\]}»”%]/u;

/**
 * Parts a text into stretches of lines that run on, lazily; together they are the text. A line break in running text is
 * a space. Empty lines, items of lists, headings, lines that end in a full stop, and verse end a stretch.
 */
export function* splitStretches(text: string, language: Language): Generator<Sentence, void, undefined> {
  for (const block of splitBlocks(text)) {
    const breaks = block.length > 1 ? new LineBreaks(text, block, language) : null;
    let start = block[0]?.start ?? 0;
    for (const [index, line] of block.entries()) {
      const isLast = index === block.length - 1;
      if (!isLast && breaks?.isSpace(index) === true) continue;
      yield { start, end: line.end, endsLine: /[\n\r\u0085\u2028\u2029]$/u.test(text.charAt(line.end - 1)) };
      start = line.end;
    }
  }
}

/** Gathers lines up to and with the empty lines behind them. */
function* splitBlocks(text: string): Generator<TextSlice[], void, undefined> {
  let block: TextSlice[] = [];
  let isEnded = false;
  const pattern = new RegExp(lineEnd);
  for (let start = 0; start < text.length;) {
    const end = pattern.exec(text) === null ? text.length : pattern.lastIndex;
    const isEmpty = text.slice(start, end).trim() === '';
    if (isEnded && !isEmpty) {
      yield block;
      block = [];
    }
    // An empty line goes with the line before it.
    const last = block.at(-1);
    if (isEmpty && last !== undefined) block[block.length - 1] = { start: last.start, end };
    else block.push({ start, end });
    isEnded = isEmpty;
    start = end;
  }
  if (block.length > 0) yield block;
}

/** The breaks between the lines of a block. */
class LineBreaks {
  readonly #lines: readonly string[];
  readonly #language: Language;
  readonly #width: number;
  /** Whether a line goes on in small letters, as only running text does. */
  readonly #isProse: boolean;
  /** Whether each of three lines and more begins with a capital. */
  readonly #isVerse: boolean;
  /** Whether each line has but a word or two. */
  readonly #isList: boolean;

  constructor(text: string, block: readonly TextSlice[], language: Language) {
    this.#lines = block.map(({ start, end }) => text.slice(start, end).trim());
    this.#language = language;
    this.#width = this.#lines.reduce((width, line) => Math.max(width, line.length), 0);
    this.#isProse = this.#lines.slice(1).some((line) => lowerStart.test(line));
    this.#isList = this.#lines.every((line) => line.length < 24 && !/\s\S+\s/u.test(line));
    this.#isVerse = this.#lines.length > 2 && this.#lines.every((line) => /^\P{L}*\p{Lu}/u.test(line));
  }

  /** Whether the break behind a line is a space. */
  isSpace(index: number): boolean {
    const line = this.#lines[index] ?? '';
    const next = this.#lines[index + 1] ?? '';
    if (brokenWord.test(line) && lowerStart.test(next)) return true;
    if (/^#{1,6}\s/u.test(line) || itemStart.test(next)) return false;
    if (/[.!?…।。！？]["'’”)\]]*$/u.test(line)) return this.#goesOn(line, next);
    if (/[:;]$/u.test(line)) return line.endsWith(';') && lowerStart.test(next);
    if (runsOn.test(next)) return true;
    if (this.#isVerse || (this.#isList && !this.#isLinked(line))) return false;
    if (lowerStart.test(next) || this.#isLinked(line)) return true;
    return (this.#isProse || line.length >= LEAST_WRAPPED) && this.#isFull(line, next);
  }

  /** Whether the point of a line is that of a short form within a sentence. */
  #goesOn(line: string, next: string): boolean {
    if (lowerStart.test(next) && /\p{L}\.\p{L}\.["'’”)\]]*$/u.test(line)) return true;
    if (!openEnd.test(line)) return !this.#endsSentence(line, next);
    if (lowerStart.test(next)) return true;
    return !label.test(next) && this.#isFull(line, next) && !this.#endsSentence(line, next);
  }

  #endsSentence(line: string, next: string): boolean {
    const after = next.charAt(0).toUpperCase() + next.slice(1, SENTENCE_CONTEXT);
    return isSentenceEnd({
      before: `${line.slice(-SENTENCE_CONTEXT)} `,
      after,
      isWhole: line.length < SENTENCE_CONTEXT,
      language: this.#language,
    });
  }

  /** Whether a line ends with a word or a sign that nothing ends with. */
  #isLinked(line: string): boolean {
    if (/[,،、，-]$/u.test(line)) return true;
    const word = /[\p{L}\p{M}']+$/u.exec(line.slice(-24))?.[0].toLowerCase() ?? '';
    return word !== '' && openWords.get(this.#language.slice(0, 2))?.has(word) === true;
  }

  /** Whether the first word of the next line would not have fitted. */
  #isFull(line: string, next: string): boolean {
    const [word = ''] = /^\S+/u.exec(next) ?? [];
    return line.length + 1 + word.length > this.#width;
  }
}
