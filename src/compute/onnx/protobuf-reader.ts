import { OnnxFormatError } from './onnx-graph.ts';

/** Offsets in a file, half open. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

const decoder = new TextDecoder();

/**
 * Goes through the fields of one protobuf message in the order of the file; what is not asked for is skipped, and
 * bytes are handed out as views, never copied. Wire format: https://protobuf.dev/programming-guides/encoding/
 */
export class ProtobufReader {
  readonly #bytes: Uint8Array;
  readonly #end: number;
  #position: number;
  #field = 0;
  #wireType = 0;
  #fieldStart = 0;
  #valueStart = 0;

  constructor(bytes: Uint8Array, range: ByteRange = { start: 0, end: bytes.byteLength }) {
    this.#bytes = bytes;
    this.#position = range.start;
    this.#end = range.end;
  }

  /** Number of the current field. */
  get field(): number {
    return this.#field;
  }

  /** The current field with its tag. */
  get fieldRange(): ByteRange {
    return { start: this.#fieldStart, end: this.#position };
  }

  /** The current field's value, without tag and length. */
  get valueRange(): ByteRange {
    return { start: this.#valueStart, end: this.#position };
  }

  /** Goes to the next field; false at the end of the message. Throws `OnnxFormatError` where there is none. */
  next(): boolean {
    if (this.#position >= this.#end) return false;
    this.#fieldStart = this.#position;
    const tag = this.#readVarint();
    this.#field = Math.floor(tag / 8);
    this.#wireType = tag % 8;
    this.#valueStart = this.#position;
    switch (this.#wireType) {
      case 0:
        this.#readVarint();
        break;
      case 1:
        this.#position += 8;
        break;
      case 2: {
        const length = this.#readVarint();
        this.#valueStart = this.#position;
        this.#position += length;
        break;
      }
      case 5:
        this.#position += 4;
        break;
      default:
        throw new OnnxFormatError(`Field ${this.#field} has the unknown wire type ${this.#wireType}`);
    }
    if (this.#position > this.#end)
      throw new OnnxFormatError(`Field ${this.#field} is longer than its message`);
    return true;
  }

  /** The current field as a signed whole number. */
  int(): number {
    this.#expect(0);
    return toInteger(this.#bytes, this.#valueStart).value;
  }

  /** The current field's whole numbers, packed or single. */
  ints(): number[] {
    if (this.#wireType !== 2) return [this.int()];
    const values: number[] = [];
    for (let position = this.#valueStart; position < this.#position;) {
      const { value, end } = toInteger(this.#bytes, position);
      values.push(value);
      position = end;
    }
    return values;
  }

  /** Reads the present field as a float of 32 bits. */
  float(): number {
    this.#expect(5);
    return this.#view().getFloat32(0, true);
  }

  /** The current field's floats, packed or single. */
  floats(): number[] {
    if (this.#wireType !== 2) return [this.float()];
    const view = this.#view();
    return Array.from({ length: view.byteLength / 4 }, (_, index) => view.getFloat32(4 * index, true));
  }

  /** Reads the present field as UTF-8. */
  text(): string {
    return decoder.decode(this.bytes());
  }

  /** A view of the current field's bytes. */
  bytes(): Uint8Array {
    this.#expect(2);
    return this.#bytes.subarray(this.#valueStart, this.#position);
  }

  /** A reader for the message in the current field. */
  message(): ProtobufReader {
    this.#expect(2);
    return new ProtobufReader(this.#bytes, this.valueRange);
  }

  #view(): DataView {
    const { buffer, byteOffset } = this.#bytes;
    return new DataView(buffer, byteOffset + this.#valueStart, this.#position - this.#valueStart);
  }

  #expect(wireType: number): void {
    if (this.#wireType === wireType) return;
    throw new OnnxFormatError(`Field ${this.#field} has wire type ${this.#wireType}, not ${wireType}`);
  }

  /** Lengths and tags, which are never negative. */
  #readVarint(): number {
    let value = 0;
    for (let scale = 1; scale <= 2 ** 63; scale *= 128) {
      const byte = this.#bytes[this.#position];
      if (byte === undefined) break;
      this.#position += 1;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
    throw new OnnxFormatError('A number in the file does not end');
  }
}

function toInteger(bytes: Uint8Array, start: number): { value: number; end: number } {
  let value = 0n;
  for (let position = start; position < start + 10; position += 1) {
    const byte = bytes[position];
    if (byte === undefined) break;
    value |= BigInt(byte & 127) << BigInt(7 * (position - start));
    if (byte < 128) return { value: Number(BigInt.asIntN(64, value)), end: position + 1 };
  }
  throw new OnnxFormatError('A number in the file does not end');
}
