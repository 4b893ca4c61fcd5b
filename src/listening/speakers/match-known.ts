import { toDot } from './unit-vector.ts';

/** A person whose name is known, and a vector of length one for the voice. */
export interface KnownVoice {
  readonly name: string;
  readonly vector: Float32Array<ArrayBuffer>;
}

/** Less like each other than this, two voices are two people's. */
const MIN_LIKENESS = 0.5;

/**
 * Finds out which people are known ones: the pairing one to one whose likenesses add up to most. Returns a name or null
 * for each person. Keeps the best sum for each set of names that are taken, so the work grows with the people's number.
 */
export function matchKnown(
  people: readonly Float32Array[],
  known: readonly KnownVoice[],
): readonly (string | null)[] {
  let best = new Map<number, Pairing>([[0, { sum: 0, names: [] }]]);
  for (const person of people) {
    const next = new Map<number, Pairing>();
    for (const [taken, { sum, names }] of best) {
      offer(next, taken, { sum, names: [...names, null] });
      known.forEach(({ name, vector }, index) => {
        const likeness = toDot(person, vector);
        const isFree = (taken & (1 << index)) === 0;
        if (isFree && likeness >= MIN_LIKENESS)
          offer(next, taken | (1 << index), { sum: sum + likeness, names: [...names, name] });
      });
    }
    best = next;
  }
  const [first] = [...best.values()].sort((a, b) => b.sum - a.sum);
  return first?.names ?? [];
}

interface Pairing {
  readonly sum: number;
  readonly names: readonly (string | null)[];
}

function offer(pairings: Map<number, Pairing>, taken: number, pairing: Pairing): void {
  if (pairing.sum > (pairings.get(taken)?.sum ?? -1)) pairings.set(taken, pairing);
}
