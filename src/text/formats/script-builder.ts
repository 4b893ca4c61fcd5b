import { SpeechError } from '../../contract/errors.ts';
import type { Rhythm } from '../../contract/request.ts';
import { toManner } from '../script/stretches.ts';
import type { Manner, Pause, Run, Script, SourceRange, UnknownMarkup } from '../../contract/script.ts';
import { placeDecoded } from './decoded-places.ts';

/** The longest pause. */
export const MAX_PAUSE_SECONDS = 60;
/** The longest that all pauses of a text may be together. */
export const MAX_TOTAL_PAUSE_SECONDS = 600;

/** What ends with a block, the weakest first. */
const blockKinds = ['line', 'paragraph', 'item', 'heading', 'scene'] as const;
/** One of these kinds, as readers of formats name what they have come to the end of. */
export type BlockKind = (typeof blockKinds)[number];

const BLOCK_END = '\n\n';

interface ScriptBuilderOptions {
  readonly source: string;
  readonly manner: Manner;
  readonly rhythm: Rhythm;
}

type Item = Run | Pause;

/** Writes a script from left to right, and keeps where each character came from. */
export class ScriptBuilder {
  readonly source: string;
  readonly #rhythm: Rhythm;
  readonly #items: Item[] = [];
  readonly #warnings = new Set<string>();
  readonly #unknown: UnknownMarkup[] = [];
  #manner: Manner;
  /** A run that may still grow. */
  #open: Run | null = null;
  /** A block that has ended; its end is written when something follows. */
  #ended: { readonly kind: BlockKind; readonly at: number } | null = null;
  /** White space behind the end of a block. */
  #space: (SourceRange & { readonly text: string }) | null = null;
  #pausedSeconds = 0;

  constructor({ source, manner, rhythm }: ScriptBuilderOptions) {
    this.source = source;
    this.#manner = manner;
    this.#rhythm = rhythm;
  }

  /** How what follows is spoken. */
  get manner(): Manner {
    return this.#manner;
  }

  /** How what follows is spoken; begins another run. */
  set manner(manner: Manner) {
    this.#close();
    this.#manner = manner;
  }

  /** Adds a range of the source as it is written. */
  addSource(start: number, end: number): void {
    this.#add(this.source.slice(start, end), start, end);
  }

  /** Adds text that a parser made of a range of the source; characters that were escaped map to all of their escape. */
  addDecoded(value: string, start: number, end: number): void {
    if (value.length === end - start) {
      this.#add(value, start, end);
      return;
    }
    const places = placeDecoded(this.source, { value, start, end });
    for (const [index, place] of places.entries()) this.#add(value.charAt(index), place.start, place.end);
  }

  /** Adds text that stands for a range of the source as a whole; for nothing of it where the range is empty. */
  addReplacement(value: string, start: number, end: number): void {
    if (value === '') return;
    this.#beginText();
    this.#close();
    const said = end > start ? ({ saidBy: 'inline' } as const) : {};
    this.#items.push({ kind: 'run', text: value, source: { start, end }, ...this.#manner, ...said });
  }

  /** Ends a heading, a paragraph, an item or a row. */
  endBlock(at: number, kind: BlockKind): void {
    if (this.#open === null && this.#items.length === 0) return;
    this.#space = null;
    const isStronger =
      this.#ended !== null && blockKinds.indexOf(this.#ended.kind) > blockKinds.indexOf(kind);
    this.#ended = { kind: isStronger ? (this.#ended?.kind ?? kind) : kind, at };
  }

  /** Marks a place, for `say`. */
  mark(): number {
    this.#beginText();
    this.#close();
    return this.#items.length;
  }

  /** What was written since a mark. */
  textSince(mark: number): string {
    this.#close();
    return this.#items
      .slice(mark)
      .map((item) => (item.kind === 'run' ? item.text : ''))
      .join('');
  }

  /** Says what was written since a mark in another way: with phonemes, as a thing of a kind, or in other words. */
  say(mark: number, saying: Pick<Run, 'interpretAs' | 'phonemes'> & { readonly text?: string }): void {
    this.#close();
    const inside = this.#items.splice(mark);
    const runs = inside.filter((item) => item.kind === 'run');
    const [first, last] = [runs[0], runs.at(-1)];
    if (first !== undefined && last !== undefined) {
      const text = runs.map((run) => run.text).join('');
      const source = { start: first.source.start, end: last.source.end };
      const isLiteral = saying.interpretAs !== undefined && runs.length === 1;
      this.#items.push({ ...first, text, source, ...(isLiteral ? {} : { saidBy: 'inline' }), ...saying });
    }
    this.#items.push(...inside.filter((item) => item.kind === 'pause'));
  }

  /** Adds silence. Throws `invalid_value` where all pauses that the text asks for are too long together. */
  pause(seconds: number, source: SourceRange): void {
    const length = Math.min(Math.max(seconds, 0), MAX_PAUSE_SECONDS);
    if (seconds > length) this.warn(`A pause of more than ${MAX_PAUSE_SECONDS} seconds was shortened.`);
    this.#pausedSeconds += length;
    if (this.#pausedSeconds > MAX_TOTAL_PAUSE_SECONDS) throw createPauseError('input');
    this.#close();
    if (length > 0) this.#items.push({ kind: 'pause', seconds: length, source });
  }

  /** Notes a warning about the source; each text is kept once. */
  warn(warning: string): void {
    this.#warnings.add(warning);
  }

  /** Warns of markup that is not known, and notes where it stands. */
  warnOf(start: number, text: string, warning: string): void {
    this.warn(warning);
    this.#unknown.push({ source: { start, end: start + text.length }, text });
  }

  /** Returns all that was added as a script. */
  toScript(): Script {
    this.#close();
    const [warnings, unknown] = [[...this.#warnings], this.#unknown];
    return {
      source: this.source,
      items: this.#items,
      warnings,
      ...(unknown.length === 0 ? {} : { unknown }),
    };
  }

  #add(text: string, start: number, end: number): void {
    if (text === '') return;
    if (this.#ended !== null && text.trim() === '') {
      this.#space = { text, start, end };
      return;
    }
    this.#beginText();
    this.#extend(text, start, end);
  }

  #extend(text: string, start: number, end: number): void {
    const open = this.#open;
    const isLiteral = text.length === end - start;
    const openLength = open === null ? null : open.source.end - open.source.start;
    const wasLiteral = open?.text.length === openLength;
    const isInserted = start === end && openLength === 0;
    if (open?.source.end === start && ((isLiteral && wasLiteral) || isInserted)) {
      this.#open = { ...open, text: open.text + text, source: { start: open.source.start, end } };
      return;
    }
    this.#close();
    this.#open = { kind: 'run', text, source: { start, end }, ...this.#manner };
  }

  #close(): void {
    if (this.#open !== null) this.#items.push(this.#open);
    this.#open = null;
  }

  /** Writes the end of the block before, and the pause behind it. */
  #beginText(): void {
    if (this.#ended === null) return;
    const { kind, at } = this.#ended;
    const space = this.#space;
    this.#ended = null;
    this.#space = null;
    this.#close();
    const last = this.#items.findLast((item) => item.kind === 'run');
    const manner = last === undefined ? this.#manner : toManner(last);
    this.#items.push({ kind: 'run', text: BLOCK_END, source: { start: at, end: at }, ...manner });
    const seconds = toBlockSeconds(this.#rhythm, kind);
    if (seconds > 0) this.#items.push({ kind: 'pause', seconds, source: { start: at, end: at } });
    if (space !== null) this.#extend(space.text, space.start, space.end);
  }
}

/** How long the pause behind a block is, in seconds. */
export function toBlockSeconds({ sentence = 0, item, paragraph, heading }: Rhythm, kind: BlockKind): number {
  const paragraphSeconds = paragraph ?? sentence;
  const seconds: Readonly<Record<BlockKind, number>> = {
    line: sentence,
    item: item ?? sentence,
    paragraph: paragraphSeconds,
    heading: heading ?? paragraphSeconds,
    scene: 2 * paragraphSeconds,
  };
  return Math.min(seconds[kind], MAX_PAUSE_SECONDS);
}

/** The error for pauses that are too long together. */
export function createPauseError(param: 'input' | 'pauses'): SpeechError {
  const message = `The pauses in '${param}' are longer than ${MAX_TOTAL_PAUSE_SECONDS} seconds together.`;
  return new SpeechError('invalid_value', message, { param });
}
