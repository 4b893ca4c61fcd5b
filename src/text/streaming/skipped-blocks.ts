/** A block that is not spoken, and whose text must not be cut: programs, and what a model thinks aloud. */
export interface SkippedBlock {
  readonly start: number;
  /** How long its opening mark is. */
  readonly markLength: number;
  /** Where it ends; null where its end has not come yet. */
  readonly end: number | null;
}

const opening = /^[ \t>]*(`{3,}|~{3,})|<think>/mu;

/** Finds the first block of a text that is not spoken, or null. */
export function findSkippedBlock(text: string): SkippedBlock | null {
  const found = opening.exec(text);
  if (found === null) return null;
  const { index: start } = found;
  const fence = found[1];
  const markLength = found[0].length;
  const from = start + markLength;
  if (fence === undefined) {
    const close = text.indexOf('</think>', from);
    return { start, markLength, end: close < 0 ? null : close + '</think>'.length };
  }
  const closing = new RegExp(`^[ \\t>]*[${fence.charAt(0)}]{${fence.length},}[ \\t]*$`, 'gmu');
  closing.lastIndex = from;
  return { start, markLength, end: closing.exec(text) === null ? null : closing.lastIndex };
}

/** Whether a text ends in what may become the opening of such a block. */
export function mayOpenBlock(text: string): boolean {
  return /(?:^|\n)[ \t>]*(?:`{1,2}|~{1,2})$|<(?:t(?:h(?:i(?:nk?)?)?)?)?$/u.test(text.slice(-80));
}
