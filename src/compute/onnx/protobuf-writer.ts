import { joinBytes } from '../../std/join.ts';

const encoder = new TextEncoder();

/**
 * Encodes one protobuf message as a list of chunks; large byte fields are kept by reference, never copied.
 * Wire format: https://protobuf.dev/programming-guides/encoding/
 */
export class ProtobufWriter {
  readonly #chunks: Uint8Array[] = [];
  #pending: number[] = [];
  #byteLength = 0;

  /** Bytes written so far. */
  get byteLength(): number {
    return this.#byteLength;
  }

  /** The message in pieces, in order. */
  get chunks(): readonly Uint8Array[] {
    this.#flush();
    return this.#chunks;
  }

  /** Writes an int64 field; negative numbers take ten bytes, as the format demands. */
  int(field: number, value: number | bigint): this {
    this.#tag(field, 0);
    this.#varint(BigInt.asUintN(64, BigInt(value)));
    return this;
  }

  float(field: number, value: number): this {
    this.#tag(field, 5);
    this.#push(new Uint8Array(Float32Array.of(value).buffer));
    return this;
  }

  string(field: number, value: string): this {
    return this.bytes(field, encoder.encode(value));
  }

  bytes(field: number, value: Uint8Array): this {
    this.header(field, value.byteLength);
    this.#push(value);
    return this;
  }

  /** Writes what stands before a value of so many bytes, which follow from elsewhere. */
  header(field: number, byteLength: number): this {
    this.#tag(field, 2);
    this.#varint(BigInt(byteLength));
    return this;
  }

  message(field: number, value: ProtobufWriter): this {
    this.header(field, value.byteLength);
    for (const chunk of value.chunks) this.#push(chunk);
    return this;
  }

  /** The whole message in one array. */
  toBytes(): Uint8Array<ArrayBuffer> {
    return joinBytes(this.chunks);
  }

  #tag(field: number, wireType: number): void {
    this.#varint(BigInt(field * 8 + wireType));
  }

  #varint(value: bigint): void {
    let rest = value;
    while (rest > 127n) {
      this.#pending.push(Number(rest & 127n) | 128);
      rest >>= 7n;
      this.#byteLength += 1;
    }
    this.#pending.push(Number(rest));
    this.#byteLength += 1;
  }

  #push(bytes: Uint8Array): void {
    this.#byteLength += bytes.byteLength;
    if (bytes.byteLength < 256) {
      this.#pending.push(...bytes);
      return;
    }
    this.#flush();
    this.#chunks.push(bytes);
  }

  #flush(): void {
    if (this.#pending.length === 0) return;
    this.#chunks.push(Uint8Array.from(this.#pending));
    this.#pending = [];
  }
}
