import type { ModelSummary } from '../../contract/engine-status.ts';
import { SpeechError } from '../../contract/errors.ts';
import type { ModelName } from './model-names.ts';
import { toQuoted } from './parse-field.ts';

/** What hears where a request names no model. */
const DEFAULT_HEARING_NAME = 'whisper-1';

/** Names under which OpenAI and other servers offer what the first stored model does here. */
const commonNames = [
  DEFAULT_HEARING_NAME,
  'gpt-transcribe',
  'gpt-4o-transcribe',
  'gpt-4o-mini-transcribe',
  'gpt-4o-mini-transcribe-2025-12-15',
  'openai/whisper-large-v3',
  'whisper-large-v3',
];

/** OpenAI's model that tells speakers apart: the first stored model, where the models for that are stored as well. */
const DIARIZING_NAME = 'gpt-4o-transcribe-diarize';

/** A site with the package has no panel. */
const WHERE = "in the Models panel of Sotto's app, or in a page by `speech.client.storage.fetchModel`";

/** What to do where a request wants speakers named and no model here can do it. */
export const GET_SPEAKERS = `telling speakers apart needs the model 'speaker-turns'. Download it ${WHERE}.`;

/** Who publishes a Whisper of each size, and what comes before its name. */
const prefixes = ['openai/', 'Systran/faster-', 'onnx-community/', 'Xenova/'];

/** Lists every name of every model that hears; the common names are the first one's. */
export function listHearingNames(
  models: readonly ModelSummary[],
  hasSpeakers: boolean,
): readonly ModelName[] {
  const common = hasSpeakers ? [...commonNames, DIARIZING_NAME] : commonNames;
  return models.flatMap((model, index) => {
    const own = [model.id, ...prefixes.map((prefix) => prefix + model.id)];
    const aliases = model.aliases.filter((alias) => !common.includes(alias));
    const names = new Set([...own, ...aliases, ...(index === 0 ? common : [])]);
    return [...names].map((name) => ({ name, model }));
  });
}

/** Finds a stored model that hears by any of its names, in any case. Throws `model_not_found`. */
export function findHearingModel(
  models: readonly ModelSummary[],
  name: string,
  hasSpeakers: boolean,
): ModelName {
  const wanted = name.toLowerCase();
  const found = listHearingNames(models, hasSpeakers).find((entry) => entry.name.toLowerCase() === wanted);
  if (found !== undefined) return found;
  const quoted = toQuoted(name).slice(1, -1);
  const why = wanted === DIARIZING_NAME ? `: ${GET_SPEAKERS}` : '.';
  const message = `The model \`${quoted}\` does not exist, or is not stored in this browser${why}`;
  throw new SpeechError('model_not_found', message, { param: 'model' });
}

/** Creates the error of a Sotto that has no model that hears. */
export function createNotInstalled(): SpeechError {
  const message = `No speech-to-text model is installed. Download one ${WHERE}.`;
  return new SpeechError('model_not_found', message, { param: 'model' });
}
