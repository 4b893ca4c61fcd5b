const PIECE_BYTES = 64 * 1024 * 1024;
const PIECES = 24;

/**
 * Has the script engine collect what nobody refers to any more. Pieces of a file that were read leave hundreds of megabytes
 * to a collection that is not due for a long time in a thread that rests or computes. It comes when more memory is asked for,
 * which costs none as long as it is not touched.
 */
export function hurryCollection(): void {
  try {
    for (let piece = 0; piece < PIECES; piece += 1) new ArrayBuffer(PIECE_BYTES);
  } catch {
    // The memory was refused: then the collection has just been tried.
  }
}
