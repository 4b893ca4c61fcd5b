import type { ModelSummary } from '../../contract/engine-status.ts';
import { SpeechError } from '../../contract/errors.ts';

/** So long a list is good enough; a mirror may get another model at any time. */
const FRESH_MS = 10_000;

/** Remembers the models, so that a request need not wait until somebody has looked whether there are others by now. */
export class KnownModels {
  readonly #read: () => Promise<readonly ModelSummary[]>;
  #known: readonly ModelSummary[] | null = null;
  #readAtMs = -Infinity;

  constructor(read: () => Promise<readonly ModelSummary[]>) {
    this.#read = read;
  }

  /** Gives `work` the models that are known, and those that there are now if it finds its own not among them. */
  async use<T>(work: (models: readonly ModelSummary[]) => T): Promise<T> {
    if (this.#known === null) return work(await this.#refresh());
    try {
      const result = work(this.#known);
      if (performance.now() - this.#readAtMs > FRESH_MS) this.#refresh().catch(() => undefined);
      return result;
    } catch (error) {
      if (!(error instanceof SpeechError) || error.code !== 'model_not_found') throw error;
      return work(await this.#refresh());
    }
  }

  async #refresh(): Promise<readonly ModelSummary[]> {
    this.#readAtMs = performance.now();
    this.#known = await this.#read();
    return this.#known;
  }
}
