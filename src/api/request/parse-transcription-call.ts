import type { InferOutput } from 'valibot';
import type { HearingTask } from '../../contract/hearing.ts';
import { findHeardLanguage } from '../../contract/heard-languages.ts';
import type { ModelSummary } from '../../contract/engine-status.ts';
import { SpeechError } from '../../contract/errors.ts';
import type { ListenOptions } from '../../listening/listen.ts';
import { FormFields } from './form-fields.ts';
import { findHearingModel } from './hearing-names.ts';
import { parseChunking } from './parse-chunking.ts';
import { parseField, toQuoted } from './parse-field.ts';
import {
  transcriptionFields,
  type TranscriptFormat,
  type TranscriptionField,
} from './transcription-fields.ts';

/** A request to write speech down, after validation. */
export interface TranscriptionCall {
  readonly file: File;
  /** The name that the request used. */
  readonly modelName: string;
  /** The model's id. */
  readonly model: string;
  readonly listen: ListenOptions;
  readonly format: TranscriptFormat;
  /** What `verbose_json` lists. */
  readonly granularities: ReadonlySet<'word' | 'segment'>;
  readonly isStreamed: boolean;
  readonly hasLogprobs: boolean;
  /** Whether the answer names the languages, as it does where several were offered. */
  readonly hasLanguages: boolean;
}

/** Parses a form, field by field in a fixed order; the first fault is thrown as a `SpeechError`. */
export function parseTranscriptionCall(
  form: FormData,
  task: HearingTask,
  models: readonly ModelSummary[],
): TranscriptionCall {
  const fields = new FormFields(form);
  const file = fields.file('file');
  const modelName = parse('model', fields.text('model'));
  const { model } = findHearingModel(models, modelName);
  const language = parseSourceLanguage(fields, task);
  const languages = fields.texts('languages').map((name) => requireLanguage('languages', name));
  const keywords = fields.texts('keywords').map(requireKeyword);
  const prompt = [fields.text('prompt') ?? '', keywords.join(', ')].filter((part) => part !== '').join(' ');
  const format = parseFormat(fields);
  const temperature = parse('temperature', fields.number('temperature'));
  const granularities = parseGranularities(fields);
  const include = fields.texts('include').map((value) => parse('include', value));
  const isStreamed = task === 'transcribe' && parse('stream', fields.boolean('stream'));
  const spans = parseChunking(fields);
  if (isStreamed && format !== 'json' && format !== 'text') {
    const message = `response_format '${format}' cannot be streamed. Use 'json' or 'text' with stream.`;
    throw new SpeechError('invalid_value', message, { param: 'response_format' });
  }
  const hasWords =
    format === 'srt' || format === 'vtt' || (format === 'verbose_json' && granularities.has('word'));
  return {
    ...{ file, modelName, format, granularities, isStreamed },
    model: model.id,
    hasLogprobs: include.includes('logprobs'),
    hasLanguages: languages.length > 0,
    listen: {
      ...{ task, language, languages, prompt, hasWords, spans },
      temperature: temperature === 0 ? null : temperature,
    },
  };
}

function parse<Name extends TranscriptionField>(
  name: Name,
  value: unknown,
): InferOutput<(typeof transcriptionFields)[Name]> {
  return parseField(transcriptionFields[name], { [name]: value }, name);
}

/** Translations are into English; there `language`, where it is given at all, names the target. */
function parseSourceLanguage(fields: FormFields, task: HearingTask): string | null {
  const name = fields.text('language');
  if (name === undefined || name.trim().toLowerCase() === 'auto') return null;
  const code = requireLanguage('language', name);
  if (task === 'transcribe') return code;
  if (code === 'en') return null;
  throw new SpeechError('invalid_value', 'Translations are into English only.', { param: 'language' });
}

function requireLanguage(param: 'language' | 'languages', name: string): string {
  const code = findHeardLanguage(name);
  if (code !== null) return code;
  const message = `Invalid language ${toQuoted(name)}. Language parameter must be specified in ISO-639-1 format.`;
  throw new SpeechError('invalid_value', message, { param });
}

function requireKeyword(keyword: string): string {
  if (keyword.trim() !== '') return keyword.trim();
  throw new SpeechError('invalid_value', "Invalid 'keywords': an item is empty.", { param: 'keywords' });
}

function parseFormat(fields: FormFields): TranscriptFormat {
  const format = fields.text('response_format');
  if (format !== 'diarized_json') return parse('response_format', format);
  const message =
    "response_format 'diarized_json' needs a model that tells speakers apart; none is installed.";
  throw new SpeechError('invalid_value', message, { param: 'response_format' });
}

/** Old clients send both in one text, with a comma. */
function parseGranularities(fields: FormFields): TranscriptionCall['granularities'] {
  const items = fields
    .texts('timestamp_granularities')
    .flatMap((text) => text.split(','))
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map((text) => parse('timestamp_granularities', text))
    .filter((item) => item !== undefined);
  return new Set(items.length === 0 ? ['segment' as const] : items);
}
