// What a pairing costs: two of different kinds are as dear as leaving both out; a gap between words is cheaply left out.
const skipCost = 2;
const skipSpaceCost = 1;
const kinCost = 2;
const strangerCost = 4;
const neverCost = 100;

const vowels = new Set('AIOQWYaeiouyøœɐɑɒæəɚɛɜɤɨɪɯɔʊʌᵊᵻ');

const pair = 0;
const skipExpected = 1;
const skipHeard = 2;

/**
 * Pairs two sequences of phonemes at the least cost, in order. Returns, for each of `expected`, the index of its partner
 * in `heard`, or -1. Takes time and memory in proportion to the product of the lengths.
 */
export function alignPhonemes(expected: readonly string[], heard: readonly string[]): Int32Array {
  const steps = toSteps(expected, heard);
  const partners = new Int32Array(expected.length).fill(-1);
  const width = heard.length + 1;
  let row = expected.length;
  let column = heard.length;
  while (row > 0 && column > 0) {
    const step = steps[row * width + column];
    if (step !== skipHeard) row -= 1;
    if (step !== skipExpected) column -= 1;
    if (step === pair) partners[row] = column;
  }
  return partners;
}

/** Fills the table of the cheapest last step for each pair of lengths, row by row. */
function toSteps(expected: readonly string[], heard: readonly string[]): Uint8Array {
  const width = heard.length + 1;
  const steps = new Uint8Array((expected.length + 1) * width);
  let above = new Int32Array(width);
  for (let column = 1; column < width; column += 1) {
    above[column] = (above[column - 1] ?? 0) + toSkipCost(heard[column - 1] ?? '');
  }
  for (const [index, phoneme] of expected.entries()) {
    const costs = new Int32Array(width);
    const skip = toSkipCost(phoneme);
    costs[0] = (above[0] ?? 0) + skip;
    for (let column = 1; column < width; column += 1) {
      const other = heard[column - 1] ?? '';
      let cost = (above[column - 1] ?? 0) + toPairCost(phoneme, other);
      let step = pair;
      const withoutExpected = (above[column] ?? 0) + skip;
      if (withoutExpected < cost) [cost, step] = [withoutExpected, skipExpected];
      const withoutHeard = (costs[column - 1] ?? 0) + toSkipCost(other);
      if (withoutHeard < cost) [cost, step] = [withoutHeard, skipHeard];
      costs[column] = cost;
      steps[(index + 1) * width + column] = step;
    }
    above = costs;
  }
  return steps;
}

function toSkipCost(phoneme: string): number {
  return phoneme === ' ' ? skipSpaceCost : skipCost;
}

function toPairCost(first: string, second: string): number {
  if (first === second) return 0;
  if (first === ' ' || second === ' ') return neverCost;
  return vowels.has(first) === vowels.has(second) ? kinCost : strangerCost;
}
