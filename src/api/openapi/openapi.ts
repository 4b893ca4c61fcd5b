import * as v from 'valibot';
import { engineFields } from '../request/engine-patch.ts';
import { answerSchemas } from './openapi-answers.ts';
import {
  toSpeechAnswer,
  toRead,
  toQuery,
  toJsonBody,
  toJsonAnswer,
  toKeptAnswer,
  toErrors,
  toReference,
} from './openapi-parts.ts';
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
import { createCaptionsGet, createSpeechGet, createSpeechParameters } from './speech-file-paths.ts';
import { createHearingPaths, createTranscriptionSchema } from './hearing-paths.ts';
import { toObjectSchema, type ApiSchema } from '../request/to-object-schema.ts';

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
      parameters: createSpeechParameters(maxInputLength),
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
  const phonemes = v.pipe(text, v.description('What is spoken, in Kokoro’s phonemes.'));
  return {
    SpeechRequest: toObjectSchema({ input: text, ...speechFields }, ['input']),
    CaptionedSpeechRequest: toObjectSchema({ input: text, ...omit('stream_format'), ...captionedFields }, [
      'input',
    ]),
    DialogueRequest: toObjectSchema({ ...dialogueFields, ...omit('voice') }, ['turns']),
    PhonemeSpeechRequest: toObjectSchema({ ...phonemeFields, phonemes }, ['phonemes']),
    PhonemizeRequest: toObjectSchema({ text, ...phonemizeFields }, ['text']),
    SsmlRequest: toObjectSchema({ text, ...ssmlFields }, ['text']),
  };
}

/** Each turn has a voice of its own, and captions are no events. */
function omit(name: keyof typeof speechFields): Readonly<Record<string, v.GenericSchema>> {
  return Object.fromEntries(Object.entries(speechFields).filter(([other]) => other !== name));
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
        responses: { 200: toKeptAnswer(), ...toErrors(404) },
      },
    },
  };
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
      get: createSpeechGet(),
    },
    '/v1/audio/captions': { get: createCaptionsGet() },
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
