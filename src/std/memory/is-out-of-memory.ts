/**
 * What browsers, WebAssembly and ONNX Runtime say where memory cannot be had. Errors of other threads come as their words
 * alone, so the words decide.
 */
const SIGNS =
  /out of memory|bad_alloc|allocation failed|(?:could not|cannot|failed to|unable to) (?:allocate|grow)|\bOOM\b/i;

/** The words that matter come first; a message may quote whole texts. */
const LONGEST_MESSAGE = 1_000;

/** Whether an error, or what caused it, says that there was too little memory. */
export function isOutOfMemory(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if (SIGNS.test(cause.message.slice(0, LONGEST_MESSAGE))) return true;
  return false;
}
