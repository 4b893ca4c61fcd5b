import { joinChunks } from './join-chunks.ts';
import type { ByteRange } from './protobuf-reader.ts';

/** A stretch of the old file, or new bytes. */
export type Piece = ByteRange | Uint8Array;

/** Moves the pieces together, in the file's own memory where they fit in front of what is still to be moved. */
export function assemble(bytes: Uint8Array, pieces: readonly Piece[]): Uint8Array {
  if (!fitsInPlace(bytes, pieces)) return joinPieces(bytes, pieces);
  let position = 0;
  for (const piece of pieces) {
    if (piece instanceof Uint8Array) bytes.set(piece, position);
    else bytes.copyWithin(position, piece.start, piece.end);
    position += toLength(piece);
  }
  return bytes.subarray(0, position);
}

/** Copies the pieces together. */
export function joinPieces(bytes: Uint8Array, pieces: readonly Piece[]): Uint8Array<ArrayBuffer> {
  return joinChunks(
    pieces.map((piece) => (piece instanceof Uint8Array ? piece : bytes.subarray(piece.start, piece.end))),
  );
}

function fitsInPlace(bytes: Uint8Array, pieces: readonly Piece[]): boolean {
  let position = 0;
  let limit = bytes.byteLength;
  const ends: number[] = [];
  for (const piece of pieces) ends.push((position += toLength(piece)));
  for (let index = pieces.length - 1; index >= 0; index -= 1) {
    const piece = pieces[index];
    if ((ends[index] ?? 0) > limit) return false;
    if (piece !== undefined && !(piece instanceof Uint8Array)) limit = piece.start;
  }
  return true;
}

export function toLength(piece: Piece): number {
  return piece instanceof Uint8Array ? piece.byteLength : piece.end - piece.start;
}
