import { toDot } from './unit-vector.ts';

const LETTERS = 26;

/** Names people A, B, C … in the order in which they speak first; a known name is kept, and no letter repeats it. */
export function namePeople(
  order: readonly number[],
  known: readonly (string | null)[],
): ReadonlyMap<number, string> {
  const taken = new Set(known);
  let letterCount = 0;
  const nextLetter = (): string => {
    let name: string;
    do {
      name = toLetters(letterCount);
      letterCount += 1;
    } while (taken.has(name));
    return name;
  };
  const names = new Map<number, string>();
  for (const person of order) {
    if (!names.has(person)) names.set(person, known[person] ?? nextLetter());
  }
  return names;
}

/** 0 is A, 25 is Z, 26 is AA. */
function toLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % LETTERS));
  return index < LETTERS ? last : toLetters(Math.floor(index / LETTERS) - 1) + last;
}

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
