import type { ApiSchema } from '../request/to-object-schema.ts';

const errorStatuses: Readonly<Record<string, string>> = {
  400: 'The request is at fault; `param` names the field.',
  403: 'A page of another origin asks.',
  404: 'No such model or path.',
  405: 'Another method is needed; see `Allow`.',
  413: 'The body is larger than 1 MiB, or an upload than 25 MiB.',
  429: 'Too many requests are waiting; see `Retry-After`.',
  500: 'The engine failed.',
  503: 'The engine or its model is not available; see `Retry-After` and `x-should-retry`.',
};

const audioTypes = ['audio/mpeg', 'audio/wav', 'audio/opus', 'audio/aac', 'audio/flac', 'audio/pcm'];

/** Describes an answer that is sound, or events of it. */
export function toSpeechAnswer(): ApiSchema {
  const { content, ...sound } = toSoundAnswer();
  const events = { 'text/event-stream': { schema: { type: 'string' } } };
  return {
    ...sound,
    description: 'The speech, 24 kHz mono, or events that carry it.',
    content: { ...(content as ApiSchema), ...events },
  };
}

/** Describes an answer that is sound. */
export function toSoundAnswer(): ApiSchema {
  const binary = { schema: { type: 'string', format: 'binary' } };
  const types = [...audioTypes, 'application/octet-stream'].map((type) => [type, binary]);
  return {
    description: 'The speech, 24 kHz mono.',
    headers: {
      'X-Sotto-Engine': {
        description: 'Which engine spoke.',
        schema: { enum: ['kokoro', 'espeak-ng', 'upstream'] },
      },
      'X-Kokoro-Voice': { description: 'The voice or the mix.', schema: { type: 'string' } },
      'X-Kokoro-Language': { description: 'The language spoken.', schema: { type: 'string' } },
      'X-Sample-Rate': { schema: { const: '24000' } },
      'X-Sotto-Warnings': { description: 'What is not spoken as it is written.', schema: { type: 'string' } },
      'X-Download-Path': { description: 'Where the answer is kept.', schema: { type: 'string' } },
      'X-Timing-Path': { description: 'Where the times of its parts are kept.', schema: { type: 'string' } },
    },
    content: Object.fromEntries(types),
  };
}

/** Describes a file that is kept: sound, or the times of its parts. */
export function toKeptAnswer(): ApiSchema {
  const { content } = toSoundAnswer();
  const times = { 'application/json': { schema: toReference('SpeechTiming') } };
  return { description: 'The file.', content: { ...(content as ApiSchema), ...times } };
}

/** Describes a field that a form may hold several times. */
export function toListField(name: string, { description, ...items }: ApiSchema): ApiSchema {
  const each = `${String(description)} Written once for each, as \`${name}\` or \`${name}[]\`.`;
  return { type: 'array', items, description: each };
}

/** Describes a GET whose answer is JSON. */
export function toRead(operationId: string, summary: string, schema: string): ApiSchema {
  return { operationId, summary, responses: { 200: toJsonAnswer(summary, schema) } };
}

/** Describes a parameter of the query. */
export function toQuery(name: string, description: string): ApiSchema {
  return { name, in: 'query', description, schema: { type: 'string' } };
}

/** Describes a required body of JSON. */
export function toJsonBody(schema: string): ApiSchema {
  return { required: true, content: { 'application/json': { schema: toReference(schema) } } };
}

/** Describes an answer of JSON. */
export function toJsonAnswer(description: string, schema: string): ApiSchema {
  return { description, content: { 'application/json': { schema: toReference(schema) } } };
}

/** Describes the errors of some statuses. */
export function toErrors(...statuses: readonly number[]): ApiSchema {
  return Object.fromEntries(
    statuses.map((status) => [status, toJsonAnswer(errorStatuses[status] ?? '', 'Error')]),
  );
}

/** Refers to a schema of the document by its name. */
export function toReference(schema: string): ApiSchema {
  return { $ref: `#/components/schemas/${schema}` };
}
