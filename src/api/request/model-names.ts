import { SpeechError } from '../../contract/errors.ts';
import type { ModelSummary } from '../../contract/engine-status.ts';
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
