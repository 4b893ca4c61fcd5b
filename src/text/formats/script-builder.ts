import { SpeechError } from '../../contract/errors.ts';
import type { Pause, Saying, Script } from './script.ts';

/** The longest pause, and the longest of all pauses of a text together, in seconds. */
export const MAX_PAUSE_SECONDS = 60;
const MAX_TOTAL_SECONDS = 600;

const block = '\n\n';
const entity = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/iy;

/** Writes a script from left to right, and keeps where each character came from. */
export class ScriptBuilder {
  readonly #source: string;
  #text = '';
  /** For each UTF-16 unit of the text, the range of the source that it came from. */
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #sayings: Saying[] = [];
  readonly #pauses: Pause[] = [];
  readonly #warnings = new Set<string>();
  #pausedSeconds = 0;

  constructor(source: string) {
    this.#source = source;
  }

  /** How much was written. */
  get length(): number {
    return this.#text.length;
  }

  /** Adds a range of the source as it is written. */
  addSource(start: number, end: number): void {
    this.#text += this.#source.slice(start, end);
    for (let offset = start; offset < end; offset += 1) {
      this.#starts.push(offset);
      this.#ends.push(offset + 1);
    }
  }

  /** Adds text that a parser made of a range of the source; characters that were escaped map to all of their escape. */
  addDecoded(value: string, start: number, end: number): void {
    if (value.length === end - start && this.#source.startsWith(value, start)) {
      this.addSource(start, end);
      return;
    }
    let at = start;
    for (const unit of value.split('')) {
      const to = this.#findEnd(unit, at, end);
      this.#push(unit, to.start, to.end);
      at = to.end;
    }
  }

  /** Adds text that is not in the source, at an offset of it. */
  addInserted(value: string, at: number): void {
    for (const unit of value.split('')) this.#push(unit, at, at);
  }

  /** Ends a heading, a paragraph, an item or a row. */
  endBlock(at: number): void {
    if (this.#text !== '' && !this.#text.endsWith(block)) this.addInserted(block, at);
  }

  /** Says what was written since an offset in another way. */
  say(start: number, saying: Omit<Saying, 'end' | 'start'>): void {
    if (start < this.length) this.#sayings.push({ ...saying, start, end: this.length });
  }

  /** Adds silence. Throws `invalid_value` where all pauses together are too long. */
  pause(seconds: number): void {
    const length = Math.min(Math.max(seconds, 0), MAX_PAUSE_SECONDS);
    this.#pausedSeconds += length;
    if (this.#pausedSeconds > MAX_TOTAL_SECONDS) {
      const message = `The pauses in 'input' are longer than ${MAX_TOTAL_SECONDS} seconds together.`;
      throw new SpeechError('invalid_value', message, { param: 'input' });
    }
    if (length > 0) this.#pauses.push({ at: this.length, seconds: length });
  }

  warn(warning: string): void {
    this.#warnings.add(warning);
  }

  toScript(): Script {
    const [starts, ends, source] = [this.#starts, this.#ends, this.#source];
    return {
      text: this.#text,
      sayings: this.#sayings,
      pauses: this.#pauses,
      warnings: [...this.#warnings],
      toSource: ({ start, end }) => {
        const from = starts[start] ?? source.length;
        return { start: from, end: end > start ? Math.max(from, ends[end - 1] ?? source.length) : from };
      },
    };
  }

  #push(unit: string, start: number, end: number): void {
    this.#text += unit;
    this.#starts.push(start);
    this.#ends.push(end);
  }

  /** Finds the source of the next unit of a decoded text: itself, an escape, or what stands behind the prefix of a line. */
  #findEnd(unit: string, at: number, end: number): { start: number; end: number } {
    const source = this.#source;
    if (source.charAt(at) === '\\' && source.charAt(at + 1) === unit) return { start: at, end: at + 2 };
    entity.lastIndex = at;
    const escaped = source.charAt(at) === '&' ? entity.exec(source) : null;
    if (escaped !== null) return { start: at, end: at + escaped[0].length };
    if (source.charAt(at) === unit) return { start: at, end: at + 1 };
    // White space and signs at the start of a line, as quotations have them.
    let next = at;
    while (next < end && /[\s>]/.test(source.charAt(next))) next += 1;
    if (source.charAt(next) === unit) return { start: next, end: next + 1 };
    return { start: Math.min(at, end), end: Math.min(at, end) };
  }
}
