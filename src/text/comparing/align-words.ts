/** One step through two lists of words: the index in each, null in the one that has nothing there. */
export interface AlignedPair {
  readonly said: number | null;
  readonly heard: number | null;
}

/** Words that are aligned at once, so that the time grows with the length of the lists alone. */
const BLOCK = 240;
/** How many of them are kept; the rest are aligned again with what follows. */
const KEPT = 160;

/** Aligns two lists of words so that as few as possible differ. What is equal has an index in both and the same word. */
export function alignWords(said: readonly string[], heard: readonly string[]): readonly AlignedPair[] {
  const pairs: AlignedPair[] = [];
  let [saidFrom, heardFrom] = [0, 0];
  while (saidFrom < said.length || heardFrom < heard.length) {
    const isLast = said.length - saidFrom <= BLOCK;
    const saidEnd = isLast ? said.length : saidFrom + BLOCK;
    // What was added must fit, too; the last block takes what is left in pieces.
    const heardEnd = Math.min(heard.length, heardFrom + 2 * BLOCK);
    const isWhole = isLast && (heardEnd === heard.length || saidFrom === said.length);
    const block = alignBlock(said.slice(saidFrom, saidEnd), heard.slice(heardFrom, heardEnd), { isWhole });
    const kept = isWhole ? block : block.slice(0, KEPT);
    pairs.push(
      ...kept.map((pair) => ({
        said: pair.said === null ? null : pair.said + saidFrom,
        heard: pair.heard === null ? null : pair.heard + heardFrom,
      })),
    );
    saidFrom += kept.filter((pair) => pair.said !== null).length;
    heardFrom += kept.filter((pair) => pair.heard !== null).length;
  }
  return pairs;
}

/** Aligns two lists; where it is not the whole, what is left of `heard` costs nothing. */
function alignBlock(
  said: readonly string[],
  heard: readonly string[],
  { isWhole }: { readonly isWhole: boolean },
): readonly AlignedPair[] {
  const width = heard.length + 1;
  const costs = new Uint16Array((said.length + 1) * width);
  for (let column = 0; column < width; column += 1) costs[column] = column;
  for (let row = 1; row <= said.length; row += 1) {
    costs[row * width] = row;
    for (let column = 1; column < width; column += 1) {
      const at = row * width + column;
      const replaced = (costs[at - width - 1] ?? 0) + (said[row - 1] === heard[column - 1] ? 0 : 1);
      costs[at] = Math.min(replaced, (costs[at - width] ?? 0) + 1, (costs[at - 1] ?? 0) + 1);
    }
  }
  const lastRow = costs.subarray(said.length * width);
  const end = isWhole ? heard.length : lastRow.indexOf(Math.min(...lastRow));
  return readBack({ costs, width }, said, heard.slice(0, end));
}

/** The least number of differences between the beginnings of two lists, row by row. */
interface CostTable {
  readonly costs: Uint16Array;
  readonly width: number;
}

function readBack(
  { costs, width }: CostTable,
  said: readonly string[],
  heard: readonly string[],
): readonly AlignedPair[] {
  const pairs: AlignedPair[] = [];
  let [row, column] = [said.length, heard.length];
  while (row > 0 || column > 0) {
    const at = row * width + column;
    const cost = costs[at] ?? 0;
    const isEqual = row > 0 && column > 0 && said[row - 1] === heard[column - 1];
    // Of ways that cost the same, one that finds more equal words is better.
    if (isEqual && cost === (costs[at - width - 1] ?? 0)) pairs.push({ said: --row, heard: --column });
    else if (row > 0 && cost === (costs[at - width] ?? 0) + 1) pairs.push({ said: --row, heard: null });
    else if (column > 0 && cost === (costs[at - 1] ?? 0) + 1) pairs.push({ said: null, heard: --column });
    else pairs.push({ said: --row, heard: --column });
  }
  return pairs.reverse();
}
