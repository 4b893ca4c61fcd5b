import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Failure, SectionName } from './report.ts';

const root = join(import.meta.dirname, '../..');

/** Collects what went wrong, so that one failure does not cost the rest of a run and none goes unseen. */
export class Failures {
  readonly #list: Failure[] = [];
  readonly #signal: AbortSignal;
  /** What is being measured. */
  section: SectionName = 'kernels';

  /** When the signal has fired, failures are passed on: they come from being interrupted. */
  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  get list(): readonly Failure[] {
    return this.#list;
  }

  /** Resolves with null where `work` fails, and notes that under the name of `what`. */
  async attempt<T>(what: string, work: () => Promise<T>): Promise<T | null> {
    this.#signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      this.#signal.throwIfAborted();
      this.note(what, error);
      return null;
    }
  }

  note(what: string, error: unknown): void {
    const message = toPlainMessage(error);
    console.warn(`  Failed: ${what}: ${message}`);
    this.#list.push({ section: this.section, what, message });
  }
}

/** The first line of an error, without the places that are only on this machine. */
export function toPlainMessage(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const [line = ''] = text.split('\n');
  return line.replaceAll(root, '.').replaceAll(homedir(), '~');
}
