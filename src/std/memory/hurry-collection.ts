/** 16 GiB, in one piece: more than any engine gives. */
const REFUSED_BYTES = 2 ** 34;

/**
 * Has the script engine collect what nobody refers to any more. Pieces of a file that were read leave many megabytes to a
 * collection that is not due for a long time in a thread that rests or computes. Chromium's engine collects everything
 * before it refuses a buffer; what it can give only makes it look through the youngest objects. Others refuse at once.
 */
export function hurryCollection(): void {
  try {
    new ArrayBuffer(REFUSED_BYTES);
  } catch {
    // That was the wish.
  }
}
