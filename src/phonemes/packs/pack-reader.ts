import { SortedStrings } from './sorted-strings.ts';

/**
 * Reads the fields of an inflated pack, one after the other. A number is written in groups of seven bits, the lowest
 * first, each but the last with 128 added. All else begins with its length. Throws a `RangeError` behind the end.
 */
export class PackReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Reads a whole number of 7 bits a byte, the lowest first; throws `RangeError` where the pack ends. */
  readNumber(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined) throw new RangeError('The pack ends too early.');
      this.#at += 1;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }

  /** The bytes stay where they are: they are not copied. */
  readBytes(): Uint8Array {
    const length = this.readNumber();
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new RangeError('The pack ends too early.');
    const bytes = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return bytes;
  }

  /** Reads a text in UTF-8, behind its length in bytes. */
  readText(): string {
    return new TextDecoder().decode(this.readBytes());
  }

  /** Reads whole numbers, behind how many they are. */
  readNumbers(): Uint32Array {
    const numbers = new Uint32Array(this.readNumber());
    for (let index = 0; index < numbers.length; index += 1) numbers[index] = this.readNumber();
    return numbers;
  }

  /** Reads little-endian 32-bit floats. */
  readFloats(): Float32Array {
    const bytes = this.readBytes();
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return Float32Array.from({ length: bytes.length / 4 }, (_, index) => view.getFloat32(index * 4, true));
  }

  /** Reads words that are sorted by UTF-16 units: how many units each shares with the one before, how many it adds, and those. */
  readStrings(): SortedStrings {
    const [shared, added, text] = [this.readBytes(), this.readBytes(), this.readText()];
    const offsets = new Uint32Array(shared.length + 1);
    for (let index = 0; index < shared.length; index += 1) {
      offsets[index + 1] = (offsets[index] ?? 0) + (shared[index] ?? 0) + (added[index] ?? 0);
    }
    const units = new Uint16Array(offsets[shared.length] ?? 0);
    let [next, before] = [0, 0];
    for (let index = 0; index < shared.length; index += 1) {
      const start = offsets[index] ?? 0;
      const from = start + (shared[index] ?? 0);
      units.copyWithin(start, before, before + (shared[index] ?? 0));
      for (let at = from; at < (offsets[index + 1] ?? 0); at += 1, next += 1)
        units[at] = text.charCodeAt(next);
      before = start;
    }
    return new SortedStrings(units, offsets);
  }
}
