/** Printable Latin-1, which stands for itself in byte-level vocabularies. */
const printable: readonly (readonly [number, number])[] = [
  [0x21, 0x7e],
  [0xa1, 0xac],
  [0xae, 0xff],
];

const bytes = createByteTable();

/** Converts a token of a byte-level vocabulary to the bytes it stands for. */
export function toTokenBytes(token: string): readonly number[] {
  return Array.from(token).flatMap((character) => bytes.get(character) ?? []);
}

/** The other bytes are numbered from U+0100 on: https://github.com/openai/gpt-2/blob/master/src/encoder.py */
function createByteTable(): ReadonlyMap<string, number> {
  const table = new Map<string, number>();
  let next = 0x100;
  for (let byte = 0; byte < 256; byte += 1) {
    const isPrintable = printable.some(([first, last]) => byte >= first && byte <= last);
    table.set(String.fromCharCode(isPrintable ? byte : next), byte);
    if (!isPrintable) next += 1;
  }
  return table;
}
