const FIRST_PRIME = 0x01000193;
const SECOND_PRIME = 0x85ebca6b;

/**
 * Counts and hashes bytes as they pass: 64 bits in two lanes, FNV-1a and a like one with another prime. It finds bytes
 * that differ by accident; it is no protection against somebody who wants it to fail.
 */
export class RunningHash {
  #byteCount = 0;
  #first = 0x811c9dc5;
  #second = 0x9e3779b9;

  /** Goes on with what another one has counted; begins with no byte if that is left out. */
  constructor(earlier?: Pick<RunningHash, 'byteCount' | 'digest'>) {
    if (earlier === undefined) return;
    this.#byteCount = earlier.byteCount;
    this.#first = Number.parseInt(earlier.digest.slice(0, 8), 16);
    this.#second = Number.parseInt(earlier.digest.slice(8), 16);
  }

  get byteCount(): number {
    return this.#byteCount;
  }

  /** Of all bytes so far: 16 hexadecimal digits. */
  get digest(): string {
    return [this.#first, this.#second].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('');
  }

  add(bytes: Uint8Array): void {
    let [first, second] = [this.#first, this.#second];
    for (const byte of bytes) {
      first = Math.imul(first ^ byte, FIRST_PRIME);
      second = Math.imul(second ^ byte, SECOND_PRIME);
      // The second lane's high bits reach its low ones, which FNV's never do.
      second ^= second >>> 15;
    }
    this.#byteCount += bytes.byteLength;
    this.#first = first;
    this.#second = second;
  }
}
