import { BORDER, toSymbols, UNKNOWN, type Symbols, type ToSymbolId } from './symbols.ts';

/** What is looked for. */
export interface Phrase {
  readonly written: string;
  readonly matchCase: boolean;
  readonly wholeWord: boolean;
}

/** A phrase that was found: its place in the text, half open, in UTF-16 units. */
export interface PhraseMatch<T extends Phrase> {
  readonly phrase: T;
  readonly start: number;
  readonly end: number;
}

interface Pattern<T extends Phrase> {
  readonly phrase: T;
  readonly ids: Int32Array;
}

/**
 * Finds phrases in texts: of those that begin first, the longest; of two that are equally long, the one that goes by
 * case. Takes time linear in the text, however many phrases there are.
 */
export class PhraseMatcher<T extends Phrase> {
  readonly #ids = new Map<string, number>();
  readonly #exact: ReversedPatterns<T>;
  readonly #folded: ReversedPatterns<T>;

  /** Of phrases that are the same, the last one counts. */
  constructor(phrases: readonly T[]) {
    const grow: ToSymbolId = (character) => {
      const id = this.#ids.get(character) ?? this.#ids.size + 2;
      this.#ids.set(character, id);
      return id;
    };
    const exact: Pattern<T>[] = [];
    const folded: Pattern<T>[] = [];
    for (const phrase of phrases) {
      const symbols = toSymbols(phrase.written.trim(), grow);
      if (symbols.length < 2) continue;
      const ids = phrase.matchCase ? symbols.exact : symbols.folded;
      const edge = phrase.wholeWord ? 0 : 1;
      (phrase.matchCase ? exact : folded).push({ phrase, ids: ids.slice(edge, symbols.length - edge) });
    }
    this.#exact = new ReversedPatterns(exact);
    this.#folded = new ReversedPatterns(folded);
  }

  /** Finds the phrases of a text, in order and without overlaps; none that touches what `isClosed` says of an offset. */
  *find(
    text: string,
    isClosed: (offset: number) => boolean = () => false,
  ): Generator<PhraseMatch<T>, void, undefined> {
    const symbols = toSymbols(text, (character) => this.#ids.get(character) ?? UNKNOWN);
    closeSymbols(symbols, isClosed);
    const exact = this.#exact.findFirsts(symbols.exact, symbols.length);
    const folded = this.#folded.findFirsts(symbols.folded, symbols.length);
    const at = (index: number): Pattern<T> | null => toLonger(exact(index), folded(index));
    for (let index = 0; index < symbols.length;) {
      const isBorder = symbols.exact[index] === BORDER;
      const whole = at(index);
      const part = isBorder ? at(index + 1) : null;
      // A phrase that goes by whole words begins and ends with a border.
      const found = part !== null && part.ids.length > (whole?.ids.length ?? 0) - 2 ? part : whole;
      if (found === null) {
        index += 1;
        continue;
      }
      const first = found === part ? index + 1 : index;
      const last = first + found.ids.length - (found.phrase.wholeWord ? 1 : 0);
      const [start = 0, end = text.length] = [symbols.offsets[first], symbols.offsets[last]];
      yield { phrase: found.phrase, start, end };
      index = last;
    }
  }
}

/** Leaves no symbol that a phrase could hold where the text is closed; borders stay. */
function closeSymbols(
  { exact, folded, offsets, length }: Symbols,
  isClosed: (offset: number) => boolean,
): void {
  for (let index = 0; index < length; index += 1) {
    if (exact[index] === BORDER || !isClosed(offsets[index] ?? 0)) continue;
    exact[index] = UNKNOWN;
    folded[index] = UNKNOWN;
  }
}

function toLonger<T extends Phrase>(exact: Pattern<T> | null, folded: Pattern<T> | null): Pattern<T> | null {
  if (exact === null || folded === null) return exact ?? folded;
  return folded.ids.length > exact.ids.length ? folded : exact;
}

/**
 * The automaton of Aho and Corasick over the reversed patterns. Read from the end of a text, it knows at each place the
 * longest pattern that begins there.
 */
class ReversedPatterns<T extends Phrase> {
  readonly #next: Map<number, number>[] = [new Map<number, number>()];
  readonly #fail: number[] = [0];
  /** The longest pattern that ends with what a node stands for. */
  readonly #found: (Pattern<T> | null)[] = [null];

  constructor(patterns: readonly Pattern<T>[]) {
    for (const pattern of patterns) this.#add(pattern);
    this.#link();
  }

  /** Returns what begins at each index of some symbols. */
  findFirsts(ids: Int32Array, length: number): (index: number) => Pattern<T> | null {
    if (this.#next.length === 1) return () => null;
    const nodes = new Int32Array(length);
    let node = 0;
    for (let index = length - 1; index >= 0; index -= 1) {
      node = this.#step(node, ids[index] ?? UNKNOWN);
      nodes[index] = node;
    }
    return (index) => this.#found[nodes[index] ?? 0] ?? null;
  }

  #add(pattern: Pattern<T>): void {
    let node = 0;
    for (const id of pattern.ids.toReversed()) {
      let next = this.#next[node]?.get(id);
      if (next === undefined) {
        next = this.#next.length;
        this.#next[node]?.set(id, next);
        this.#next.push(new Map());
        this.#fail.push(0);
        this.#found.push(null);
      }
      node = next;
    }
    this.#found[node] = pattern;
  }

  /** Links each node, the shorter ones first, to the longest other one that ends it. */
  #link(): void {
    const queue = [...(this.#next[0]?.values() ?? [])];
    for (const node of queue) {
      const fail = this.#fail[node] ?? 0;
      this.#found[node] ??= this.#found[fail] ?? null;
      for (const [id, child] of this.#next[node] ?? []) {
        this.#fail[child] = this.#step(fail, id);
        queue.push(child);
      }
    }
  }

  #step(from: number, id: number): number {
    let node = from;
    for (;;) {
      const next = this.#next[node]?.get(id);
      if (next !== undefined) return next;
      if (node === 0) return 0;
      node = this.#fail[node] ?? 0;
    }
  }
}
