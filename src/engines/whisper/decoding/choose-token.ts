/** A token, and the natural logarithm of its probability at temperature 1. */
export interface ChosenToken {
  readonly id: number;
  readonly logprob: number;
}

/** Chooses the likeliest token, or draws one above temperature 0; `random` gives numbers from 0 to 1. */
export function chooseToken(logits: Float32Array, temperature: number, random: () => number): ChosenToken {
  let best = 0;
  for (let id = 1; id < logits.length; id += 1) if ((logits[id] ?? 0) > (logits[best] ?? 0)) best = id;
  const highest = logits[best] ?? 0;
  const id = temperature === 0 ? best : draw(logits, { highest, temperature, random });
  return { id, logprob: (logits[id] ?? 0) - highest - Math.log(sumUp(logits, highest, 1)) };
}

/** Gives the probability of a token. */
export function toProbability(logits: Float32Array, id: number): number {
  let highest = -Infinity;
  for (const value of logits) highest = Math.max(highest, value);
  return Math.exp((logits[id] ?? -Infinity) - highest) / sumUp(logits, highest, 1);
}

interface DrawOptions {
  readonly highest: number;
  readonly temperature: number;
  readonly random: () => number;
}

function draw(logits: Float32Array, { highest, temperature, random }: DrawOptions): number {
  let left = random() * sumUp(logits, highest, temperature);
  let last = 0;
  for (let id = 0; id < logits.length; id += 1) {
    const share = Math.exp(((logits[id] ?? 0) - highest) / temperature);
    if (share === 0) continue;
    last = id;
    left -= share;
    if (left <= 0) return id;
  }
  return last;
}

function sumUp(logits: Float32Array, highest: number, temperature: number): number {
  let sum = 0;
  for (const value of logits) sum += Math.exp((value - highest) / temperature);
  return sum;
}

/** Creates a stream of numbers from 0 to 1 that depends on the samples alone, so that a repeat gives the same text. */
export function createSeededRandom(samples: Float32Array): () => number {
  let state = samples.length;
  for (const value of new Int32Array(samples.slice().buffer)) state = Math.imul(state ^ value, 0x01000193);
  return () => {
    // mulberry32
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
