import type { ModelSummary } from '../../contract/engine-status.ts';
import { SpeechError } from '../../contract/errors.ts';
import { toQuoted } from './parse-field.ts';

/** What speaks where a request names no model. */
export const DEFAULT_MODEL = 'kokoro-82m';

/** Names under which other servers and OpenAI itself offer what Kokoro does here. */
const kokoroAliases = [
  'kokoro',
  'hexgrad/Kokoro-82M',
  'onnx-community/Kokoro-82M-v1.0-ONNX',
  'tts-1',
  'tts-1-hd',
  'tts-1-1106',
  'tts-1-hd-1106',
  'gpt-4o-mini-tts',
  'gpt-4o-mini-tts-2025-03-20',
  'gpt-4o-mini-tts-2025-12-15',
];

/** One name that requests may use. */
export interface ModelName {
  readonly name: string;
  readonly model: ModelSummary;
}

/** Lists every name of every model, each model's own id first. */
export function listModelNames(models: readonly ModelSummary[]): readonly ModelName[] {
  return models.flatMap((model) => {
    const aliases = model.id === DEFAULT_MODEL ? [...kokoroAliases, ...model.aliases] : model.aliases;
    return [...new Set([model.id, ...aliases])].map((name) => ({ name, model }));
  });
}

/** Finds a model by any of its names, in any case. Throws `model_not_found`. */
export function findModel(models: readonly ModelSummary[], name: string): ModelName {
  const wanted = name.toLowerCase();
  const found = listModelNames(models).find((entry) => entry.name.toLowerCase() === wanted);
  if (found !== undefined) return found;
  throw new SpeechError(
    'model_not_found',
    `The model \`${toQuoted(name).slice(1, -1)}\` does not exist or you do not have access to it.`,
    { param: 'model' },
  );
}

/** How long a list is used; a mirror may get another model at any time. */
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
