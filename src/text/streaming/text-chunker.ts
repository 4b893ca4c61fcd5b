import type { Language } from '../../contract/language.ts';
import { isSentenceEnd, SENTENCE_CONTEXT } from '../sentences/sentence-end.ts';
import { findSplitPoint } from '../sentences/split-point.ts';
import { splitSentences } from '../sentences/split-sentences.ts';
import { isOutsideMarks } from './open-marks.ts';
import { findSkippedBlock, mayOpenBlock, type SkippedBlock } from './skipped-blocks.ts';

/** A part of a text that is still being written; UTF-16 offsets in all of it. */
export interface TextChunk {
  readonly text: string;
  readonly start: number;
}

interface ChunkerOptions {
  readonly language: Language;
  /** Whether the text is Markdown, whose marks are never parted. */
  readonly isMarkdown: boolean;
}

/** What is known of the text: more may come at once, none came for a while, or that was all. */
export type TextState = 'flowing' | 'idle' | 'ended';

/** Sentences that wait are spoken together up to this length, in UTF-16 units. */
const JOINED_LENGTH = 400;

/** A text without an end that is longer than this is cut, well below what a request may hold. */
const MAX_LENGTH = 2_000;

/** A line that ends a block is no longer than this. */
const LONGEST_TAIL = 200;

/** Parts a text that comes bit by bit into chunks that can be spoken: whole sentences, and whole clauses where nothing more comes. */
export class TextChunker {
  readonly #options: ChunkerOptions;
  #pending = '';
  #start = 0;
  #isFirst = true;
  /** The block that is not spoken whose inside is waited for. */
  #block: SkippedBlock | null = null;
  /** How far from the beginning of its line the text stands; null where words of the line came before. */
  #indentation: number | null = 0;
  /** How much was dropped from behind what waits. */
  #hiddenLength = 0;

  constructor(options: ChunkerOptions) {
    this.#options = options;
  }

  /** How much waits, in UTF-16 units. */
  get pendingLength(): number {
    return this.#pending.length;
  }

  /** Adds a part of the text as it arrives. */
  push(text: string): void {
    this.#pending += text;
  }

  /** Takes the next chunk; null while there is none. Together the chunks are the text, without what is not spoken. */
  take(state: TextState): TextChunk | null {
    for (;;) {
      const isWhole = state === 'ended';
      if (!this.#leaveBlock(isWhole) || !this.#toText()) return null;
      const block = this.#findBlock(isWhole);
      if (block?.start === 0) {
        if (!block.isCertain) return null;
        // What stood behind words in its line opens no block.
        if (!block.isLine || this.#indentation !== null) this.#block = block;
        this.#drop(block.from);
        continue;
      }
      const text = block === null ? this.#pending : this.#pending.slice(0, block.start);
      // What stands before such a block ends there.
      const end = this.#findEnd(text, block?.isCertain === true ? 'ended' : state);
      return end === 0 ? null : this.#cut(end);
    }
  }

  #findBlock(isWhole: boolean): SkippedBlock | null {
    if (!this.#options.isMarkdown) return null;
    return findSkippedBlock(this.#pending, { indentation: this.#indentation ?? 0, isWhole });
  }

  /** Drops the block that is not spoken as far as it came; false while it goes on. */
  #leaveBlock(isWhole: boolean): boolean {
    if (this.#block === null) return true;
    const end = this.#block.findEnd(this.#pending, isWhole);
    this.#drop(end ?? this.#block.findTail(this.#pending));
    if (end !== null) [this.#block, this.#indentation] = [null, 0];
    else if (this.#pending.length > LONGEST_TAIL) this.#shortenTail();
    return end !== null;
  }

  /** Of a line inside a block that is longer than any that ends one only the beginning is kept. */
  #shortenTail(): void {
    this.#hiddenLength += this.#pending.length - LONGEST_TAIL;
    this.#pending = this.#pending.slice(0, LONGEST_TAIL);
  }

  /** Drops empty lines and the indentation of the next one; false where nothing follows yet. */
  #toText(): boolean {
    const gap = this.#pending.length - this.#pending.trimStart().length;
    const lineStart = this.#pending.slice(0, gap).lastIndexOf('\n') + 1;
    const isText = gap < this.#pending.length;
    if (lineStart > 0) this.#indentation = 0;
    if (isText || gap - lineStart > LONGEST_TAIL) {
      if (this.#indentation !== null) this.#indentation += gap - lineStart;
      this.#drop(gap);
    } else this.#drop(lineStart);
    return isText;
  }

  #findEnd(text: string, state: TextState): number {
    const limit = this.#isFirst ? 1 : JOINED_LENGTH;
    let end = 0;
    for (const sentence of splitSentences(text, this.#options.language)) {
      const isLast = sentence.end === text.length;
      if (isLast && state !== 'ended') break;
      if (!isLast && !this.#isCertain(text, sentence.end, state)) continue;
      if (end > 0 && sentence.end > limit) break;
      end = sentence.end;
      if (end >= limit) break;
    }
    if (end > 0 && end <= MAX_LENGTH) return end;
    if (state === 'ended' || text.length > MAX_LENGTH) return this.#findForcedEnd(text);
    return state === 'idle' ? this.#findIdleEnd(text) : 0;
  }

  /** Whether more text can no longer move the end of a sentence. */
  #isCertain(text: string, end: number, state: TextState): boolean {
    if (this.#options.isMarkdown && !isOutsideMarks(text, end)) return false;
    if (state !== 'flowing' || /[。！？]\p{P}*\s*$|\n\s*\n$/u.test(text.slice(Math.max(0, end - 16), end)))
      return true;
    return /[\p{L}\p{N}][^\p{L}\p{M}\p{N}'’]/u.test(text.slice(end, end + 200));
  }

  #findForcedEnd(text: string): number {
    if (text.length <= MAX_LENGTH) return text.length;
    const range = { from: MAX_LENGTH / 2, to: MAX_LENGTH - 1, least: MAX_LENGTH / 4 };
    return findSplitPoint(text, { ...range, language: this.#options.language });
  }

  /** The end of all, where it looks like one, or of the last clause. */
  #findIdleEnd(text: string): number {
    const { isMarkdown, language } = this.#options;
    const isFree = (end: number): boolean =>
      !isMarkdown || (isOutsideMarks(text, end) && !mayOpenBlock(text));
    if (isEnd(text, language) && isFree(text.length)) return text.length;
    const clauses = [
      ...text.matchAll(/(?<![\p{N}\s])[,;:—–，、；：][\p{Pe}\p{Pf}"']*(?:\s+|(?<=[，、；：]))/gu),
    ];
    const ends = clauses.map(({ index, 0: mark }) => index + mark.length);
    return ends.findLast((end) => isFree(end)) ?? 0;
  }

  #cut(end: number): TextChunk {
    const chunk = { text: this.#pending.slice(0, end), start: this.#start };
    this.#drop(end);
    this.#indentation = /[\n\r]([ \t]*)$/u.exec(chunk.text)?.[1]?.length ?? null;
    this.#isFirst = false;
    return chunk;
  }

  #drop(length: number): void {
    this.#pending = this.#pending.slice(length);
    this.#start += length + this.#hiddenLength;
    this.#hiddenLength = 0;
  }
}

/** Whether a text ends with a sentence or a line, whatever comes: not with an abbreviation, a number or half a word. */
function isEnd(text: string, language: Language): boolean {
  const written = text.trimEnd();
  if (/[\n\r]\s*$/u.test(text)) return !/[-,\p{N}]$/u.test(written);
  const marks = /[.!?…。！？।॥]["'”’)\]*_~`»」』]*$/u.exec(written);
  if (marks === null) return false;
  if (written.length === text.length && /\p{N}\.$/u.test(written)) return false;
  const from = Math.max(0, written.length - SENTENCE_CONTEXT);
  // No word that often begins a sentence: an abbreviation before it is none of the text's ends.
  return isSentenceEnd({ before: `${written.slice(from)} `, after: 'Xy', isWhole: from === 0, language });
}
