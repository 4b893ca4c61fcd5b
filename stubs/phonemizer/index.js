/** kokoro-js imports this name; only the benchmark of the stock path loads kokoro-js, and it passes token ids. */
export function phonemize() {
  throw new Error('phonemizer is not part of Sotto');
}
