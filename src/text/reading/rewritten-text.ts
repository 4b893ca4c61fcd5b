import { bindLetters } from '../sentences/bind-letters.ts';
import { type SpokenPassage, type SpokenSpan, toSourceWords } from '../sentences/sentence-reading.ts';
import type { TextSlice } from '../sentences/slice.ts';

/** A text that is spoken, and for each of its characters the place in the source that it came from. */
export class RewrittenText {
  #text = '';
  readonly #spans: SpokenSpan[] = [];

  get text(): string {
    return this.#text;
  }

  /** Adds what is said for a part of the source. */
  add(spoken: string, source: TextSlice): void {
    if (spoken === '') return;
    const spokenStart = this.#text.length;
    this.#text += spoken;
    const last = this.#spans.at(-1);
    // What was one character of the source stays one.
    const isSame = last?.source.start === source.start && last.source.end === source.end;
    if (isSame) this.#spans[this.#spans.length - 1] = { ...last, spokenEnd: this.#text.length };
    else this.#spans.push({ spokenStart, spokenEnd: this.#text.length, source });
  }

  /** Finds the offset in the source of each of some ascending offsets, null for one within what was rewritten. */
  toSource(offsets: readonly number[]): (number | null)[] {
    let next = 0;
    return offsets.map((offset) => {
      while ((this.#spans[next]?.spokenStart ?? Infinity) < offset) next += 1;
      const span = this.#spans[next];
      return span?.spokenStart === offset ? span.source.start : null;
    });
  }

  /** Returns the rewritten text as a passage whose words are placed in the source. */
  toPassage(): SpokenPassage {
    const spoken = { text: this.#text, spans: this.#spans };
    const place: SpokenPassage['place'] = (words) => toSourceWords(words, spoken);
    return { text: this.#text, bound: bindLetters(spoken), phonemes: null, place };
  }
}
