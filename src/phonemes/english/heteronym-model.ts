import type { Accent } from './accent.ts';

/** The kinds of readings that weights are shared for: verb, noun, adjective, and noun or adjective. */
export const sharedKinds = ['v', 'n', 'a', 'an'] as const;

type SharedKind = (typeof sharedKinds)[number];

/** One way to say a heteronym. */
export interface Reading {
  /** Absent where the reading is of another kind, e.g. a name. */
  readonly kind: SharedKind | undefined;
  /** The roles that rules know it by: verb, noun, adjective, past. */
  readonly roles: ReadonlySet<'v' | 'n' | 'a' | 'p'>;
  readonly phonemes: Readonly<Record<Accent, string>>;
}

type PackedReadings = Readonly<Record<string, readonly (readonly [string, string, string, string])[]>>;
type Weights = ReadonlyMap<string, readonly number[]>;

const shared = '*';

/**
 * A linear model that chooses the reading of a heteronym by the words around it. Its pack is text: the readings as JSON on
 * the first line, then for each heteronym (and for `*`, the weights that all share) a line with its name behind `#` and a
 * line for each feature: a letter for how much it has in common with the one before, the rest, a tab, the weights.
 */
export class HeteronymModel {
  readonly #readings = new Map<string, readonly Reading[]>();
  /** The lines of each heteronym, as they are packed. */
  readonly #lines = new Map<string, string>();
  readonly #weights = new Map<string, Weights>();

  /** Parses an inflated pack. */
  constructor(text: string) {
    const end = text.indexOf('\n');
    const packed = JSON.parse(text.slice(0, end)) as PackedReadings;
    for (const [word, readings] of Object.entries(packed)) this.#readings.set(word, readings.map(toReading));
    for (const section of text.slice(end + 1).split(/^#/m)) {
      const [name = ''] = section.split('\n', 1);
      this.#lines.set(name, section.slice(name.length));
    }
  }

  /** The readings of a word in small letters; undefined for a word that is no heteronym of the model. */
  readings(word: string): readonly Reading[] | undefined {
    return this.#readings.get(word);
  }

  /** Scores each reading of a word by its own weights and the shared ones; the highest is the likeliest. */
  score(word: string, features: readonly string[]): number[] {
    const readings = this.#readings.get(word) ?? [];
    const own = this.#weightsOf(word);
    const byKind = this.scoreKinds(features);
    const scores = readings.map(({ kind }) => (kind === undefined ? 0 : byKind[kind]));
    for (const feature of features) {
      // One weight for two readings: the first less the second.
      for (const [index, weight] of own?.get(feature)?.entries() ?? []) {
        scores[index] = (scores[index] ?? 0) + weight;
      }
    }
    return scores;
  }

  /** Scores the kinds of readings by the shared weights alone, which hold for words that the model has not seen. */
  scoreKinds(features: readonly string[]): Record<SharedKind, number> {
    const scores = { v: 0, n: 0, a: 0, an: 0 };
    const weights = this.#weightsOf(shared);
    for (const feature of features) {
      const found = weights?.get(feature);
      if (found === undefined) continue;
      for (const [index, kind] of sharedKinds.entries()) scores[kind] += found[index] ?? 0;
    }
    return scores;
  }

  /** Weights are parsed when a word is first asked for: most texts have few heteronyms. */
  #weightsOf(name: string): Weights | undefined {
    const known = this.#weights.get(name);
    const lines = this.#lines.get(name);
    if (known !== undefined || lines === undefined) return known;
    const weights = parseWeights(lines);
    this.#weights.set(name, weights);
    return weights;
  }
}

function parseWeights(lines: string): Weights {
  const weights = new Map<string, readonly number[]>();
  let last = '';
  for (const line of lines.split('\n')) {
    if (line === '') continue;
    const [key = '', values = ''] = line.split('\t');
    last = last.slice(0, key.charCodeAt(0) - 97) + key.slice(1);
    weights.set(last, values.split(',').map(Number));
  }
  return weights;
}

function toReading([kind, roles, us, gb]: readonly [string, string, string, string]): Reading {
  return {
    kind: sharedKinds.find((known) => known === kind),
    roles: new Set(roles) as Reading['roles'],
    phonemes: { us, gb },
  };
}
