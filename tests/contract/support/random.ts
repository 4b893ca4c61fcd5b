/** Choices that are the same in every run. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  chance(probability: number): boolean;
  pick<T>(options: readonly T[]): T;
  /** A whole number in [0, limit). */
  below(limit: number): number;
  /** Another source. However many choices are made with it, those of this one stay the same. */
  fork(): Random;
}

/** Creates a source of choices from a seed (the mulberry32 generator). */
export function createRandom(seed: number): Random {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    pick: (options) => options[below(options.length)]!,
    fork: () => createRandom(below(2 ** 32)),
  };
}
