import type {
  Experimental_StreamingSpeechModelV4 as StreamingSpeechModelV4,
  SpeechModelV4CallOptions,
  SpeechModelV4Result,
} from '@ai-sdk/provider';
import { toLanguage, warnOfOptions } from './call-options.ts';
import { toRecord, toWarnings, type SottoApi } from './sotto-api.ts';
import { streamSpeech } from './stream-speech.ts';

const formats: readonly string[] = ['mp3', 'wav', 'opus', 'aac', 'flac', 'pcm'];

/** Creates a model that speaks: a whole text at once, or one that is still being written. */
export function createSpeechModel(api: SottoApi, modelId: string): StreamingSpeechModelV4 {
  return {
    specificationVersion: 'v4',
    provider: 'sotto.speech',
    modelId,
    doGenerate: (options) => generate(api, modelId, options),
    doStream: (options) => streamSpeech(api, modelId, options),
  };
}

async function generate(
  api: SottoApi,
  modelId: string,
  options: SpeechModelV4CallOptions,
): Promise<SpeechModelV4Result> {
  const { text, voice, speed, outputFormat, abortSignal: signal, headers } = options;
  const timestamp = new Date();
  const isKnown = outputFormat === undefined || formats.includes(outputFormat);
  const body = {
    model: modelId,
    input: text,
    voice,
    speed,
    language: toLanguage(options.language),
    response_format: isKnown ? (outputFormat ?? 'mp3') : 'mp3',
    stream: false,
    ...options.providerOptions?.['sotto'],
  };
  const response = await api.post({ path: 'audio/speech', body, headers, signal });
  const audio = new Uint8Array(await response.arrayBuffer());
  const warnings = [...warnOfOptions(options), ...toWarnings(response.headers)];
  if (!isKnown) {
    const details = `Sotto does not write '${outputFormat}'; this is mp3.`;
    warnings.push({ type: 'unsupported', feature: 'outputFormat', details });
  }
  return {
    audio,
    warnings,
    request: { body },
    response: { timestamp, modelId, headers: toRecord(response.headers) },
  };
}
