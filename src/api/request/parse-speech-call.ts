import type { InferOutput } from 'valibot';
import { createUnsupportedFormat, type AudioFormat } from '../../contract/codec.ts';
import type { ModelSummary } from '../../contract/engine-status.ts';
import { createSilenceError, SpeechError } from '../../contract/errors.ts';
import type { Language } from '../../contract/language.ts';
import { findAlias, parseVoice } from '../../contract/parse-voice.ts';
import type { SpeechRequest, VoiceMix } from '../../contract/request.ts';
import { requireSpoken } from '../../contract/phonemizer.ts';
import { toVoiceLanguage } from '../../contract/voices.ts';
import { hasNameableText } from '../../text/sentences/speakable.ts';
import { findModel } from './model-names.ts';
import { parseField } from './parse-field.ts';
import { parseLanguage } from './parse-language.ts';
import { parseAliases, parseReading } from './reading-fields.ts';
import { AUDIO_FORMATS, createFormatField, createInputField, speechFields } from './speech-body.ts';
import type { SpeechCall } from './speech-call.ts';

type Fields = Readonly<Record<string, unknown>>;
type FieldName = keyof typeof speechFields;
type FieldOutput<K extends FieldName> = InferOutput<(typeof speechFields)[K]>;

/** What validation depends on besides the body. */
export interface SpeechContext {
  readonly models: readonly ModelSummary[];
  /** The formats that can be encoded here. */
  readonly formats: readonly AudioFormat[];
  readonly maxInputLength: number;
  /** The host that the request named, which decides some defaults. */
  readonly host: string;
}

const togetherHosts: ReadonlySet<string> = new Set(['api.together.ai', 'api.together.xyz']);

/** What a call says, and in which voice at first. */
export interface SpokenFields {
  readonly text: string;
  readonly voice: VoiceMix;
  /** Multiplies the speed. */
  readonly rate: number;
}

/** Parses the body of a speech request, field by field in a fixed order; the first fault is thrown as a `SpeechError`. */
export function parseSpeechCall(fields: Fields, context: SpeechContext): SpeechCall {
  const text = parseText(fields, context.maxInputLength);
  return parseCall(fields, context, () => ({ text, ...parseVoiceField(fields) }));
}

/** Parses the fields that all requests for sound share; `toSpoken` is called once the model is known. */
export function parseCall(fields: Fields, context: SpeechContext, toSpoken: () => SpokenFields): SpeechCall {
  parse(fields, 'instructions');
  const modelName = parse(fields, 'model');
  const { model } = findModel(context.models, modelName);
  const { text, voice, rate } = toSpoken();
  const streamFormat = parse(fields, 'stream_format') ?? undefined;
  const stream = parse(fields, 'stream') ?? undefined;
  const format = parseFormat(fields, context.formats);
  const speed = Math.min(Math.max(parse(fields, 'speed') * rate, 0.25), 4);
  const language = parseLanguageFields(fields, voice);
  const reading = parseReading(fields);
  const loudness = parse(fields, 'loudness');
  const isLevelled = loudness !== 'off';
  const delivery = toDelivery({
    stream: stream ?? (isLevelled ? false : undefined),
    streamFormat,
    format,
    isTogether: togetherHosts.has(context.host),
  });
  if (isLevelled && delivery.layout === 'streamed') throw toLoudnessError();
  requireEncodable(delivery.format, context.formats);
  const spoken = language ?? toVoiceLanguage(voice);
  requireSpoken(spoken, model.id, language === undefined ? 'voice' : toLanguageParam(fields));
  const request: SpeechRequest = {
    text,
    model: model.id,
    voice,
    language: spoken,
    hasVoiceLanguages: language === undefined,
    speed,
    ...reading,
  };
  return {
    request,
    modelName,
    volume: parse(fields, 'volume_multiplier'),
    loudness: isLevelled ? loudness : null,
    hasTimestamps: parse(fields, 'return_timestamps'),
    hasDownload: parse(fields, 'return_download_link'),
    hasTiming: parse(fields, 'return_timing'),
    ...delivery,
  };
}

function parseLanguageFields(fields: Fields, voice: VoiceMix): Language | undefined {
  const langCode = parse(fields, 'lang_code') ?? undefined;
  const language = parse(fields, 'language') ?? undefined;
  return parseLanguage({ langCode, language }, toVoiceLanguage(voice));
}

function toLanguageParam(fields: Fields): keyof typeof speechFields {
  return (fields['lang_code'] ?? undefined) === undefined ? 'language' : 'lang_code';
}

function toLoudnessError(): SpeechError {
  return new SpeechError(
    'invalid_value',
    "Invalid 'loudness': the loudness of a stream is not known before its end. Leave out 'stream' and 'stream_format' " +
      "to get the whole file, or 'loudness' to get a stream.",
    { param: 'loudness' },
  );
}

function parse<K extends FieldName>(fields: Fields, name: K): FieldOutput<K> {
  return parseField(speechFields[name], fields, name);
}

function parseText(fields: Fields, maxLength: number): string {
  const text = parseField(createInputField(maxLength), fields, 'input').toWellFormed();
  if (hasNameableText(text)) return text;
  throw createSilenceError();
}

/** Parses `voice`, by the names that the request brings along and all others. */
export function parseVoiceField(fields: Fields): Omit<SpokenFields, 'text'> {
  const aliases = parseAliases(fields);
  const value = parse(fields, 'voice');
  const voice = parseVoice(value, aliases === undefined ? {} : { aliases });
  return { voice, rate: findAlias(value, aliases)?.rate ?? 1 };
}

function parseFormat(fields: Fields, formats: readonly AudioFormat[]): AudioFormat | undefined {
  const known = AUDIO_FORMATS.find((format) => format === fields['response_format']);
  if (known !== undefined) requireEncodable(known, formats);
  return parseField(createFormatField(inOrder(formats)), fields, 'response_format') ?? undefined;
}

function inOrder(formats: readonly AudioFormat[]): readonly AudioFormat[] {
  return AUDIO_FORMATS.filter((format) => formats.includes(format));
}

function requireEncodable(format: AudioFormat, formats: readonly AudioFormat[]): void {
  if (!formats.includes(format)) throw createUnsupportedFormat(format, inOrder(formats));
}

/** The fields that decide how an answer is sent; undefined where the request left them out. */
export interface DeliveryFields {
  readonly stream: boolean | undefined;
  readonly streamFormat: 'audio' | 'sse' | undefined;
  readonly format: AudioFormat | undefined;
  /** Whether the request went to one of Together's hosts, whose meaning of the fields differs. */
  readonly isTogether: boolean;
}

/** Chooses format and wrapping. The first matching rule wins; Together streams only `raw` (`invalid_value`). */
function toDelivery(fields: DeliveryFields): Pick<SpeechCall, 'format' | 'delivery' | 'layout'> {
  const { stream, streamFormat, isTogether } = fields;
  const format = fields.format ?? toDefaultFormat(fields);
  if (streamFormat === 'sse') return { format, delivery: 'openai-sse', layout: 'streamed' };
  if (streamFormat === undefined && stream === true && (isTogether || format === 'raw')) {
    if (format !== 'raw') throw toStreamError(format);
    return { format, delivery: 'together-sse', layout: 'streamed' };
  }
  const isStreamed = stream ?? format !== 'wav';
  return { format, delivery: 'bytes', layout: isStreamed ? 'streamed' : 'complete' };
}

function toDefaultFormat({ isTogether, stream }: DeliveryFields): AudioFormat {
  if (!isTogether) return 'mp3';
  return stream === true ? 'raw' : 'wav';
}

function toStreamError(format: AudioFormat): SpeechError {
  return new SpeechError(
    'invalid_value',
    `Invalid value: '${format}'. Streaming supports the response format 'raw' only.`,
    { param: 'response_format' },
  );
}
