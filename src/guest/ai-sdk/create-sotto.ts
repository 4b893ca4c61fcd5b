import {
  NoSuchModelError,
  type Experimental_StreamingSpeechModelV4 as StreamingSpeechModelV4,
  type ProviderV4,
  type TranscriptionModelV4,
} from '@ai-sdk/provider';
import { SottoApi, type SottoProviderSettings } from './sotto-api.ts';
import { createSpeechModel } from './speech-model.ts';
import { createTranscriptionModel } from './transcription-model.ts';

/** The voices and the ears of Sotto, as a provider of the AI SDK. */
export interface SottoProvider extends ProviderV4 {
  /** Creates a model that speaks, e.g. `kokoro-82m`, for `generateSpeech` and `experimental_streamSpeech`. */
  speech(modelId: string): StreamingSpeechModelV4;
  speechModel(modelId: string): StreamingSpeechModelV4;
  /** Creates a model that hears, e.g. `whisper-base`, for `transcribe`. */
  transcription(modelId: string): TranscriptionModelV4;
  transcriptionModel(modelId: string): TranscriptionModelV4;
}

/** Creates a provider whose requests are answered in the page. Models of other kinds throw `NoSuchModelError`. */
export function createSotto(settings: SottoProviderSettings = {}): SottoProvider {
  const api = new SottoApi(settings);
  const speech = (modelId: string): StreamingSpeechModelV4 => createSpeechModel(api, modelId);
  const transcription = (modelId: string): TranscriptionModelV4 => createTranscriptionModel(api, modelId);
  const refuse =
    (modelType: 'languageModel' | 'embeddingModel' | 'imageModel') =>
    (modelId: string): never => {
      throw new NoSuchModelError({ modelId, modelType });
    };
  return {
    specificationVersion: 'v4',
    speech,
    speechModel: speech,
    transcription,
    transcriptionModel: transcription,
    languageModel: refuse('languageModel'),
    embeddingModel: refuse('embeddingModel'),
    imageModel: refuse('imageModel'),
  };
}
