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
