import { engineFields } from '../request/engine-patch.ts';
import { answerSchemas } from './openapi-answers.ts';
import { captionedFields } from '../request/parse-captioned-call.ts';
import { dialogueFields } from '../request/parse-dialogue.ts';
import { phonemeFields } from '../request/parse-phoneme-call.ts';
import {
  createInputField,
  DEFAULT_MAX_INPUT_LENGTH,
  phonemizeFields,
  speechFields,
  ssmlFields,
} from '../request/speech-body.ts';
import { transcriptionFields } from '../request/transcription-fields.ts';
import { toObjectSchema, type ApiSchema } from '../request/to-object-schema.ts';

const errorStatuses: Readonly<Record<string, string>> = {
  400: 'The request is at fault; `param` names the field.',
  404: 'No such model or path.',
  405: 'Another method is needed; see `Allow`.',
  413: 'The body is larger than 1 MiB, or an upload than 25 MiB.',
  429: 'Too many requests are waiting; see `Retry-After`.',
  500: 'The engine failed.',
  503: 'The engine or its model is not to be had; see `Retry-After` and `x-should-retry`.',
};

const audioTypes = ['audio/mpeg', 'audio/wav', 'audio/opus', 'audio/aac', 'audio/flac', 'audio/pcm'];

/** Describes what the handler serves, as an OpenAPI 3.1 document; requests by the very schemas that validate them. */
export function createOpenApi(maxInputLength = DEFAULT_MAX_INPUT_LENGTH): ApiSchema {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Sotto',
      version: '1',
      description:
        'Text-to-speech and speech-to-text that never leave the page, behind the audio API of OpenAI.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths: { ...createSpeechPaths(), ...createDevPaths(), ...createListPaths(), ...createEnginePaths() },
    components: {
      schemas: {
        ...createRequestSchemas(maxInputLength),
        TranscriptionRequest: createTranscriptionSchema(),
        EnginePatch: toObjectSchema(engineFields),
        ...answerSchemas,
      },
    },
  };
}

function createRequestSchemas(maxInputLength: number): ApiSchema {
  const text = createInputField(maxInputLength);
  return {
    SpeechRequest: toObjectSchema({ input: text, ...speechFields }, ['input']),
    CaptionedSpeechRequest: toObjectSchema({ input: text, ...speechFields, ...captionedFields }, ['input']),
    DialogueRequest: toObjectSchema({ ...dialogueFields, ...speechFields }, ['turns']),
    PhonemeSpeechRequest: toObjectSchema(phonemeFields, ['phonemes']),
    PhonemizeRequest: toObjectSchema({ text, ...phonemizeFields }, ['text']),
    SsmlRequest: toObjectSchema({ text, ...ssmlFields }, ['text']),
  };
}

function createDevPaths(): ApiSchema {
  const speech = { 200: toSpeechAnswer(), ...toErrors(400, 404, 413, 429, 500, 503) };
  const captions = { schema: toReference('CaptionedSpeech') };
  const toPost = (operationId: string, [summary, schema]: readonly [string, string]): ApiSchema => ({
    operationId,
    summary,
    requestBody: toJsonBody(schema),
    responses: speech,
  });
  return {
    '/dev/dialogue': {
      post: toPost('createDialogue', ['Speaks turns, each in its voice', 'DialogueRequest']),
    },
    '/dev/generate_from_phonemes': {
      post: toPost('speakPhonemes', ['Speaks phonemes', 'PhonemeSpeechRequest']),
    },
    '/dev/captioned_speech': {
      post: {
        ...toPost('createCaptionedSpeech', [
          'Speaks a text, and tells when its words are heard',
          'CaptionedSpeechRequest',
        ]),
        responses: {
          ...speech,
          200: {
            description: 'The speech and its words; an object a line where it is streamed.',
            content: { 'application/json': captions, 'application/x-ndjson': captions },
          },
        },
      },
    },
    '/dev/ssml': {
      get: toRead('getSsml', 'Shows which SSML is understood', 'SsmlCapabilities'),
      post: {
        operationId: 'translateSsml',
        summary: 'Translates SSML to text with tags',
        requestBody: toJsonBody('SsmlRequest'),
        responses: { 200: toJsonAnswer('The text.', 'TaggedText'), ...toErrors(400, 413) },
      },
    },
    '/download/{name}': {
      get: {
        operationId: 'download',
        summary: 'Gives an answer once more',
        parameters: [{ name: 'name', in: 'path', required: true, schema: { type: 'string' } }],
        responses: { 200: toSpeechAnswer(), ...toErrors(404) },
      },
    },
  };
}

function createTranscriptionSchema(): ApiSchema {
  const { properties, ...schema } = toObjectSchema(transcriptionFields, ['file']);
  const file = { type: 'string', format: 'binary', description: 'A sound file of any common format.' };
  return { ...schema, properties: { file, ...(properties as ApiSchema) } };
}

function createSpeechPaths(): ApiSchema {
  return {
    '/v1/audio/speech': {
      post: {
        operationId: 'createSpeech',
        summary: 'Speaks a text',
        requestBody: toJsonBody('SpeechRequest'),
        responses: { 200: toSpeechAnswer(), ...toErrors(400, 404, 413, 429, 500, 503) },
      },
    },
    '/dev/phonemize': {
      post: {
        operationId: 'phonemize',
        summary: 'Shows how a text is read',
        requestBody: toJsonBody('PhonemizeRequest'),
        responses: {
          200: toJsonAnswer('The text as it is read.', 'PhonemizedText'),
          ...toErrors(400, 413, 503),
        },
      },
    },
    ...createHearingPaths(),
  };
}

function createHearingPaths(): ApiSchema {
  return {
    '/v1/audio/transcriptions': { post: toSpeechToText('createTranscription', 'Writes down speech') },
    '/v1/audio/translations': { post: toSpeechToText('createTranslation', 'Writes down speech in English') },
  };
}

function createListPaths(): ApiSchema {
  return {
    '/v1/models': { get: toRead('listModels', 'Lists every model name', 'ModelList') },
    '/v1/models/{id}': {
      get: {
        operationId: 'retrieveModel',
        summary: 'Shows one model',
        responses: { 200: toJsonAnswer('The model.', 'Model'), ...toErrors(404) },
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
      },
    },
    '/v1/audio/voices': {
      get: {
        ...toRead('listAudioVoices', 'Lists the voices, in the form of Kokoro-FastAPI', 'AudioVoices'),
        parameters: [toQuery('legacy', '`true` gives plain names.')],
      },
    },
    '/v1/voices': {
      get: {
        ...toRead('listVoices', 'Lists the voices, in the form of Together', 'Voices'),
        parameters: [toQuery('model', 'Only the voices of this model.')],
      },
    },
    '/v1/audio/models': { get: toRead('listAudioModels', 'Lists the models of speech', 'AudioModels') },
  };
}

function createEnginePaths(): ApiSchema {
  const engine = toJsonAnswer('What the engine is.', 'EngineStatus');
  return {
    '/v1/engine': {
      get: toRead('getEngine', 'Shows what the engine is', 'EngineStatus'),
      patch: {
        operationId: 'configureEngine',
        summary: 'Changes what is loaded next',
        requestBody: toJsonBody('EnginePatch'),
        responses: { 200: engine, ...toErrors(400, 404, 413, 503) },
      },
      delete: {
        operationId: 'unloadEngine',
        summary: 'Frees the model’s memory',
        responses: { 200: engine },
      },
    },
    '/v1/engine/load': {
      post: {
        operationId: 'loadEngine',
        summary: 'Loads the model and waits until it is ready',
        responses: { 200: engine, ...toErrors(503) },
      },
    },
    '/v1/openapi.json': { get: toRead('getOpenApi', 'Shows this description', 'OpenApi') },
    '/health': { get: toRead('getHealth', 'Shows that somebody answers', 'Health') },
  };
}

function toSpeechAnswer(): ApiSchema {
  const binary = { schema: { type: 'string', format: 'binary' } };
  const types = [...audioTypes, 'application/octet-stream'].map((type) => [type, binary]);
  return {
    description: 'The speech, 24 kHz mono, or events that carry it.',
    headers: {
      'X-Sotto-Engine': { description: 'Which engine spoke.', schema: { enum: ['kokoro', 'espeak-ng'] } },
      'X-Kokoro-Voice': { description: 'The voice or the mix.', schema: { type: 'string' } },
      'X-Kokoro-Language': { description: 'The language spoken.', schema: { type: 'string' } },
      'X-Sample-Rate': { schema: { const: '24000' } },
      'X-Sotto-Warnings': { description: 'What is not spoken as it is written.', schema: { type: 'string' } },
      'X-Download-Path': { description: 'Where the answer is kept.', schema: { type: 'string' } },
      'X-Timing-Path': { description: 'Where the times of its parts are kept.', schema: { type: 'string' } },
    },
    content: { ...Object.fromEntries(types), 'text/event-stream': { schema: { type: 'string' } } },
  };
}

function toSpeechToText(operationId: string, summary: string): ApiSchema {
  return {
    operationId,
    summary,
    description: 'Answers 404 `model_not_found` until a model that hears is stored.',
    requestBody: {
      required: true,
      content: { 'multipart/form-data': { schema: toReference('TranscriptionRequest') } },
    },
    responses: {
      200: {
        description: 'What was heard.',
        headers: {
          'X-Sotto-Unclear-Seconds': {
            description: 'How much was said that could not be made out.',
            schema: { type: 'string' },
          },
        },
        content: Object.fromEntries(
          ['application/json', 'text/plain', 'text/event-stream'].map((type) => [
            type,
            { schema: { type: type === 'application/json' ? 'object' : 'string' } },
          ]),
        ),
      },
      ...toErrors(400, 404, 413, 429, 500, 503),
    },
  };
}

function toRead(operationId: string, summary: string, schema: string): ApiSchema {
  return { operationId, summary, responses: { 200: toJsonAnswer(summary, schema) } };
}

function toQuery(name: string, description: string): ApiSchema {
  return { name, in: 'query', description, schema: { type: 'string' } };
}

function toJsonBody(schema: string): ApiSchema {
  return { required: true, content: { 'application/json': { schema: toReference(schema) } } };
}

function toJsonAnswer(description: string, schema: string): ApiSchema {
  return { description, content: { 'application/json': { schema: toReference(schema) } } };
}

function toErrors(...statuses: readonly number[]): ApiSchema {
  return Object.fromEntries(
    statuses.map((status) => [status, toJsonAnswer(errorStatuses[status] ?? '', 'Error')]),
  );
}

function toReference(schema: string): ApiSchema {
  return { $ref: `#/components/schemas/${schema}` };
}
