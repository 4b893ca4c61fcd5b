import type { FileBytes } from '../file-bytes.ts';
import { OnnxFormatError } from './onnx-graph.ts';
import type { ByteRange } from './protobuf-reader.ts';

/** A field of a protobuf message in a file. */
export interface ScannedField {
  readonly field: number;
  /** Where its tag begins. */
  readonly start: number;
  /** Its value, without tag and length. */
  readonly value: ByteRange;
}

/** The longest tag and length together. */
const HEAD_BYTES = 20;

/**
 * Goes through the fields of a protobuf message of which only tags and lengths are read. Throws `OnnxFormatError` where
 * the bytes are no message.
 */
export function* scanFields(file: FileBytes, { start, end }: ByteRange): Generator<ScannedField> {
  for (let position = start; position < end;) {
    const scanned = readHead(file.read(position, Math.min(position + HEAD_BYTES, file.byteLength)), position);
    if (scanned.value.end > end)
      throw new OnnxFormatError(`Field ${scanned.field} is longer than its message`);
    yield scanned;
    position = scanned.value.end;
  }
}

function readHead(head: Uint8Array, start: number): ScannedField {
  const tag = readNumber(head, 0);
  const field = Math.floor(tag.value / 8);
  const toField = (from: number, end: number): ScannedField => {
    return { field, start, value: { start: start + from, end: start + end } };
  };
  switch (tag.value % 8) {
    case 0:
      return toField(tag.end, readNumber(head, tag.end).end);
    case 1:
      return toField(tag.end, tag.end + 8);
    case 2: {
      const length = readNumber(head, tag.end);
      return toField(length.end, length.end + length.value);
    }
    case 5:
      return toField(tag.end, tag.end + 4);
    default:
      throw new OnnxFormatError(`Field ${field} has the unknown wire type ${tag.value % 8}`);
  }
}

/** Lengths and tags, which are never negative. */
function readNumber(bytes: Uint8Array, start: number): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let position = start; position < start + 10; position += 1) {
    const byte = bytes[position];
    if (byte === undefined) break;
    value += (byte & 127) * 128 ** (position - start);
    if (byte < 128) return { value, end: position + 1 };
  }
  throw new OnnxFormatError('A number in the file does not end');
}

/** The field of ONNX's `ModelProto` that holds the graph. */
const GRAPH = 7;

/** In front of the graph a model has a version, a few names and sets of operators. */
const MOST_FIELDS = 1_000;

/**
 * Whether a file is framed as an ONNX model with a graph, all of which is there. Only tags and lengths are read, so that a
 * large file that is none costs no memory.
 */
export function isModel(file: FileBytes): boolean {
  let count = 0;
  try {
    for (const { field } of scanFields(file, { start: 0, end: file.byteLength })) {
      if (field === GRAPH) return true;
      count += 1;
      if (count > MOST_FIELDS) return false;
    }
    return false;
  } catch (error) {
    if (error instanceof OnnxFormatError) return false;
    throw error;
  }
}
