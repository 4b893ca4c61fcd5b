import type { FileBytes } from '../file-bytes.ts';
import { joinBytes } from '../../std/join.ts';
import { type FilePlace, OnnxFormatError, type OnnxTensor } from './onnx-graph.ts';
import { ProtobufReader, type ByteRange } from './protobuf-reader.ts';
import { scanFields } from './scan-fields.ts';

/** Fields of ONNX's `TensorProto` (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto). */
const DIMS = 1;
const ELEMENT_TYPE = 2;
const FLOATS = 4;
const INT32S = 5;
const INT64S = 7;
const NAME = 8;
const RAW = 9;
const DOUBLES = 10;
const EXTERNAL = 13;
const LOCATION = 14;
const IN_THIS_FILE = 0;

/** More numbers that are spelt out one by one would not fit in memory. */
const MOST_VALUES = 2 ** 24;

/** Shorter constants may be sizes and axes, which are read at once. */
const LEAST_BYTES = 4096;

/** Reads a `TensorProto` of a file, whose elements stay there until they are asked for where they are many. */
export function readStoredTensor(file: FileBytes, range: ByteRange): OnnxTensor {
  const others: Uint8Array[] = [];
  let place: FilePlace | undefined;
  for (const { field, start, value } of scanFields(file, range)) {
    const byteLength = value.end - value.start;
    if (field === RAW && byteLength >= LEAST_BYTES) {
      place = {
        ...{ start: value.start, byteLength },
        read: () => file.read(value.start, value.end),
        readInto: (target) => file.readInto(target, value.start),
      };
    } else others.push(file.read(start, value.end));
  }
  const tensor = readTensor(new ProtobufReader(joinBytes(others)));
  return place === undefined ? tensor : { ...tensor, place };
}

/** Reads a `TensorProto`; throws `OnnxFormatError` where its elements lie in another file. */
export function readTensor(reader: ProtobufReader): OnnxTensor {
  const dims: number[] = [];
  const values: number[] = [];
  let elementType = 0;
  let name = '';
  let raw: Uint8Array | null = null;
  while (reader.next()) {
    switch (reader.field) {
      case DIMS:
        append(dims, reader.ints());
        break;
      case ELEMENT_TYPE:
        elementType = reader.int();
        break;
      case FLOATS:
        append(values, reader.floats());
        break;
      case INT32S:
      case INT64S:
        append(values, reader.ints());
        break;
      case NAME:
        name = reader.text();
        break;
      case RAW:
        raw = reader.bytes();
        break;
      case LOCATION:
        // Some writers spell out that the elements are in this file.
        if (reader.int() === IN_THIS_FILE) break;
        throw createUnread(name);
      case EXTERNAL:
      case DOUBLES:
        throw createUnread(name);
    }
  }
  if (!dims.every((dim) => Number.isSafeInteger(dim) && dim >= 0))
    throw new OnnxFormatError(`${name || 'A tensor'} has an impossible shape`);
  return { name, dims, elementType, raw, values };
}

function createUnread(name: string): OnnxFormatError {
  return new OnnxFormatError(`The elements of ${name || 'a tensor'} are kept in a way that is not read`);
}

/**
 * Appends numbers, which may be too many for the arguments of one call; throws `OnnxFormatError` where they do not fit
 * in memory.
 */
export function append(values: number[], more: readonly number[]): void {
  if (values.length + more.length > MOST_VALUES)
    throw new OnnxFormatError('The file spells out too many numbers');
  for (const value of more) values.push(value);
}
