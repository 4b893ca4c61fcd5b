/** The first four powers of the places that the two polynomials are taken at. */
const [A1, A2, A3, A4] = toPowers(0x01000193);
const [B1, B2, B3, B4] = toPowers(0x85ebca6b);

/**
 * Counts and hashes bytes as they pass: 64 bits in two lanes, each a polynomial of all bytes. It finds bytes that differ
 * by accident; it is no protection against somebody who wants it to fail.
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

  /** Takes four bytes a step: one by one, each would wait for the product of the one before it. */
  add(bytes: Uint8Array): void {
    let first = this.#first | 0;
    let second = this.#second | 0;
    let index = 0;
    for (const end = bytes.length - 3; index < end; index += 4) {
      const a = bytes[index] ?? 0;
      const b = bytes[index + 1] ?? 0;
      const c = bytes[index + 2] ?? 0;
      const d = bytes[index + 3] ?? 0;
      first = (Math.imul(first, A4) + Math.imul(a, A3) + Math.imul(b, A2) + Math.imul(c, A1) + d) | 0;
      second = (Math.imul(second, B4) + Math.imul(a, B3) + Math.imul(b, B2) + Math.imul(c, B1) + d) | 0;
    }
    for (; index < bytes.length; index += 1) {
      first = (Math.imul(first, A1) + (bytes[index] ?? 0)) | 0;
      second = (Math.imul(second, B1) + (bytes[index] ?? 0)) | 0;
    }
    this.#byteCount += bytes.byteLength;
    this.#first = first;
    this.#second = second;
  }
}

function toPowers(place: number): readonly [number, number, number, number] {
  const square = Math.imul(place, place);
  return [place, square, Math.imul(square, place), Math.imul(square, square)];
}
