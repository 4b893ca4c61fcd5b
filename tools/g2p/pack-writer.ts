/** Writes the fields of a pack in the form that `PackReader` reads. */
export class PackWriter {
  readonly #parts: Uint8Array[] = [];

  writeNumber(value: number): void {
    this.#parts.push(Uint8Array.from(toGroups(value)));
  }

  writeBytes(bytes: Uint8Array): void {
    this.writeNumber(bytes.length);
    this.#parts.push(bytes);
  }

  writeText(text: string): void {
    this.writeBytes(new TextEncoder().encode(text));
  }

  writeNumbers(values: readonly number[]): void {
    this.writeNumber(values.length);
    this.#parts.push(Uint8Array.from(values.flatMap(toGroups)));
  }

  writeFloats(values: readonly number[]): void {
    const view = new DataView(new ArrayBuffer(values.length * 4));
    for (const [index, value] of values.entries()) view.setFloat32(index * 4, value, true);
    this.writeBytes(new Uint8Array(view.buffer));
  }

  /** Throws for words that are not sorted by UTF-16 units, or too long. */
  writeStrings(words: readonly string[]): void {
    const [shared, added]: [number[], number[]] = [[], []];
    const rest: string[] = [];
    let last = '';
    for (const word of words) {
      if (word.length > 255 || (word <= last && last !== ''))
        throw new Error(`Cannot pack the word '${word}'.`);
      const count = countShared(last, word);
      shared.push(count);
      added.push(word.length - count);
      rest.push(word.slice(count));
      last = word;
    }
    this.writeBytes(Uint8Array.from(shared));
    this.writeBytes(Uint8Array.from(added));
    this.writeText(rest.join(''));
  }

  toBytes(): Uint8Array {
    const bytes = new Uint8Array(this.#parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of this.#parts) {
      bytes.set(part, at);
      at += part.length;
    }
    return bytes;
  }
}

function toGroups(value: number): number[] {
  const groups: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) groups.push((rest % 128) + 128);
  return [...groups, rest];
}

/** Counts the units at the beginning of both words; a surrogate pair is not parted. */
function countShared(first: string, second: string): number {
  let count = 0;
  while (count < second.length && first.charCodeAt(count) === second.charCodeAt(count)) count += 1;
  return (second.charCodeAt(count) & 0xfc00) === 0xdc00 && count > 0 ? count - 1 : count;
}
