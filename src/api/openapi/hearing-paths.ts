import { listFields, speakerFields, transcriptionFields } from '../request/transcription-fields.ts';
import { toObjectSchema, type ApiSchema } from '../request/to-object-schema.ts';
import { toErrors, toListField, toReference } from './openapi-parts.ts';

/** Describes the form that asks for a transcription. */
export function createTranscriptionSchema(): ApiSchema {
  const { properties, ...schema } = toObjectSchema({ ...transcriptionFields, ...speakerFields }, ['file']);
  const file = { type: 'string', format: 'binary', description: 'A sound file of any common format.' };
  const fields = Object.entries(properties as Readonly<Record<string, ApiSchema>>);
  return {
    ...schema,
    properties: {
      file,
      ...Object.fromEntries(
        fields.map(([name, field]) => [name, listFields.has(name) ? toListField(name, field) : field]),
      ),
    },
  };
}

/** Describes the routes that hear. */
export function createHearingPaths(): ApiSchema {
  return {
    '/v1/audio/transcriptions': {
      post: toSpeechToText('createTranscription', 'Writes down speech', ['text/plain', 'text/event-stream']),
    },
    '/v1/audio/translations': {
      post: toSpeechToText('createTranslation', 'Writes down speech in English', ['text/plain']),
    },
  };
}

function toSpeechToText(operationId: string, summary: string, textTypes: readonly string[]): ApiSchema {
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
        content: {
          'application/json': { schema: toReference('Transcription') },
          ...Object.fromEntries(textTypes.map((type) => [type, { schema: { type: 'string' } }])),
        },
      },
      ...toErrors(400, 404, 413, 429, 500, 503),
    },
  };
}
