import type { InferOutput } from 'valibot';
import type { HearingTask } from '../../contract/hearing.ts';
import { findHeardLanguage } from '../../contract/heard-languages.ts';
import type { ModelSummary } from '../../contract/engine-status.ts';
import { SpeechError } from '../../contract/errors.ts';
import type { ListenOptions } from '../../listening/listen.ts';
import { FormFields } from './form-fields.ts';
import { findHearingModel, GET_SPEAKERS } from './hearing-names.ts';
import { parseChunking } from './parse-chunking.ts';
import { parseField, toQuoted } from './parse-field.ts';
import { parseDiarize, parseSpeakerWish, type SpeakerWish } from './parse-speaker-wish.ts';
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
  /** How to distinguish speakers; null where the answer does not name them. */
  readonly speakers: SpeakerWish | null;
}

/** What can be asked for. */
export interface TranscriptionOffer {
  readonly task: HearingTask;
  /** Those that hear. */
  readonly models: readonly ModelSummary[];
  /** Whether a model that distinguishes speakers is stored. */
  readonly hasSpeakers: boolean;
}

/** Formats whose text, or whose segments, can be sent as events. */
const STREAMED_FORMATS: readonly TranscriptFormat[] = ['json', 'text', 'diarized_json'];

/** Parses a form, field by field in a fixed order; the first fault is thrown as a `SpeechError`. */
export function parseTranscriptionCall(
  form: FormData,
  { task, models, hasSpeakers }: TranscriptionOffer,
): TranscriptionCall {
  const fields = new FormFields(form);
  const file = fields.file('file');
  const modelName = parse('model', fields.text('model'));
  const { model } = findHearingModel(models, modelName, hasSpeakers);
  const language = parseSourceLanguage(fields, task);
  const languages = fields.texts('languages').map((name) => requireLanguage('languages', name));
  const keywords = fields.texts('keywords').map(requireKeyword);
  const prompt = [fields.text('prompt') ?? '', keywords.join(', ')].filter((part) => part !== '').join(' ');
  const format = parseFormat(fields, task);
  const temperature = parse('temperature', fields.number('temperature'));
  const granularities = parseGranularities(fields);
  const include = fields.texts('include').map((value) => parse('include', value));
  const isStreamed = task === 'transcribe' && parse('stream', fields.boolean('stream'));
  const spans = parseChunking(fields);
  const isDiarized = parseDiarize(fields) && format === 'verbose_json';
  if (isStreamed && !STREAMED_FORMATS.includes(format)) {
    const message = `response_format '${format}' cannot be streamed. Use 'json' or 'text' with stream.`;
    throw new SpeechError('invalid_value', message, { param: 'response_format' });
  }
  const param = format === 'diarized_json' ? 'response_format' : isDiarized ? 'diarize' : null;
  if (param !== null && !hasSpeakers) throw createNoSpeakers(param);
  const speakers = param === null ? null : parseSpeakerWish(fields);
  const hasWords =
    speakers !== null ||
    format === 'srt' ||
    format === 'vtt' ||
    (format === 'verbose_json' && granularities.has('word'));
  return {
    ...{ file, modelName, format, granularities, isStreamed, speakers },
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

function parseFormat(fields: FormFields, task: HearingTask): TranscriptFormat {
  const format = parse('response_format', fields.text('response_format'));
  if (task === 'transcribe' || format !== 'diarized_json') return format;
  const message = "response_format 'diarized_json' is for transcriptions only.";
  throw new SpeechError('invalid_value', message, { param: 'response_format' });
}

/** Creates the error of an answer that is to name speakers, where the models for it are not stored. */
function createNoSpeakers(param: string): SpeechError {
  return new SpeechError('invalid_value', `Invalid value for '${param}': ${GET_SPEAKERS}`, { param });
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
