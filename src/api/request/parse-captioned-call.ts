import * as v from 'valibot';
import { parseField } from './parse-field.ts';
import { parseSpeechCall, type SpeechContext } from './parse-speech-call.ts';
import { speechFields } from './speech-body.ts';
import type { SpeechCall } from './speech-call.ts';

/** Where a request for captioned speech differs from one for speech. */
export const captionedFields = {
  stream: v.nullish(
    v.pipe(
      v.boolean(),
      v.description('`true` sends a JSON object a line as sound is made; `false` one object in all.'),
    ),
    true,
  ),
  return_timestamps: v.nullish(
    v.pipe(v.boolean(), v.description('Tells when each word is heard, and where it stands in `input`.')),
    true,
  ),
};

/** Parses the body of a request for captioned speech. Throws as `parseSpeechCall` does. */
export function parseCaptionedCall(
  fields: Readonly<Record<string, unknown>>,
  context: SpeechContext,
): SpeechCall {
  const isLevelled = parseField(speechFields.loudness, fields, 'loudness') !== 'off';
  const isStreamed = parseField(captionedFields.stream, fields, 'stream') && !isLevelled;
  const hasTimestamps = parseField(captionedFields.return_timestamps, fields, 'return_timestamps');
  const plain = { ...fields, stream: false, stream_format: undefined };
  return {
    ...parseSpeechCall(plain, context),
    hasTimestamps,
    delivery: 'captions',
    layout: isStreamed ? 'streamed' : 'complete',
  };
}
