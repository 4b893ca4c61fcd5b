import { PackReader } from '../packs/pack-reader.ts';
import type { SortedStrings } from '../packs/sorted-strings.ts';

/** Costs are kept in steps of so much. */
export const STEP = 64;

/** What a word costs that is not listed, by the kind of its characters. */
export interface UnknownWord {
  readonly id: number;
  readonly cost: number;
}

/** IPADIC: words with what they cost alone and beside each other, and how they are spoken. */
export class Dictionary {
  readonly surfaces: SortedStrings;
  /** The entries of the surface at i begin at `starts[i]` and end at `starts[i + 1]`. */
  readonly starts: Uint32Array;
  readonly ids: Uint32Array;
  readonly costs: Int16Array;
  readonly unknown: ReadonlyMap<string, readonly UnknownWord[]>;
  readonly #links: Int16Array;
  readonly #size: number;
  readonly #kana: Uint8Array;
  readonly #kanaStarts: Uint32Array;

  /** Reads an inflated pack. */
  constructor(bytes: Uint8Array) {
    const pack = new PackReader(bytes);
    this.surfaces = pack.readStrings();
    this.starts = toStarts(pack.readBytes());
    this.ids = pack.readNumbers();
    this.costs = toSigned(pack.readNumbers());
    this.#kanaStarts = toStarts(pack.readBytes());
    this.#kana = pack.readBytes();
    this.#links = toSigned(pack.readNumbers());
    this.#size = Math.sqrt(this.#links.length);
    this.unknown = toUnknown(pack.readText());
  }

  /** What it costs that a word of one id stands before one of another, in steps. */
  linkCost(before: number, after: number): number {
    return this.#links[before * this.#size + after] ?? 0;
  }

  /** How an entry is spoken, in katakana; empty where its surface says so itself. */
  pronunciationOf(entry: number): string {
    const kana = this.#kana.subarray(this.#kanaStarts[entry], this.#kanaStarts[entry + 1]);
    return String.fromCharCode(...Array.from(kana, (code) => code + 0x3000));
  }
}

function toStarts(counts: Uint8Array): Uint32Array {
  const starts = new Uint32Array(counts.length + 1);
  for (const [index, count] of counts.entries()) starts[index + 1] = (starts[index] ?? 0) + count;
  return starts;
}

/** The lowest bit of each number is its sign. */
function toSigned(values: Uint32Array): Int16Array {
  return Int16Array.from(values, (value) => (value % 2 === 0 ? value / 2 : -(value + 1) / 2));
}

function toUnknown(text: string): Map<string, UnknownWord[]> {
  const unknown = new Map<string, UnknownWord[]>();
  for (const line of text.split('\n')) {
    const [kind = '', id, cost] = line.split(' ');
    const word = { id: Number(id), cost: Math.round(Number(cost) / STEP) };
    unknown.set(kind, [...(unknown.get(kind) ?? []), word]);
  }
  return unknown;
}
