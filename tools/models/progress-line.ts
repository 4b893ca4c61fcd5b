import type { WriteStream } from 'node:tty';

/** Shows how far downloads have come: one line that changes on a terminal, a line for each tenth elsewhere. */
export class ProgressLine {
  readonly #stream: Pick<WriteStream, 'write' | 'isTTY'>;
  #name = '';
  #step = -1;

  constructor(stream: Pick<WriteStream, 'write' | 'isTTY'>) {
    this.#stream = stream;
  }

  /** Shows a file's progress; the same share of the same file is shown once. */
  show(
    name: string,
    { heldBytes, totalBytes }: { readonly heldBytes: number; readonly totalBytes: number },
  ): void {
    const steps = this.#stream.isTTY ? 100 : 10;
    const step = Math.floor((steps * heldBytes) / totalBytes);
    if (name === this.#name && step === this.#step) return;
    if (name !== this.#name) this.end();
    this.#name = name;
    this.#step = step;
    const toMegabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
    const words = `${name}: ${toMegabytes(heldBytes)} of ${toMegabytes(totalBytes)} MB, ${Math.floor((100 * heldBytes) / totalBytes)} %`;
    this.#stream.write(this.#stream.isTTY ? `\r${words}\u001b[K` : `${words}\n`);
  }

  /** Leaves the line. */
  end(): void {
    if (this.#name !== '' && this.#stream.isTTY) this.#stream.write('\n');
    this.#name = '';
  }
}
