import { fromBase64 } from '../../std/base64.ts';
import type {
  JSONValue,
  TranscriptionModelV4,
  TranscriptionModelV4CallOptions,
  TranscriptionModelV4Result,
} from '@ai-sdk/provider';
import { findHeardLanguage } from '../../contract/heard-languages.ts';
import { toRecord, type SottoApi } from './sotto-api.ts';

interface VerboseTranscript {
  readonly text: string;
  readonly language: string;
  readonly duration: number;
  readonly words: readonly { readonly word: string; readonly start: number; readonly end: number }[];
  readonly segments: readonly { readonly text: string; readonly start: number; readonly end: number }[];
}

/** Creates a model that writes speech down, with the times of its words. */
export function createTranscriptionModel(api: SottoApi, modelId: string): TranscriptionModelV4 {
  return {
    specificationVersion: 'v4',
    provider: 'sotto.transcription',
    modelId,
    doGenerate: (options) => transcribe(api, modelId, options),
  };
}

async function transcribe(
  api: SottoApi,
  modelId: string,
  options: TranscriptionModelV4CallOptions,
): Promise<TranscriptionModelV4Result> {
  const timestamp = new Date();
  const response = await api.post({
    path: 'audio/transcriptions',
    body: toForm(modelId, options),
    headers: options.headers,
    signal: options.abortSignal,
  });
  const body = (await response.json()) as VerboseTranscript;
  const { text, language, duration, words, segments } = body;
  const toTimes = ({ start, end }: { readonly start: number; readonly end: number }) => ({
    startSecond: start,
    endSecond: end,
  });
  return {
    text,
    segments: segments.map((segment) => ({ text: segment.text, ...toTimes(segment) })),
    words: words.map((word) => ({ text: word.word, ...toTimes(word) })),
    language: findHeardLanguage(language) ?? undefined,
    durationInSeconds: duration,
    warnings: [],
    response: { timestamp, modelId, headers: toRecord(response.headers), body },
  };
}

function toForm(
  modelId: string,
  { audio, mediaType, providerOptions }: TranscriptionModelV4CallOptions,
): FormData {
  const form = new FormData();
  const bytes = typeof audio === 'string' ? fromBase64(audio) : new Uint8Array(audio);
  form.append('file', new File([bytes], 'audio', { type: mediaType }));
  form.append('model', modelId);
  form.append('response_format', 'verbose_json');
  for (const granularity of ['word', 'segment']) form.append('timestamp_granularities[]', granularity);
  for (const [name, value] of Object.entries(providerOptions?.['sotto'] ?? {})) {
    if (Array.isArray(value)) {
      const itemName = name.endsWith('[]') ? name : `${name}[]`;
      for (const item of value as readonly JSONValue[]) form.append(itemName, toFormValue(item));
    } else if (value !== undefined && value !== null) form.append(name, toFormValue(value));
  }
  return form;
}

function toFormValue(value: JSONValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
