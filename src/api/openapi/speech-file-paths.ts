import { isObjectField, queryFieldNames } from '../request/query-fields.ts';
import { createInputField, speechFields } from '../request/speech-body.ts';
import { toObjectSchema, type ApiSchema } from '../request/to-object-schema.ts';
import { toErrors, toSoundAnswer } from './openapi-parts.ts';

const fieldNames = ['input', ...queryFieldNames];

/** Describes GET of speech by its address, for `<audio src>`. */
export function createSpeechGet(): ApiSchema {
  return {
    operationId: 'getSpeech',
    summary: 'Speaks the text of an address, for `<audio src>`',
    description:
      'For pages of the same origin. Streams; a request for a range of the bytes waits for the whole, unless it begins ' +
      'at the first byte and has no end.',
    parameters: toParameterReferences(),
    responses: {
      200: toSoundAnswer(),
      206: { ...toSoundAnswer(), description: 'A range of the bytes.' },
      416: { description: 'There are no such bytes.' },
      ...toErrors(400, 403, 404, 429, 500, 503),
    },
  };
}

/** Describes GET of the captions of such an address, for `<track src>`. */
export function createCaptionsGet(): ApiSchema {
  return {
    operationId: 'getCaptions',
    summary: 'Gives the captions of the speech with the same query, for `<track src>`',
    parameters: toParameterReferences(),
    responses: {
      200: { description: 'WebVTT.', content: { 'text/vtt': { schema: { type: 'string' } } } },
      ...toErrors(400, 403, 404, 429, 500, 503),
    },
  };
}

/** Describes the fields of a speech request as parameters of a query; those with properties are `name[property]=value`. */
export function createSpeechParameters(maxInputLength: number): ApiSchema {
  const { properties } = toObjectSchema({ input: createInputField(maxInputLength), ...speechFields });
  const schemas = properties as Readonly<Record<string, ApiSchema>>;
  return Object.fromEntries(
    fieldNames.map((name) => [
      name,
      {
        name,
        in: 'query',
        required: name === 'input',
        ...(isObjectField(name) ? { style: 'deepObject', explode: true } : {}),
        schema: schemas[name],
      },
    ]),
  );
}

function toParameterReferences(): readonly ApiSchema[] {
  return fieldNames.map((name) => ({ $ref: `#/components/parameters/${name}` }));
}
