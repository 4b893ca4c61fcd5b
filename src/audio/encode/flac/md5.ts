const BLOCK_BYTES = 64;

/** How far each step rotates: four amounts for each round, which repeat (RFC 1321, 3.4). */
const rotations = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];

const sines = Int32Array.from({ length: BLOCK_BYTES }, (_unused, step) =>
  Math.floor(Math.abs(Math.sin(step + 1)) * 2 ** 32),
);

/** Computes MD5 (RFC 1321) of bytes that come in parts: FLAC's own check that sound was decoded right. */
export interface Md5 {
  update(bytes: Uint8Array): void;
  /** Returns the 16 bytes; nothing may be added afterwards. */
  digest(): Uint8Array<ArrayBuffer>;
}

/** Creates the digest of nothing yet. */
export function createMd5(): Md5 {
  const state = Int32Array.of(0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476);
  const block = new Uint8Array(BLOCK_BYTES);
  let filled = 0;
  let byteCount = 0;
  const update = (bytes: Uint8Array): void => {
    byteCount += bytes.length;
    for (let start = 0; start < bytes.length;) {
      const part = bytes.subarray(start, start + BLOCK_BYTES - filled);
      block.set(part, filled);
      filled += part.length;
      start += part.length;
      if (filled < BLOCK_BYTES) return;
      mix(state, new DataView(block.buffer));
      filled = 0;
    }
  };
  return {
    update,
    digest() {
      const length = new Uint8Array(8);
      new DataView(length.buffer).setBigUint64(0, BigInt(byteCount) * 8n, true);
      // A one bit, then zeros up to the last eight bytes of a block.
      const zeros = (2 * BLOCK_BYTES - 9 - filled) % BLOCK_BYTES;
      update(Uint8Array.of(0x80));
      update(new Uint8Array(zeros));
      update(length);
      const digest = new DataView(new ArrayBuffer(16));
      state.forEach((word, index) => digest.setInt32(index * 4, word, true));
      return new Uint8Array(digest.buffer);
    },
  };
}

function mix(state: Int32Array, block: DataView): void {
  let [a = 0, b = 0, c = 0, d = 0] = state;
  // Plain variables and no arrays: this runs for every byte of a file.
  for (let step = 0; step < BLOCK_BYTES; step += 1) {
    const round = step >> 4;
    let mixed = c ^ (b | ~d);
    let wordIndex = 7 * step;
    if (round === 0) {
      mixed = (b & c) | (~b & d);
      wordIndex = step;
    } else if (round === 1) {
      mixed = (d & b) | (~d & c);
      wordIndex = 5 * step + 1;
    } else if (round === 2) {
      mixed = b ^ c ^ d;
      wordIndex = 3 * step + 5;
    }
    const sum = (a + mixed + block.getInt32((wordIndex & 15) * 4, true) + (sines[step] ?? 0)) | 0;
    const turn = rotations[round * 4 + (step & 3)] ?? 0;
    a = d;
    d = c;
    c = b;
    b = (b + ((sum << turn) | (sum >>> (32 - turn)))) | 0;
  }
  state[0] = (state[0] ?? 0) + a;
  state[1] = (state[1] ?? 0) + b;
  state[2] = (state[2] ?? 0) + c;
  state[3] = (state[3] ?? 0) + d;
}
