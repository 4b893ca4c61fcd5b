import type { SessionInput } from '../../../src/engines/kokoro/session/session.ts';

const VOCABULARY_SIZE = 178;
const STYLE_LENGTH = 256;

/** Makes an input of so many made-up tokens, always the same for the same count. */
export function createTokens(count: number): SessionInput {
  const tokenIds = Array.from({ length: count }, (_, index) => (index * 37) % VOCABULARY_SIZE);
  const style = Float32Array.from({ length: STYLE_LENGTH }, (_, index) => 0.3 * Math.sin(index * 1.7));
  return { tokenIds, style, speed: 1 };
}
