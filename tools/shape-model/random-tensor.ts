import type { Tensor } from '../onnx/model.ts';

/** How made-up values are spread: uniformly, with this mean and standard deviation. */
export interface Spread {
  readonly mean?: number;
  readonly deviation: number;
}

/** Makes up a float32 tensor; the values depend on the seed alone, which is the parameter's name. */
export function createRandomTensor(seed: string, dims: readonly number[], spread: Spread): Tensor {
  const count = dims.reduce((product, dim) => product * dim, 1);
  const values = new Float32Array(count);
  const mean = spread.mean ?? 0;
  // A uniform variable over a width w has the deviation w / √12.
  const scale = (spread.deviation * Math.sqrt(12)) / 2 ** 32;
  let state = toSeed(seed);
  for (let index = 0; index < count; index += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    values[index] = mean + state * scale;
  }
  return { type: 'float32', dims, data: new Uint8Array(values.buffer) };
}

/** FNV-1a, mixed once more, since a xorshift generator needs a seed that is not small. */
function toSeed(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return hash === 0 ? 1 : hash;
}
