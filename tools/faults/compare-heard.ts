/** How what was heard differs from what was sent, in tones. */
export interface Difference {
  /** Sent and never heard. */
  readonly lost: number;
  /** Heard twice in a row, or again after later ones. */
  readonly repeated: number;
  /** Heard and never sent. */
  readonly wrong: number;
}

/** The longest stretch after which both sides are looked for each other again. */
const LONGEST_GAP = 1_000;

/** So many tones in a row are taken for the same place. */
const ANCHOR = 12;

/**
 * Compares tones. Where the two part, the nearest place is taken at which so many in a row are the same again: what
 * was sent before it is lost; what was heard before it is repeated if the tones before it had it, and wrong otherwise.
 */
export function compareHeard(sent: readonly number[], heard: readonly number[]): Difference {
  let [lost, repeated, wrong] = [0, 0, 0];
  let [at, index] = [0, 0];
  while (at < sent.length || index < heard.length) {
    if (at < sent.length && sent[at] === heard[index]) {
      at += 1;
      index += 1;
      continue;
    }
    const gap = findGap(sent.slice(at), heard.slice(index));
    lost += gap.sent;
    const extra = heard.slice(index, index + gap.heard);
    if (extra.length > 0 && isPart(sent.slice(0, at), extra)) repeated += extra.length;
    else wrong += extra.length;
    at += gap.sent;
    index += gap.heard;
  }
  return { lost, repeated, wrong };
}

/** A recorder that opens beside the player may miss the first tones, and cut the one it begins in. */
const MOST_MISSED = 3;

/** Finds from where on a recording can be compared with what was sent; from both beginnings where nothing fits. */
export function alignStart(
  sent: readonly number[],
  heard: readonly number[],
): { readonly sent: number; readonly heard: number } {
  for (let missed = 0; missed <= MOST_MISSED; missed += 1) {
    for (const cut of [0, 1]) {
      if (isAlike(sent, heard, { sent: missed + cut, heard: cut })) return { sent: missed + cut, heard: cut };
    }
  }
  return { sent: 0, heard: 0 };
}

/** Finds how much must be left out of each side for the two to go on alike; all of both where they never do. */
function findGap(
  sent: readonly number[],
  heard: readonly number[],
): { readonly sent: number; readonly heard: number } {
  const most = Math.min(LONGEST_GAP, sent.length + heard.length);
  for (let size = 1; size <= most; size += 1) {
    for (let skipped = size; skipped >= 0; skipped -= 1) {
      if (isAlike(sent, heard, { sent: skipped, heard: size - skipped }))
        return { sent: skipped, heard: size - skipped };
    }
  }
  return { sent: sent.length, heard: heard.length };
}

/** Whether both sides go on alike from a place in each: for the length of an anchor, or to the end of both. */
function isAlike(
  sent: readonly number[],
  heard: readonly number[],
  from: { readonly sent: number; readonly heard: number },
): boolean {
  if (from.sent > sent.length || from.heard > heard.length) return false;
  for (let index = 0; index < ANCHOR; index += 1)
    if (sent[from.sent + index] !== heard[from.heard + index]) return false;
  return true;
}

function isPart(whole: readonly number[], part: readonly number[]): boolean {
  return `,${whole.join()},`.includes(`,${part.join()},`);
}
